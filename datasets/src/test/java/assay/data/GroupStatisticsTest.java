package assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Estimate;
import assay.EstimationException;
import assay.Missing;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.condition.Condition;
import assay.experiment.DifferenceInMeans;
import assay.random.Philox;
import assay.tablesaw.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class GroupStatisticsTest {

    private final Path folder;

    GroupStatisticsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Arms 0 and 1, devices, and outcomes, one of them with a mean that is large beside its spread. */
    private Path rows(int n) throws IOException {
        Philox random = new Philox(7, 0, 0);
        StringBuilder text = new StringBuilder("arm,device,y, big \n");
        for (int i = 0; i < n; i++) {
            boolean treated = random.nextDouble() < .3;
            text.append(treated ? 1 : 0)
                    .append(random.nextDouble() < .5 ? ",desktop," : ",mobile,")
                    .append(random.nextGaussian() + (treated ? .2 : 0))
                    .append(',')
                    .append(1e7 + random.nextGaussian())
                    .append('\n');
        }
        return Files.writeString(folder.resolve("rows.csv"), text);
    }

    @Test
    void aDifferenceIsThatOfTheRowsInMemory() throws IOException {
        Path file = rows(5000);
        GroupStatistics statistics = statistics(file, List.of("arm"), List.of("y", "big"), Optional.empty());
        assertThat(statistics.by()).containsExactly("arm");
        assertThat(statistics.groups()).hasSize(2);
        for (String outcome : List.of("y", "big")) {
            assertSame(
                    statistics.difference(outcome, statistics.group("1"), statistics.group("0")),
                    inMemory(TableFiles.read(file), outcome));
        }
    }

    @Test
    void aConditionSelectsTheRowsOfASegment() throws IOException {
        Path file = rows(5000);
        GroupStatistics statistics = statistics(
                file,
                List.of("arm"),
                List.of("y"),
                Optional.of(Condition.where("device = 'mobile' and big > 10000000")));
        Table table = TableFiles.read(file);
        Table segment = table.where(table.stringColumn("device")
                .isEqualTo("mobile")
                .and(table.doubleColumn("big").isGreaterThan(1e7)));
        assertSame(statistics.difference("y", statistics.group("1"), statistics.group("0")), inMemory(segment, "y"));
    }

    private static Estimate inMemory(Table table, String outcome) {
        Sample sample = Tables.sample(
                table, Map.of(Role.OUTCOME, List.of(outcome), Role.ASSIGNMENT, List.of("arm")), Missing.FAIL);
        return new DifferenceInMeans().estimate(sample, new Philox(1, 0, 0)).estimate();
    }

    private static void assertSame(Estimate actual, Estimate expected) {
        double tolerance = 1e-9 * expected.stdError();
        assertThat(actual.value()).isCloseTo(expected.value(), within(tolerance));
        assertThat(actual.stdError()).isCloseTo(expected.stdError(), within(tolerance));
        assertThat(actual.inference().degreesOfFreedom())
                .isCloseTo(expected.inference().degreesOfFreedom(), within(1e-6));
        assertThat(actual.inference().pValue(0)).isCloseTo(expected.inference().pValue(0), within(1e-9));
    }

    @Test
    void groupsAreInTheOrderOfTheirValuesAndTheirDigitsRepeat() throws IOException {
        Path file = rows(3000);
        GroupStatistics once = statistics(file, List.of("device", "arm"), List.of("y", "big"), Optional.empty());
        GroupStatistics again = statistics(file, List.of("device", "arm"), List.of("y", "big"), Optional.empty());
        assertThat(once.groups().stream().map(RowGroup::key))
                .containsExactly(
                        List.of("desktop", "0"),
                        List.of("desktop", "1"),
                        List.of("mobile", "0"),
                        List.of("mobile", "1"));
        for (int g = 0; g < 4; g++) {
            RowGroup group = once.groups().get(g);
            RowGroup same = again.groups().get(g);
            assertThat(group.values()).containsExactly(g < 2 ? 0 : 1, g % 2);
            for (int j = 0; j < 2; j++) {
                assertThat(same.mean(j)).isEqualTo(group.mean(j));
                assertThat(same.crossProduct(0, j)).isEqualTo(group.crossProduct(0, j));
            }
            assertThat(group.crossProduct(0, 1)).isEqualTo(group.crossProduct(1, 0));
        }
        assertThat(once.groups().stream().mapToLong(RowGroup::rows).sum()).isEqualTo(3000);
        GroupStatistics all = statistics(file, List.of(), List.of("y"), Optional.empty());
        assertThat(all.group().rows()).isEqualTo(3000);
    }

    @Test
    void missingValuesAreRefusedByNameOrDropped() throws IOException {
        Path file = Files.writeString(
                folder.resolve("m.csv"), "arm,y,z\n0,1,1\n0,,2\n1,3,NaN\n1,4,4\n,5,5\n0,2,2\n1,6,6\n");
        problem(file, List.of("arm"), List.of("y", "z"), Problem.MISSING_VALUES)
                .hasMessageContaining("'arm' (1), 'y' (1), 'z' (1)");
        GroupStatistics kept = GroupStatistics.of(
                FileSource.open(file), List.of("arm"), List.of("y", "z"), Optional.empty(), Missing.DROP);
        assertThat(kept.dropped()).isEqualTo(3);
        assertThat(kept.group("0").mean(1)).isEqualTo(1.5);
        assertThat(kept.group("1").mean(0)).isEqualTo(5);
    }

    @Test
    void badInputIsRefused() throws IOException {
        Path file = rows(50);
        problem(file, List.of("arm"), List.of("device"), Problem.NOT_NUMERIC).hasMessageContaining("'device'");
        assertThatThrownBy(
                        () -> statistics(file, List.of("arm"), List.of("y"), Optional.of(Condition.where("big < 0"))))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.EMPTY_SEGMENT))
                .hasMessageContaining("big < 0");
        assertThatThrownBy(() -> statistics(file, List.of("arn"), List.of("y"), Optional.empty()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Did you mean arm?");
        GroupStatistics statistics = statistics(file, List.of("arm"), List.of("y"), Optional.empty());
        assertThatThrownBy(() -> statistics.group("7"))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("[0, 1]");
        Path infinite = Files.writeString(folder.resolve("i.csv"), "arm,y\n0,1\n1,Inf\n1,2\n");
        problem(infinite, List.of("arm"), List.of("y"), Problem.NOT_FINITE).hasMessageContaining("'y'");
        Path large = Files.writeString(folder.resolve("l.csv"), "arm,y\n9007199254740993,1\n1,2\n");
        assertThatThrownBy(() -> statistics(large, List.of("arm"), List.of("y"), Optional.empty()))
                .isInstanceOfSatisfying(
                        DataException.class, e -> assertThat(e.code()).isEqualTo("column-type"));
    }

    private static GroupStatistics statistics(
            Path file, List<String> by, List<String> columns, Optional<Condition> where) {
        return GroupStatistics.of(FileSource.open(file), by, columns, where, Missing.FAIL);
    }

    private static AbstractThrowableAssert<?, ?> problem(
            Path file, List<String> by, List<String> columns, Problem problem) {
        return assertThatThrownBy(() -> statistics(file, by, columns, Optional.empty()))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }
}
