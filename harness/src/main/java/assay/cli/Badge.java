package assay.cli;

import assay.Fit;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The certificate of a method as it stands today: the stored verdict, or STALE when the code has changed since.
 *
 * @param certificateOrNull the stored certificate, null if there is none
 * @param stale whether the code that it is about has changed
 */
record Badge(@Nullable Certificate certificateOrNull, boolean stale) {

    static Badge of(Method<?> method) {
        @Nullable
        Certificate certificate =
                new CertificateFiles(Home.certificates()).read(method.name()).orElse(null);
        return new Badge(certificate, certificate != null && !Standing.isCurrent(method, certificate));
    }

    String verdict() {
        if (certificateOrNull == null) {
            return "none";
        }
        return (stale ? Verdict.STALE : certificateOrNull.verdict()).name();
    }

    /** What the certificate says about a data set. */
    Reading read(Sample sample, Fit fit) {
        if (certificateOrNull == null) {
            return new Reading(verdict(), null, List.of("this method has no certificate: run assay certify"));
        }
        Region region = Standing.region(certificateOrNull);
        if (region.box().isEmpty()) {
            return new Reading(verdict(), false, List.of("no home cell is certified"));
        }
        List<String> outside = region.outside(Descriptors.of(sample, fit));
        return new Reading(verdict(), outside.isEmpty(), outside);
    }

    /**
     * A certificate read against data.
     *
     * @param verdict of the method
     * @param inside whether the data lie in the certified region, null without a certificate
     * @param outside a sentence for each way in which they do not
     */
    record Reading(String verdict, @Nullable Boolean inside, List<String> outside) {

        String summary() {
            if (inside == null) {
                return verdict;
            }
            return verdict
                    + (inside
                            ? "; these data are inside the certified region"
                            : "; these data are outside the certified region:");
        }

        JsonObject json() {
            JsonObject object = new JsonObject();
            object.addProperty("verdict", verdict);
            object.addProperty("inside", inside);
            JsonArray reasons = new JsonArray();
            outside.forEach(reasons::add);
            object.add("outside", reasons);
            return object;
        }
    }
}
