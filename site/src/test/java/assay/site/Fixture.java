package assay.site;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/** Inputs for the tests. The numbers in the fixture were made up for layout and tests; none is a measurement. */
final class Fixture {

    private Fixture() {}

    static Path folder() {
        try {
            URL url = Objects.requireNonNull(Fixture.class.getResource("/fixture"));
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The site's own texts. */
    static Path content() {
        return Path.of(System.getenv().getOrDefault("ASSAY_ROOT", ".."), "site", "content");
    }

    static SiteInputs inputs() {
        return inputs(folder(), content());
    }

    static SiteInputs inputs(Path folder, Path content) {
        return new SiteInputs(
                content,
                folder.resolve("certificates"),
                folder.resolve("chapters"),
                folder.resolve("data"),
                folder.resolve("methods.json"),
                folder.resolve("worlds.json"),
                "0.0.0-fixture",
                folder.resolve("book-state.json"),
                folder.resolve("cases.json"));
    }
}
