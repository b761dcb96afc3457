package assay.harness;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one replicate brought, kept until it is its turn to be counted. */
final class Replicate {

    final double[][] scores;
    final boolean[] failed;

    @Nullable
    Reading reading;

    Map<String, Double> descriptors = Map.of();

    double nullPValue;

    Replicate(int subjects, int claims) {
        this.scores = new double[subjects][claims];
        this.failed = new boolean[subjects];
    }
}
