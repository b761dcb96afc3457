package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.certificate.CertificateFiles;
import assay.certificate.Verdict;
import assay.harness.Book;
import assay.harness.Catalog;
import assay.harness.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptBookTest {

    @Test
    void isReadAgainOnlyWhenAFileHasChanged(@TempDir Path folder) throws IOException {
        CertificateFiles stored = new CertificateFiles(Home.certificates());
        CertificateFiles files = new CertificateFiles(folder);
        files.write(stored.read("lin").orElseThrow());
        Book first = KeptBook.of(files);
        assertThat(KeptBook.of(files)).isSameAs(first);
        assertThat(first.stands("lin")).isTrue();
        assertThat(first.stands("ols")).isFalse();

        files.write(stored.read("ols").orElseThrow());
        Book second = KeptBook.of(files);
        assertThat(second).isNotSameAs(first);
        assertThat(second.stands("ols")).isTrue();

        Files.delete(folder.resolve("lin.json"));
        assertThat(KeptBook.of(files).stands("lin")).isFalse();
    }

    @Test
    void aFolderThatIsNotThereHasAnEmptyBook(@TempDir Path folder) {
        assertThat(KeptBook.of(new CertificateFiles(folder.resolve("none"))).stands("lin"))
                .isFalse();
    }

    @Test
    void aBadgeIsWhatTheCertificateIsWorthToday() {
        CertificateFiles files = new CertificateFiles(Home.certificates());
        for (String name : List.of("lin", "two-stage-least-squares")) {
            Verdict standing =
                    Standing.standing(Catalog.find(name).orElseThrow(), files).orElseThrow();
            assertThat(Badge.of(Catalog.find(name).orElseThrow()).standing()).isEqualTo(standing);
        }
    }
}
