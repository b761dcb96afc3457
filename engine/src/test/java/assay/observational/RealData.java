package assay.observational;

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
import java.util.zip.GZIPInputStream;

/** Real tables that golden values were computed on; tests are skipped where the files are not at hand. */
final class RealData {

    private final List<String> header;
    private final List<String[]> rows;

    private RealData(List<String> header, List<String[]> rows) {
        this.header = header;
        this.rows = rows;
    }

    static RealData read(String name) throws IOException {
        String directory = System.getenv("ASSAY_DATA");
        Path root = Path.of(System.getenv().getOrDefault("ASSAY_ROOT", "."));
        Path file = (directory != null ? Path.of(directory) : root.resolve("../shared/data")).resolve(name);
        assumeTrue(Files.exists(file), "needs " + name + "; say where it is with ASSAY_DATA");
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<String[]> rows = new ArrayList<>();
            reader.lines().forEach(line -> rows.add(line.replace("\"", "").split(",", -1)));
            return new RealData(Arrays.asList(rows.get(0)), rows.subList(1, rows.size()));
        }
    }

    String[] text(String column) {
        int at = header.indexOf(column);
        return rows.stream().map(row -> row[at]).toArray(String[]::new);
    }

    double[] numbers(String column) {
        return Arrays.stream(text(column)).mapToDouble(Double::parseDouble).toArray();
    }

    double[] indicator(String column, String level) {
        return Arrays.stream(text(column))
                .mapToDouble(value -> value.equals(level) ? 1 : 0)
                .toArray();
    }

    /** MatchIt::lalonde: 185 treated of the NSW experiment, 429 controls of the PSID; race by two indicators. */
    static Sample lalonde() throws IOException {
        RealData table = read("lalonde_matchit_psid614.csv");
        return Sample.builder()
                .outcome("re78", table.numbers("re78"))
                .assignment("treat", table.numbers("treat"))
                .covariate("age", table.numbers("age"))
                .covariate("educ", table.numbers("educ"))
                .covariate("hispan", table.indicator("race", "hispan"))
                .covariate("white", table.indicator("race", "white"))
                .covariate("married", table.numbers("married"))
                .covariate("nodegree", table.numbers("nodegree"))
                .covariate("re74", table.numbers("re74"))
                .covariate("re75", table.numbers("re75"))
                .build();
    }

    /** hdm::pension401k with the transformations of the golden script: age / 10, inc / 1e4 and their squares. */
    static Sample pension() throws IOException {
        RealData table = read("hdm_pension401k.csv.gz");
        double[] age = scaled(table.numbers("age"), 10);
        double[] inc = scaled(table.numbers("inc"), 1e4);
        return Sample.builder()
                .outcome("net_tfa", table.numbers("net_tfa"))
                .assignment("e401", table.numbers("e401"))
                .covariate("age", age)
                .covariate("inc", inc)
                .covariate("educ", table.numbers("educ"))
                .covariate("fsize", table.numbers("fsize"))
                .covariate("marr", table.numbers("marr"))
                .covariate("twoearn", table.numbers("twoearn"))
                .covariate("db", table.numbers("db"))
                .covariate("pira", table.numbers("pira"))
                .covariate("hown", table.numbers("hown"))
                .covariate("age2", Arrays.stream(age).map(a -> a * a).toArray())
                .covariate("inc2", Arrays.stream(inc).map(a -> a * a).toArray())
                .build();
    }

    /** The same, with participation as the treatment that eligibility is the instrument of. */
    static Sample participation() throws IOException {
        double[] taken = read("hdm_pension401k.csv.gz").numbers("p401");
        return pension().with(Role.TREATMENT, new Column.Numeric("p401", taken));
    }

    private static double[] scaled(double[] values, double unit) {
        return Arrays.stream(values).map(v -> v / unit).toArray();
    }
}
