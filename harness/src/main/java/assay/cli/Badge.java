package assay.cli;

import assay.Fit;
import assay.Interval;
import assay.Role;
import assay.Sample;
import assay.certificate.Certificate;
import assay.certificate.CertificateFiles;
import assay.certificate.Verdict;
import assay.harness.Descriptors;
import assay.harness.Method;
import assay.harness.Region;
import assay.harness.Standing;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The certificate of a method as it stands today: the stored verdict, STALE when the code has changed since, or
 * INCONCLUSIVE where the evidence is not enough for the whole book.
 *
 * @param certificateOrNull the stored certificate, null if there is none
 * @param standing what it is worth, null if there is none
 */
record Badge(
        @Nullable Certificate certificateOrNull, @Nullable Verdict standing) {

    private static final String NONE = "none";

    static Badge of(Method<?> method) {
        CertificateFiles files = new CertificateFiles(Home.certificates());
        Certificate certificate = files.read(method.name()).orElse(null);
        return new Badge(certificate, certificate == null ? null : standing(method, certificate, files));
    }

    /** A badge that stands is of a current certificate; why one does not is told by a closer look. */
    private static @Nullable Verdict standing(Method<?> method, Certificate certificate, CertificateFiles files) {
        return KeptBook.stands(files, method.name())
                ? certificate.verdict()
                : Standing.standing(method, files).orElse(null);
    }

    String verdict() {
        return standing == null ? NONE : standing.name();
    }

    /** What the certificate says about a data set. */
    Reading read(Method<Fit> method, Sample sample, Fit fit) {
        if (certificateOrNull == null) {
            return new Reading(verdict(), null, List.of("this method has no certificate: run assay certify"));
        }
        return read(certificateOrNull, Descriptors.of(seen(method, sample), fit));
    }

    /** What the certificate says about a data set whose result is no fit: its verdict alone where nothing describes the result. */
    <R> Reading readOther(Method<R> method, Sample sample, R result) {
        Map<String, Double> features =
                certificateOrNull == null ? Map.of() : method.reader().describe(seen(method, sample), result);
        return certificateOrNull == null || features.isEmpty()
                ? new Reading(verdict(), null, List.of())
                : read(certificateOrNull, features);
    }

    private Reading read(Certificate certificate, Map<String, Double> features) {
        Region region = Standing.region(certificate);
        return region.certified().isEmpty()
                ? new Reading(verdict(), null, List.of("no home cell is certified"))
                : new Reading(verdict(), region.check(features), List.of());
    }

    /** Columns that the method never reads cannot take it out of its region. */
    private static Sample seen(Method<?> method, Sample sample) {
        boolean adjusts = method.estimator().reads().contains(Role.COVARIATE);
        return adjusts ? sample : sample.with(Role.COVARIATE);
    }

    /**
     * A certificate read against data.
     *
     * @param verdict of the method
     * @param check the data against the certified region, null where there is none
     * @param missing why there is none
     */
    record Reading(String verdict, Region.@Nullable Check check, List<String> missing) {

        String summary() {
            if (check == null) {
                return verdict;
            }
            return verdict
                    + switch (check.status()) {
                        case INSIDE -> "; these data are inside the certified region";
                        case OUTSIDE -> "; these data are outside the certified region:";
                        case UNKNOWN -> "; unknown whether these data are inside the certified region:";
                    };
        }

        /** A line for each reason to doubt that the certificate speaks of these data. */
        List<String> lines() {
            List<String> lines = new ArrayList<>(missing);
            if (check != null) {
                lines.addAll(check.outside());
                check.unknown().forEach(reason -> lines.add("unknown: " + reason));
            }
            return lines;
        }

        JsonObject json() {
            JsonObject object = new JsonObject();
            object.addProperty("verdict", verdict);
            object.addProperty("status", status().code());
            object.addProperty("inside", status() == Region.Status.UNKNOWN ? null : status() == Region.Status.INSIDE);
            object.add("outside", texts(check == null ? missing : check.outside()));
            object.add("unknown", texts(check == null ? List.of() : check.unknown()));
            JsonArray features = new JsonArray();
            if (check != null) {
                check.findings().forEach(finding -> features.add(feature(finding)));
            }
            object.add("features", features);
            return object;
        }

        /** Whether the certificate speaks of such data. */
        boolean isInside() {
            return status() == Region.Status.INSIDE;
        }

        private Region.Status status() {
            if (check != null) {
                return check.status();
            }
            // Without a certificate nothing is known; with one that certifies no cell, nothing is inside.
            return verdict.equals(NONE) ? Region.Status.UNKNOWN : Region.Status.OUTSIDE;
        }

        private static JsonObject feature(Region.Finding finding) {
            JsonObject object = new JsonObject();
            object.addProperty("name", finding.descriptor());
            object.addProperty("value", finding.value());
            object.addProperty("status", finding.status().code());
            object.addProperty("low", finding.certified().map(Interval::lower).orElse(null));
            object.addProperty("high", finding.certified().map(Interval::upper).orElse(null));
            object.addProperty("beyond", finding.beyond());
            double share = finding.share();
            object.addProperty("beyond_share", Double.isFinite(share) ? share : null);
            return object;
        }

        private static JsonArray texts(List<String> reasons) {
            JsonArray array = new JsonArray();
            reasons.forEach(array::add);
            return array;
        }
    }
}
