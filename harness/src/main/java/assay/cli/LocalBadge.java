package assay.cli;

import assay.Fit;
import assay.certificate.Certificate;
import assay.certificate.LocalFile;
import assay.certificate.LocalSource;
import assay.harness.LocalVerifier;
import assay.harness.Method;
import java.nio.file.Path;
import java.util.List;
import tech.tablesaw.api.Table;

/** What a local certificate says about an analysis. */
final class LocalBadge {

    private LocalBadge() {}

    /** The verdict, and whether it is about this method on this very table. */
    static List<String> lines(Path file, Method<Fit> method, RoleOptions roles, Table table) {
        LocalFile stored = LocalFile.parse(file)
                .orElseThrow(() -> new IllegalArgumentException(
                        file + " is not a local certificate: make one with assay certify --on."));
        Certificate certificate = stored.certificate();
        LocalSource source = stored.source();
        if (!certificate.method().equals(method.name())) {
            return List.of("local certificate: it is about " + certificate.method() + ", not " + method.name());
        }
        if (!LocalVerifier.faults(certificate).isEmpty()) {
            return List.of("local certificate: VOID; its verdict does not follow from its counts");
        }
        if (!roles.asks(source)) {
            return List.of("local certificate: it is about other columns or arms: " + source.roles());
        }
        if (!same(table, source)) {
            return List.of("local certificate: it is about another table than this one, '" + source.file()
                    + "' as it was then");
        }
        List<String> changed = LocalVerifier.changed(stored, method);
        if (!changed.isEmpty()) {
            return List.of("local certificate: STALE; " + String.join("; ", changed));
        }
        return List.of(
                "local certificate: " + certificate.verdict() + " on this very table", "  " + certificate.statement());
    }

    private static boolean same(Table table, LocalSource source) {
        try {
            return LocalVerifier.digest(RoleOptions.read(table, source)).equals(source.digest());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
