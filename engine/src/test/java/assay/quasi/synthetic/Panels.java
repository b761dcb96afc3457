package assay.quasi.synthetic;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.Column;
import assay.Role;
import assay.Sample;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/** Panels of the tests: real ones, skipped where the files are not at hand, and small made ones. */
final class Panels {

    private Panels() {}

    /** Packs of cigarettes sold per head in 39 states, 1970 to 2000; California's tax of 1989. */
    static Sample california() throws IOException {
        return read("california_prop99.csv", ";", "State", "Year", "PacksPerCapita", row -> row[3].equals("1"));
    }

    /** The walkthrough of GeoLift: 40 cities by day, Chicago and Portland from 1 April 2021. */
    static Sample geoLift() throws IOException {
        Set<String> cities = Set.of("chicago", "portland");
        return read(
                "geolift_test.csv",
                ",",
                "location",
                "date",
                "Y",
                row -> cities.contains(row[0]) && row[2].compareTo("2021-04-01") >= 0);
    }

    /** Wages of 50 states, 1979 to 2018, in the order of the file; treatment is of the test's making. */
    static Sample wages(Predicate<String[]> treated) throws IOException {
        return read("synthdid_cps.csv.gz", ";", "state", "year", "log_wage", treated);
    }

    static Sample read(
            String name, String separator, String unit, String time, String outcome, Predicate<String[]> treated)
            throws IOException {
        String directory = System.getenv("ASSAY_DATA");
        Path root = Path.of(System.getenv().getOrDefault("ASSAY_ROOT", "."));
        Path file = (directory != null ? Path.of(directory) : root.resolve("../shared/data")).resolve(name);
        assumeTrue(Files.exists(file), "needs " + name + "; say where it is with ASSAY_DATA");
        List<String[]> rows = new ArrayList<>();
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            reader.lines().forEach(line -> rows.add(line.replace("\"", "").split(separator, -1)));
        }
        List<String> header = Arrays.asList(rows.remove(0));
        return Sample.builder()
                .outcome(outcome, numbers(rows, header.indexOf(outcome)))
                .assignment(
                        "treated",
                        rows.stream().mapToDouble(r -> treated.test(r) ? 1 : 0).toArray())
                .add(Role.UNIT, levels(unit, rows, header.indexOf(unit)))
                .add(Role.TIME, levels(time, rows, header.indexOf(time)))
                .build();
    }

    private static double[] numbers(List<String[]> rows, int column) {
        return rows.stream().mapToDouble(r -> Double.parseDouble(r[column])).toArray();
    }

    private static Column levels(String name, List<String[]> rows, int column) {
        List<String> levels =
                rows.stream().map(r -> r[column]).distinct().sorted().toList();
        return new Column.Categorical(
                name, rows.stream().mapToInt(r -> levels.indexOf(r[column])).toArray(), levels);
    }

    /** A panel of given outcomes, one array for each unit; units and periods are numbered from 1. */
    static Sample of(double[][] y, int[] start) {
        int periods = y[0].length;
        int rows = y.length * periods;
        double[] outcome = new double[rows];
        double[] treated = new double[rows];
        double[] unit = new double[rows];
        double[] time = new double[rows];
        for (int i = 0, row = 0; i < y.length; i++) {
            for (int t = 0; t < periods; t++, row++) {
                outcome[row] = y[i][t];
                treated[row] = t >= start[i] ? 1 : 0;
                unit[row] = i + 1;
                time[row] = t + 1;
            }
        }
        return Sample.builder()
                .outcome("y", outcome)
                .assignment("treated", treated)
                .add(Role.UNIT, "unit", unit)
                .add(Role.TIME, "time", time)
                .build();
    }
}
