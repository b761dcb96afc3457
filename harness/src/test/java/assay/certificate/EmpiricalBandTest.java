package assay.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.random.Philox;
import org.junit.jupiter.api.Test;

class EmpiricalBandTest {

    /** confseq 0.0.4 (R): empirical_process_lil_bound(c(100, 1000, 10000), .05, 100), gold/anytime_valid.json. */
    @Test
    void agreesWithConfseq() {
        EmpiricalBand band = new EmpiricalBand(100, 0.05);
        assertThat(band.radius(100)).isCloseTo(0.242253270924622, within(1e-8));
        assertThat(band.radius(1000)).isCloseTo(0.0820477877091474, within(1e-8));
        assertThat(band.radius(10_000)).isCloseTo(0.0266721396457389, within(1e-8));
        assertThat(band.radius(99)).isInfinite();
        assertThat(new EmpiricalBand(100, 0.01).radius(1000)).isGreaterThan(band.radius(1000));
        assertThatThrownBy(() -> new EmpiricalBand(0, 0.05)).hasMessageContaining("start");
    }

    /**
     * 300 runs, a look every 100 values up to 2,000: misses are at most binomial(300, 0.05), which exceeds 38 with
     * probability below 1e-6.
     */
    @Test
    void holdsAtAllLooks() {
        EmpiricalBand band = new EmpiricalBand(100, 0.05);
        int missed = 0;
        for (int run = 0; run < 300; run++) {
            Philox random = new Philox(37, run, 0);
            NullDistribution seen = new NullDistribution();
            boolean inside = true;
            for (int i = 1; i <= 2000; i++) {
                seen.add(random.nextDouble());
                inside &= i % 100 != 0 || seen.distance() <= band.radius(i);
            }
            missed += inside ? 0 : 1;
        }
        assertThat(missed).isLessThanOrEqualTo(38);
    }
}
