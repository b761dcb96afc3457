package assay.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlFileTest {

    private static final Path FILE = Path.of("f.yaml");

    @TempDir
    private Path folder;

    private static YamlNode read(String text) {
        return YamlFile.parse(FILE, text.replace("|", "\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "``; f.yaml: the file is empty.",
                "# only this; f.yaml: the file is empty.",
                "- a; f.yaml:1:1: the file holds a list where fields are needed.",
                "words; f.yaml:1:1: the file holds 'words'",
                "--- ~; f.yaml:1:5: the file holds nothing",
                "a: 1|b:|  c: 1|  c: 2; f.yaml:4:3: b.c: this field stands here a second time, first on line 3.",
                "a: [1, 2; f.yaml:1:9: this is no YAML",
                "a: !!javax.script.ScriptEngineManager [x]; f.yaml:1:4: a: this has the tag",
                "a: !!int '3'; f.yaml:1:4: a: this has the tag tag:yaml.org,2002:int.",
                "a: &x 1|b: 2; f.yaml:1:4: a: this is an anchor.",
                "a: 1|b: *x; f.yaml:2:4: b: this is an alias.",
                "<<: {a: 1}; f.yaml:1:1: this merges other fields.",
                "a: 1|---|b: 2; f.yaml:2:1: a second document begins here.",
                "? [a]|: 1; f.yaml:1:3: a field has no plain name.",
                "a: 1| b: 2; f.yaml:2:3: this is no YAML"
            })
    void whatIsNoPlainMappingIsRefusedWithItsPlace(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ContractException.class)
                .hasMessageStartingWith(message)
                .hasMessageMatching("(?s).*[.] [A-Z].*[.]");
    }

    @Test
    void aliasBombsDeepNestsAndLargeFilesEndAtOnce() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int k = 1; k < 40; k++) {
            bomb.append("a" + k + ": &a" + k + " [*a" + (k - 1) + ", *a" + (k - 1) + "]\n");
        }
        long start = System.nanoTime();
        for (String text : List.of(
                bomb.toString(),
                "a: " + "[".repeat(200_000),
                "a: " + "{b: ".repeat(200_000),
                "a: " + "x".repeat(2_000_000))) {
            assertThatThrownBy(() -> YamlFile.parse(FILE, text))
                    .isInstanceOf(ContractException.class)
                    .message()
                    .hasSizeLessThan(400);
        }
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
    }

    @Test
    void filesThatAreNotThereOrNoTextAreNamed() throws IOException {
        Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE9, '\n'});
        assertThatThrownBy(() -> YamlFile.read(latin)).hasMessageContaining("latin.yaml: the file is not in UTF-8");
        assertThatThrownBy(() -> YamlFile.read(folder)).hasMessageContaining("this is a folder");
        assertThatThrownBy(() -> YamlFile.read(folder.resolve("no.yaml")))
                .hasMessageContaining("there is no such file");
    }

    @ParameterizedTest
    @CsvSource({
        "1e3, 1000",
        "-0.5, -0.5",
        "+3, 3",
        ".5, 0.5",
        "1., 1",
        "007, 7",
        "1_000, NaN",
        "1.0e400, NaN",
        ".inf, NaN",
        ".nan, NaN",
        "'\"1\"', NaN",
        "5%, NaN",
        "true, NaN",
        "1e, NaN",
        "0x1F, NaN"
    })
    void numbersAreThoseOfTheCoreSchemaThatAreFinite(String text, double value) {
        YamlNode node = read("a: " + text);
        if (Double.isNaN(value)) {
            assertThatThrownBy(() -> node.number("a")).isInstanceOf(ContractException.class);
        } else {
            assertThat(node.number("a")).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-01T00:00:00Z, true",
        "2026-02-01 00:00Z, true",
        "2026-02-01 00:00:00 +00:00, true",
        "2026-02-01t00:00:00.5-00:00, true",
        "2026-02-01T00:00:00, false",
        "2026-02-01, false",
        "2026-02-01T02:00:00+02:00, false",
        "2026-02-30T00:00:00Z, false",
        "2026-02-01T25:00:00Z, false",
        "2026-02-01T00:00:00 Europe/Atlantis, false",
        "2026-02-01T00:00:00[Europe/Oslo], false"
    })
    void timesAreInUtcAndSaySo(String text, boolean accepted) {
        YamlNode node = read("a: \"" + text + "\"");
        if (accepted) {
            assertThat(node.instant("a"))
                    .isBetween(Instant.parse("2026-02-01T00:00:00Z"), Instant.parse("2026-02-01T00:00:01Z"));
        } else {
            assertThatThrownBy(() -> node.instant("a"))
                    .isInstanceOf(ContractException.class)
                    .hasMessageContaining("2026-02-01T00:00:00Z");
        }
    }

    @Test
    void everyGetterSaysWhereAndWhatToDo() {
        YamlNode node = read("a: yes|b: 5.0|c: [1, {d: x}]|e:|f: 99999999999999999999|g: 010|h: [x, x]");
        assertThatThrownBy(() -> node.bool("a"))
                .hasMessage(
                        "f.yaml:1:4: a: this is 'yes', text where true or false is needed. Write true or false, without quotes.");
        assertThatThrownBy(() -> node.integer("b"))
                .hasMessage("f.yaml:2:4: b: 5.0 is no integer. Write it without a point or an exponent.");
        assertThatThrownBy(() -> node.list("c").get(1).number("d"))
                .hasMessageStartingWith("f.yaml:3:12: c[1].d: this is 'x'");
        assertThatThrownBy(() -> node.text("e")).hasMessageStartingWith("f.yaml:4:1: e: this field has no value.");
        assertThatThrownBy(() -> node.integer("f")).hasMessageContaining("is too large");
        assertThatThrownBy(() -> node.integer("g")).hasMessageContaining("octal");
        assertThatThrownBy(() -> node.texts("h")).hasMessageContaining("stands here twice");
        assertThatThrownBy(() -> node.get("z")).hasMessageContaining("z: this field is missing");
        assertThatThrownBy(() -> node.choice("a", Thread.State.class))
                .hasMessageContaining("The choices are new, runnable");
        assertThat(node.optionalText("e")).isEmpty();
        assertThat(node.list("none")).isEmpty();
    }

    @Test
    void unknownFieldsAreToldAllAtOnceWithTheNearestKnown() {
        assertThatThrownBy(() -> read("primary_metirc: x|colour: y|good: 1").onlyKeys("primary_metric", "good"))
                .hasMessage("""
                        f.yaml:1:1: primary_metirc: there is no such field. Did you mean 'primary_metric'? The fields are primary_metric, good.
                        f.yaml:2:1: colour: there is no such field. The fields are primary_metric, good.""");
    }
}
