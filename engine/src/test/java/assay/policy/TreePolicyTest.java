package assay.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TreePolicyTest {

    private static final List<double[]> NODES = List.of(
            new double[] {0, 1.5, -1, 4},
            new double[] {0, -0.25, -1, 3},
            new double[] {-1, 0, 0, -1},
            new double[] {-1, 0, 1, -1},
            new double[] {1, 1000, -1, 6},
            new double[] {-1, 0, 2, -1},
            new double[] {-1, 0, 0, -1});

    private static final TreePolicy TREE =
            TreePolicy.of(List.of("age \"x\"", "spend"), List.of("none", "it's mail", "call"), NODES);

    @Test
    void saysEachBoundOnce() {
        assertEquals(
                List.of(
                        "If age \"x\" <= -0.25: none.",
                        "If -0.25 < age \"x\" <= 1.5: it's mail.",
                        "If age \"x\" > 1.5 and spend <= 1000: call.",
                        "If age \"x\" > 1.5 and spend > 1000: none."),
                TREE.rules());
        assertEquals(4, TREE.leaves());
        assertEquals(2, TREE.depth());
        assertEquals(1, TREE.action(new double[] {1.5, 0}));
        assertEquals(2, TREE.leaf(new double[] {1.6, 1000}));
    }

    @Test
    void sqlQuotesNamesAndSaysWhatNullGets() {
        assertEquals("""
                CASE
                  WHEN "age ""x""\" <= -0.25 THEN 'none'
                  WHEN "age ""x""\" > -0.25 AND "age ""x""\" <= 1.5 THEN 'it''s mail'
                  WHEN "age ""x""\" > 1.5 AND "spend" <= 1000 THEN 'call'
                  WHEN "age ""x""\" > 1.5 AND "spend" > 1000 THEN 'none'
                  ELSE 'none' -- where a column that is read is NULL
                END""", TREE.sql());
        assertThrows(IllegalArgumentException.class, () -> TREE.sql("nothing"));
    }

    @Test
    void jsonComesBackAsItWas() {
        TreePolicy read = TreePolicy.read(TREE.toJson());
        assertEquals(TREE.rules(), read.rules());
        assertEquals(TREE.toJson(), read.toJson());
        assertEquals(TREE.features(), read.features());
    }

    @Test
    void refusesFilesThatAreNoPolicy() {
        String json = TREE.toJson();
        for (String bad : List.of(
                "",
                "{",
                "[]",
                "{}",
                json.replace("1.5", "1.6"),
                json.replace("\"version\": 1", "\"version\": 2"),
                json.substring(0, json.length() / 2))) {
            assertThrows(PolicyFileException.class, () -> TreePolicy.read(bad), bad);
        }
    }

    @Test
    void thePictureIsAccessible() {
        String svg = TREE.svg();
        assertTrue(svg.contains("role=\"img\"") && svg.contains("<title>") && svg.contains("currentColor"));
        assertTrue(svg.contains("age &quot;x&quot; &lt;= 1.5"));
    }
}
