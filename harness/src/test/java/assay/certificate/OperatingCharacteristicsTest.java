package assay.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The certifier, certified by dynamic programming: the exact operating characteristics of certification.md J2. */
class OperatingCharacteristicsTest {

    @ParameterizedTest(name = "t={1} p={4}")
    @CsvSource({
        // nominal, threshold, epsilon, maximum, p, certified, refuted, expected replicates, median, 95 %
        "0.95, 0.94, 0.01, 20000, 0.90, 0, 1, 562, 515, 1069",
        "0.95, 0.94, 0.01, 20000, 0.92, 0.00001, 0.99999, 1736, 1546, 3642",
        "0.95, 0.94, 0.01, 20000, 0.93, 0.00018, 0.99394, 6283, 5538, 13981",
        "0.95, 0.94, 0.01, 20000, 0.94, 0.00846, 0.00616, 19763,,",
        "0.95, 0.94, 0.01, 20000, 0.945, 0.40119, 0.00017, 16334,,",
        "0.95, 0.94, 0.01, 20000, 0.95, 0.99727, 0.00001, 5723, 5060, 12866",
        "0.95, 0.94, 0.01, 20000, 0.955, 1, 0, 2356, 2075, 5190",
        "0.95, 0.94, 0.01, 20000, 0.96, 1, 0, 1279, 1129, 2698",
        "0.95, 0.93, 0.01, 10000, 0.92, 0.00045, 0.76287, 6362, 6400,",
        "0.95, 0.93, 0.01, 10000, 0.93, 0.00868, 0.00448, 9897,,",
        "0.95, 0.93, 0.01, 10000, 0.94, 0.75240, 0.00001, 6220, 6393,",
        "0.95, 0.93, 0.01, 10000, 0.95, 1.00000, 0, 1493, 1298, 3319",
        "0.95, 0.92, 0.01, 6000, 0.90, 0.00014, 0.98800, 2312, 2094, 4696",
        "0.95, 0.92, 0.01, 6000, 0.95, 1, 0, 706, 617, 1547",
        "0.95, 0.90, 0.01, 3000, 0.85, 0.00002, 0.99998, 699, 660, 1197",
        "0.95, 0.90, 0.01, 3000, 0.95, 1, 0, 287, 244, 613",
        "0.95, 0.94, 0.001, 20000, 0.94, 0.00081,,,,",
        "0.95, 0.94, 0.001, 20000, 0.95, 0.98456,, 8383,,",
        "0.90, 0.88, 0.01, 15000, 0.88, 0.00852,,,,",
        "0.90, 0.88, 0.01, 15000, 0.90, 0.99999,, 2594,,",
        "0.975, 0.95, 0.01, 20000, 0.9765,,, 535,,",
        "0.975, 0.95, 0.01, 20000, 0.98,,, 404,,",
        "0.975, 0.95, 0.01, 10000, 0.95, 0.0094,,,,",
    })
    void reproducesThePublishedTable(
            double nominal,
            double threshold,
            double epsilon,
            int maximum,
            double p,
            Double certified,
            Double refuted,
            Double mean,
            Integer median,
            Integer upper) {
        OperatingCharacteristics exact =
                OperatingCharacteristics.of(new MixtureEvidence(threshold, nominal), epsilon, epsilon, maximum, 1, p);
        if (certified != null) {
            assertThat(exact.certified()).isCloseTo(certified, within(1e-4));
        }
        if (refuted != null) {
            assertThat(exact.refuted()).isCloseTo(refuted, within(1e-4));
        }
        if (mean != null) {
            assertThat(exact.meanReplicates()).isCloseTo(mean, within(0.5));
        }
        if (median != null) {
            assertThat(exact.median()).isEqualTo(median);
        }
        if (upper != null) {
            assertThat(exact.upper()).isEqualTo(upper);
        }
    }
}
