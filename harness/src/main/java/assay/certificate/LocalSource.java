package assay.certificate;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a local certificate is about, so that it can be computed again: the table, how it was read, and the seed. Tier
 * and budget stand in the certificate itself.
 *
 * @param file the file or data set, as it was named
 * @param table name of the table, part of what draws are keyed by
 * @param digest digest of the table as it was read: its columns in their roles, in any order of rows
 * @param roles columns by role, in the words of the command line
 * @param control level of the assignment that is control, or null for the first in order
 * @param treated level of the assignment that is compared with control, or null where there are only two
 * @param missing what was done about missing values
 * @param seed key of everything that was drawn
 */
public record LocalSource(
        String file,
        String table,
        String digest,
        Map<String, List<String>> roles,
        @Nullable String control,
        @Nullable String treated,
        String missing,
        long seed) {}
