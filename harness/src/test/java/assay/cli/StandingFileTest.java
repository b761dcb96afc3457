package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.certificate.CertificateFiles;
import assay.harness.Book;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandingFileTest {

    @TempDir
    private Path folder;

    @Test
    void belongsToTheCodeAndTheCertificatesThatItWasMadeFrom() throws IOException {
        Path certificates = Files.createDirectory(folder.resolve("certificates"));
        CertificateFiles files = new CertificateFiles(certificates);
        CertificateFiles stored = new CertificateFiles(Home.certificates());
        files.write(stored.read("lin").orElseThrow());
        Path jar = Files.writeString(folder.resolve("assay-engine.jar"), "code");
        StandingFile standing = new StandingFile(folder.resolve("target/standing"));
        Path file = standing.file(List.of(jar), certificates);
        assertThat(StandingFile.read(file)).isEmpty();

        standing.write(file, Book.of(files), List.of("lin", "ols"));
        assertThat(StandingFile.read(file))
                .hasValueSatisfying(names -> assertThat(names).containsExactly("lin"));
        assertThat(standing.file(List.of(jar), certificates)).isEqualTo(file);

        files.write(stored.read("ols").orElseThrow());
        Path more = standing.file(List.of(jar), certificates);
        assertThat(more).isNotEqualTo(file);
        Files.writeString(jar, "other code");
        assertThat(standing.file(List.of(jar), certificates)).isNotIn(file, more);

        standing.write(more, Book.of(files), List.of("lin", "ols"));
        assertThat(StandingFile.read(more))
                .hasValueSatisfying(names -> assertThat(names).containsExactlyInAnyOrder("lin", "ols"));
        assertThat(file).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeWrittenIsNoHarm() throws IOException {
        Path taken = Files.writeString(folder.resolve("taken"), "");
        Path certificates = Files.createDirectory(folder.resolve("none"));
        StandingFile standing = new StandingFile(taken.resolve("standing"));
        Path file = standing.file(List.of(), certificates);
        standing.write(file, Book.of(new CertificateFiles(certificates)), List.of("lin"));
        assertThat(StandingFile.read(file)).isEmpty();
    }
}
