package assay.sensitivity;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.Column;
import assay.Role;
import assay.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Real tables that golden values were computed on; tests are skipped where the files are not at hand. */
final class Table {

    private final List<String> header;
    private final List<String[]> rows;

    private Table(List<String> header, List<String[]> rows) {
        this.header = header;
        this.rows = rows;
    }

    static Table read(String name) {
        String given = System.getenv("ASSAY_DATA");
        String root = System.getenv("ASSAY_ROOT");
        Path directory = given != null ? Path.of(given) : Path.of(root == null ? "." : root, "../shared/data");
        Path path = directory.resolve(name);
        assumeTrue(Files.exists(path), () -> "skipped: " + name + " is not in " + directory + "; set ASSAY_DATA");
        try (var raw = Files.newInputStream(path);
                var in = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            List<String[]> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replace("\"", "").split(",", -1))
                    .toList();
            return new Table(Arrays.asList(lines.get(0)), lines.subList(1, lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String[] text(String column) {
        int at = header.indexOf(column);
        return rows.stream().map(row -> row[at]).toArray(String[]::new);
    }

    double[] numbers(String column) {
        return Arrays.stream(text(column)).mapToDouble(Double::parseDouble).toArray();
    }

    Column.Categorical levels(String column) {
        List<String> levels = new ArrayList<>(new LinkedHashSet<>(Arrays.asList(text(column))));
        int[] codes = Arrays.stream(text(column)).mapToInt(levels::indexOf).toArray();
        return new Column.Categorical(column, codes, levels);
    }

    /** sensemakr::darfur as its vignette analyses it: 486 villages as a categorical covariate. */
    static Sample darfur() {
        Table table = read("sensemakr_darfur.csv");
        Sample.Builder builder = Sample.builder()
                .outcome("peacefactor", table.numbers("peacefactor"))
                .assignment("directlyharmed", table.numbers("directlyharmed"))
                .add(Role.COVARIATE, table.levels("village"));
        for (String name : List.of("female", "age", "farmer_dar", "herder_dar", "pastvoted", "hhsize_darfur")) {
            builder.covariate(name, table.numbers(name));
        }
        return builder.build();
    }

    /** MatchIt::lalonde. */
    static Sample lalonde() {
        Table table = read("lalonde_matchit_psid614.csv");
        Sample.Builder builder = Sample.builder()
                .outcome("re78", table.numbers("re78"))
                .assignment("treat", table.numbers("treat"))
                .add(Role.COVARIATE, table.levels("race"));
        for (String name : List.of("age", "educ", "married", "nodegree", "re74", "re75")) {
            builder.covariate(name, table.numbers(name));
        }
        return builder.build();
    }
}
