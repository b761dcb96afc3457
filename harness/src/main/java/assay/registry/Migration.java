package assay.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One step from a store of one version to the next.
 *
 * @param version from 1, without gaps
 * @param name file name
 * @param sql its statements
 */
record Migration(int version, String name, String sql) {

    private static final List<String> FILES = List.of("V001__lifecycle.sql", "V002__events.sql", "V003__views.sql");

    String checksum() {
        return Digest.of(sql);
    }

    /** All steps of this program, in their order. */
    static List<Migration> all() {
        return FILES.stream().map(Migration::read).toList();
    }

    private static Migration read(String name) {
        try (InputStream in = Migration.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program was packed without " + name);
            }
            return new Migration(
                    Integer.parseInt(name.substring(1, 4)),
                    name,
                    new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
