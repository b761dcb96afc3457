package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.data.TableFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.Table;

/** Assignment of the units of a table, from the command line. */
class AssignCommandTest {

    @TempDir
    Path folder;

    private record Run(int code, String out, String err) {}

    @BeforeEach
    void users() throws IOException {
        StringBuilder csv = new StringBuilder("id,country,age\n");
        for (int i = 0; i < 600; i++) {
            csv.append("u")
                    .append(i)
                    .append(i % 3 == 0 ? ",DE," : ",US,")
                    .append(20 + i * 7 % 50)
                    .append('\n');
        }
        Files.writeString(folder.resolve("users.csv"), csv);
        Files.writeString(folder.resolve("twice.csv"), "id,age\n7,1\n8,2\n7,3\n");
        Files.writeString(folder.resolve("missing.csv"), "id,age\na,1\n,2\nc,3\n");
    }

    private Run assign(String options) {
        List<String> args = new ArrayList<>(List.of("assign"));
        Arrays.stream(options.split(" ", -1))
                .map(word -> word.replace("DIR", folder.toString()).replace('~', ' '))
                .forEach(args::add);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(args.toArray(new String[0]), new PrintWriter(out), new PrintWriter(err));
        return new Run(code, out.toString(), err.toString());
    }

    @Test
    void writesArmBucketAndReason() {
        Run run = assign("DIR/users.csv --unit id --salt checkout --layer ui --exclude 0-1999 --holdout 0.1"
                + " --where country~=~'US' --out DIR/arms.csv");
        assertThat(run.code).as(run.err).isZero();
        Table arms = TableFiles.read(folder.resolve("arms.csv"));
        assertThat(arms.columnNames()).containsExactly("id", "arm", "bucket", "standing");
        assertThat(arms.rowCount()).isEqualTo(600);
        assertThat(arms.stringColumn("standing").unique().asList())
                .containsExactlyInAnyOrder("assigned", "held-out", "not-targeted", "other-experiment");
        for (int i = 0; i < 600; i++) {
            boolean assigned = arms.stringColumn("standing").get(i).equals("assigned");
            assertThat(arms.column("arm").isMissing(i)).isEqualTo(!assigned);
        }
        assertThat(run.err).contains("no arm, held-out: ").contains("sample ratio: chi-squared");
        Run again = assign("DIR/users.csv --unit id --salt checkout --layer ui --exclude 0-1999 --holdout 0.1"
                + " --where country~=~'US'");
        assertThat(again.out.lines().count()).isEqualTo(601);
    }

    @Test
    void strataHaveTheirShares() {
        Run run = assign("DIR/users.csv --unit id --salt checkout --strata country");
        assertThat(run.err).contains("control: 300").contains("treatment: 300").contains("p = 1.000");
    }

    @Test
    void lotsAreDrawnAgain() {
        Run run = assign("DIR/users.csv --unit id --salt checkout --rerandomise age --accept 0.05");
        assertThat(run.code).as(run.err).isZero();
        assertThat(run.err).contains("Mahalanobis").contains("[rerandomised]").contains("control: 300");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DIR/twice.csv --unit id --salt a                                         | 3 | row 1 and in row 3",
                "DIR/missing.csv --unit id --salt a                                       | 3 | Row 2 has no identifier",
                "DIR/users.csv --unit nope --salt a                                       | 3 | There is no column 'nope'",
                "DIR/users.csv --unit id --salt a --arms control:50,treatment:40          | 2 | sum to 90",
                "DIR/users.csv --unit id --salt a --arms control,treatment:40             | 2 | ARM:SHARE",
                "DIR/users.csv --unit id --salt a --layer ui --exclude 0-99,50-120        | 2 | overlap",
                "DIR/users.csv --unit id --salt a --layer ui --exclude 0-9999             | 2 | is excluded",
                "DIR/users.csv --unit id --salt a --exclude 0-99                          | 2 | --layer",
                "DIR/users.csv --unit id --salt a:b                                       | 2 | colon",
                "DIR/users.csv --unit id --salt a --strata country --rerandomise age      | 2 | two designs",
                "DIR/users.csv --unit id --salt a --accept 0.1                            | 2 | --rerandomise",
                "DIR/users.csv --unit id --salt a --rerandomise country                   | 3 | holds text",
                "DIR/users.csv --unit id --salt a --holdout 1                             | 2 | held out",
                "DIR/users.csv --unit id --salt a --exposure 0                            | 2 | exposure",
            })
    void saysWhatIsWrong(String options, int code, String message) {
        Run run = assign(options.strip());
        assertThat(run.code).as(run.err).isEqualTo(code);
        assertThat(run.err).contains(message);
        assertThat(run.out).isEmpty();
    }
}
