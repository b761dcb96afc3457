package assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Values of the shipped tables against R 4.2.2 with the packages named on the cards. */
class DatasetsTest {

    @Test
    void lalonde() {
        Table table = Datasets.load("lalonde");
        assertThat(equal(table, "treat", "1").rowCount()).isEqualTo(185);
        assertThat(equal(table, "treat", "0").rowCount()).isEqualTo(429);
        // R: with(lalonde, mean(re78[treat == 1]) - mean(re78[treat == 0]))
        assertThat(mean(equal(table, "treat", "1"), "re78") - mean(equal(table, "treat", "0"), "re78"))
                .isCloseTo(-635.026212037, within(1e-8));
    }

    @Test
    void jobs() {
        Table table = Datasets.load("jobs");
        assertThat(equal(table, "treat", "1").rowCount()).isEqualTo(600);
        assertThat(equal(table, "comply", "1").rowCount()).isEqualTo(372);
        // R: age[1] and depress2[1]
        assertThat(table.numberColumn("age").getDouble(0)).isEqualTo(34.167121887207);
        assertThat(table.numberColumn("depress2").getDouble(0)).isEqualTo(1.72727274894714);
    }

    @Test
    void framing() {
        Table table = Datasets.load("framing");
        assertThat(equal(table, "treat", "1").rowCount()).isEqualTo(68);
        assertThat(table.stringColumn("educ").get(1)).isEqualTo("bachelor's degree or higher");
    }

    @Test
    void star() {
        Table table = Datasets.load("star");
        assertThat(equal(table, "stark", "small").rowCount()).isEqualTo(1900);
        assertThat(equal(table, "stark", "regular").rowCount()).isEqualTo(2194);
        assertThat(equal(table, "stark", "regular+aide").rowCount()).isEqualTo(2231);
        assertThat(table.column("stark").countMissing()).isEqualTo(5273);
        assertThat(table.column("birth").countMissing()).isEqualTo(70);
        // R: tapply(readk, stark, mean, na.rm = TRUE)
        assertThat(mean(equal(table, "stark", "small"), "readk")).isCloseTo(440.547441058079, within(1e-10));
        assertThat(mean(equal(table, "stark", "regular"), "readk")).isCloseTo(434.732303090728, within(1e-10));
    }

    @Test
    void petersen() {
        Table table = Datasets.load("petersen");
        // R: coef(lm(y ~ x, PetersenCL))
        assertThat(slope(table, "x", "y")).isCloseTo(1.03483343946169, within(1e-12));
        assertThat(table.column("firm").countUnique()).isEqualTo(500);
    }

    @Test
    void cigarettes() {
        Table table = Datasets.load("cigarettes");
        // R: mean(CigarettesSW$packs)
        assertThat(mean(table, "packs")).isCloseTo(109.182423869769, within(1e-10));
        assertThat(equal(table, "year", "1995").rowCount()).isEqualTo(48);
    }

    @Test
    void collegeDistance() {
        Table table = Datasets.load("college_distance");
        // R: coef(lm(education ~ distance, CollegeDistance))
        assertThat(slope(table, "distance", "education")).isCloseTo(-0.0725751831006568, within(1e-12));
        assertThat(equal(table, "region", "west").rowCount()).isEqualTo(943);
    }

    @Test
    void shippedTablesEqualIndependentExports() {
        Path folder = shared();
        String[][] pairs = {
            {"lalonde", "lalonde_matchit_psid614.csv"},
            {"jobs", "mediation_jobs.csv"},
            {"framing", "mediation_framing.csv"},
            {"star", "star.csv.gz"},
            {"petersen", "petersen_cl.csv"},
            {"cigarettes", "cigarettes_sw.csv"},
            {"college_distance", "college_distance.csv"}
        };
        for (String[] pair : pairs) {
            assertSameValues(Datasets.load(pair[0]), TableFiles.read(folder.resolve(pair[1])));
        }
    }

    @Test
    void hillstromIsTakenFromAFile(@TempDir Path cache) {
        Library library = new Library(Cards.all(), new Cache(cache));
        library.get("hillstrom", Optional.of(shared().resolve("hillstrom.csv.gz")), Progress.SILENT);
        Table table = library.load("hillstrom");
        assertThat(table.rowCount()).isEqualTo(64_000);
        assertThat(equal(table, "segment", "Mens E-Mail").rowCount()).isEqualTo(21_307);
        assertThat(equal(table, "segment", "Womens E-Mail").rowCount()).isEqualTo(21_387);
        assertThat(equal(table, "segment", "No E-Mail").rowCount()).isEqualTo(21_306);
    }

    /** Same names and values; a whole number may be written 500000 in one file and 5e+05 in the other. */
    private static void assertSameValues(Table actual, Table expected) {
        assertThat(actual.columnNames()).isEqualTo(expected.columnNames());
        for (Column<?> column : expected.columns()) {
            Column<?> other = actual.column(column.name());
            if (column instanceof NumericColumn<?> numbers) {
                assertThat(((NumericColumn<?>) other).asDoubleArray()).isEqualTo(numbers.asDoubleArray());
            } else {
                assertThat(other.asList()).isEqualTo(column.asList());
            }
        }
    }

    /** Same names, types and values. */
    static void assertSame(Table actual, Table expected) {
        assertThat(actual.columnNames()).isEqualTo(expected.columnNames());
        assertThat(actual.rowCount()).isEqualTo(expected.rowCount());
        for (Column<?> column : expected.columns()) {
            assertThat(actual.column(column.name()).type()).isEqualTo(column.type());
            assertThat(actual.column(column.name()).asList()).isEqualTo(column.asList());
        }
    }

    private static Path shared() {
        String named = System.getenv("ASSAY_DATA");
        String root = System.getenv().getOrDefault("ASSAY_ROOT", "..");
        Path folder = named != null ? Path.of(named) : Path.of(root, "..", "shared", "data");
        assumeTrue(Files.isDirectory(folder), "Skipped: set ASSAY_DATA to the folder of reference data.");
        return folder;
    }

    private static Table equal(Table table, String column, String value) {
        return table.where(table.column(column).asStringColumn().isEqualTo(value));
    }

    private static double mean(Table table, String column) {
        return table.numberColumn(column).mean();
    }

    private static double slope(Table table, String regressor, String response) {
        double[] x = table.numberColumn(regressor).asDoubleArray();
        double[] y = table.numberColumn(response).asDoubleArray();
        double meanX = mean(table, regressor);
        double meanY = mean(table, response);
        double xy = 0;
        double xx = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
        }
        return xy / xx;
    }
}
