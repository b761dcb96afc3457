package assay.cli;

import assay.certificate.CellRecord;
import assay.certificate.Certificate;
import assay.certificate.CertificateFiles;
import assay.certificate.Verdict;
import assay.harness.Catalog;
import assay.harness.Method;
import assay.harness.Standing;
import assay.site.SiteSummary;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What was published, in words.
 *
 * @param methods how many methods have which verdict
 * @param uncertified methods without a certificate
 * @param cells worlds in which a method of the catalogue was refuted
 * @param foils wrong answers that are kept because they must be refuted, and were
 */
record Published(Map<Verdict, Integer> methods, int uncertified, int cells, int foils) {

    /** The certificates as they stand against the code of now. */
    static Published of(CertificateFiles stored) {
        Map<Verdict, Integer> methods = new EnumMap<>(Verdict.class);
        int uncertified = 0;
        int cells = 0;
        int foils = 0;
        for (Method<?> method : Catalog.methods()) {
            Optional<Certificate> certificate = stored.read(method.name());
            if (certificate.isEmpty()) {
                uncertified++;
                continue;
            }
            boolean current = Standing.isCurrent(method, certificate.get());
            methods.merge(current ? certificate.get().verdict() : Verdict.STALE, 1, Integer::sum);
            for (CellRecord cell : certificate.get().cells()) {
                cells += cell.verdict() == Verdict.REFUTED ? 1 : 0;
                foils += (int) cell.controls().stream()
                        .filter(control -> control.kind().equals("foil") && control.verdict() == Verdict.REFUTED)
                        .count();
            }
        }
        return new Published(methods, uncertified, cells, foils);
    }

    /** The lines that a publication ends with. */
    String text(SiteSummary site) {
        StringJoiner verdicts = new StringJoiner(", ");
        for (Verdict verdict : Verdict.values()) {
            int count = methods.getOrDefault(verdict, 0);
            boolean always = verdict == Verdict.CERTIFIED || verdict == Verdict.REFUTED || verdict == Verdict.STALE;
            if (always || count > 0) {
                verdicts.add(count + " " + verdict.name().toLowerCase(Locale.ROOT));
            }
        }
        if (uncertified > 0) {
            verdicts.add(uncertified + " without a certificate");
        }
        return String.format(
                Locale.ROOT,
                "published: %d pages, %,d links checked, %.1f MB%n"
                        + "methods: %s%n"
                        + "refused: %,d worlds in which a method is refuted, %,d runs of foils refuted as they must be%n"
                        + "open: %s%n",
                site.pages(),
                site.links(),
                site.bytes() / 1e6,
                verdicts,
                cells,
                foils,
                site.home().toUri());
    }
}
