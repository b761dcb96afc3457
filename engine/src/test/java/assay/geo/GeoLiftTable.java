package assay.geo;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.Column;
import assay.Role;
import assay.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** The tables of GeoLift's walkthrough, skipped where they are not at hand. */
final class GeoLiftTable {

    static final Set<String> CITIES = Set.of("chicago", "portland");
    static final String FROM = "2021-04-01";

    private GeoLiftTable() {}

    /** 40 cities by 105 days; Chicago and Portland from 1 April 2021. */
    static Sample walkthrough() throws IOException {
        return read("geolift_test.csv", row -> CITIES.contains(row[0]) && row[2].compareTo(FROM) >= 0, city -> 0);
    }

    /** The same, the cities with an even place in the alphabet treated, each beside the one after it. */
    static Sample pairs() throws IOException {
        List<String> cities = rows("geolift_test.csv").stream()
                .map(row -> row[0])
                .distinct()
                .sorted()
                .toList();
        return read(
                "geolift_test.csv",
                row -> cities.indexOf(row[0]) % 2 == 0 && row[2].compareTo(FROM) >= 0,
                city -> cities.indexOf(city) / 2);
    }

    static GeoTest test() throws IOException {
        return GeoTest.of(walkthrough());
    }

    private static List<String[]> rows(String name) throws IOException {
        String directory = System.getenv("ASSAY_DATA");
        Path root = Path.of(System.getenv().getOrDefault("ASSAY_ROOT", "."));
        Path file = (directory != null ? Path.of(directory) : root.resolve("../shared/data")).resolve(name);
        assumeTrue(Files.exists(file), "needs " + name + "; say where it is with ASSAY_DATA");
        List<String[]> rows = new ArrayList<>();
        Files.readAllLines(file).stream()
                .skip(1)
                .forEach(line -> rows.add(line.replace("\"", "").split(",", -1)));
        return rows;
    }

    private static Sample read(String name, Predicate<String[]> treated, ToIntFunction<String> pair)
            throws IOException {
        List<String[]> rows = rows(name);
        return Sample.builder()
                .outcome(
                        "Y",
                        rows.stream().mapToDouble(r -> Double.parseDouble(r[1])).toArray())
                .assignment(
                        "treated",
                        rows.stream().mapToDouble(r -> treated.test(r) ? 1 : 0).toArray())
                .add(Role.UNIT, levels("location", rows, 0))
                .add(Role.TIME, levels("date", rows, 2))
                .add(
                        Role.STRATUM,
                        "pair",
                        rows.stream().mapToDouble(r -> pair.applyAsInt(r[0])).toArray())
                .build();
    }

    private static Column levels(String name, List<String[]> rows, int column) {
        String[] levels = rows.stream().map(r -> r[column]).distinct().sorted().toArray(String[]::new);
        return new Column.Categorical(
                name,
                rows.stream()
                        .mapToInt(r -> Arrays.binarySearch(levels, r[column]))
                        .toArray(),
                List.of(levels));
    }
}
