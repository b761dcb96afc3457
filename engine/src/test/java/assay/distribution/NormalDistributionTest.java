package assay.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalDistributionTest {

    private static void close(double actual, double expected, double relative) {
        assertThat(actual).isCloseTo(expected, within(relative * Math.abs(expected)));
    }

    // mpmath 1.3: ncdf(-z)
    @ParameterizedTest
    @CsvSource({
        "0, 0.5",
        "1e-9, 0.49999999960105772",
        "0.3, 0.38208857781104737",
        "1, 0.15865525393145705",
        "1.6999, 0.044574868465727514",
        "1.7, 0.044565462758543044",
        "1.9599639845400545, 0.024999999999999985",
        "3, 0.0013498980316300945",
        "5.3, 5.7901340399645941e-8",
        "8, 6.2209605742717841e-16",
        "17.3, 2.3519444588092323e-67",
        "26.1, 1.8228978757554769e-150",
        "37, 5.7255712225245768e-300"
    })
    void survivalAgreesWithHighPrecision(double z, double expected) {
        close(NormalDistribution.survival(z), expected, 1e-14);
        close(NormalDistribution.survival(-z), 1 - expected, 1e-15);
    }

    // mpmath 1.3: sqrt(2) erfinv(1 - 2 p)
    @ParameterizedTest
    @CsvSource({
        "0.4, 0.25334710313579974",
        "0.1, 1.2815515655446004",
        "0.0751, 1.43882539275254",
        "0.0749, 1.4402382675279637",
        "0.025, 1.9599639845400542",
        "1e-5, 4.2648907939228246",
        "1.3e-11, 6.6676114565107408",
        "1.5e-11, 6.6465708874771129",
        "1e-20, 9.2623400897984076",
        "1e-100, 21.273453560965324",
        "1e-300, 37.047096299361199"
    })
    void quantileAgreesWithHighPrecision(double p, double expected) {
        close(-NormalDistribution.quantile(p), expected, 1e-15);
    }

    @Test
    void quantileInvertsTheSurvivalFunction() {
        for (double p = 0.4999; p > 1e-300; p *= 0.83) {
            double z = -NormalDistribution.quantile(p);
            // An error of one unit in the last place of z moves the tail by z^2 units.
            close(NormalDistribution.survival(z), p, 1e-15 * (10 + 2 * z * z));
        }
    }

    @Test
    void endsAreInfinite() {
        assertThat(NormalDistribution.quantile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(NormalDistribution.quantile(1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(NormalDistribution.survival(Double.POSITIVE_INFINITY)).isZero();
        assertThat(NormalDistribution.survival(Double.NEGATIVE_INFINITY)).isEqualTo(1);
        assertThat(NormalDistribution.survival(Double.NaN)).isNaN();
        assertThat(NormalDistribution.quantile(Double.MIN_VALUE)).isBetween(-38.6, -38.3);
    }

    @Test
    void logarithmIsWithinTwoUnitsInTheLastPlace() {
        for (double x = 1e-320; x < 1e300; x *= 1.0371) {
            assertThat(Math.abs(NormalDistribution.log(x) - StrictMath.log(x)))
                    .isLessThanOrEqualTo(2 * Math.ulp(StrictMath.log(x)));
        }
        for (double x = 0.5; x < 2; x += 0.000137) {
            assertThat(Math.abs(NormalDistribution.log(x) - StrictMath.log(x)))
                    .isLessThanOrEqualTo(2 * Math.ulp(StrictMath.log(x)));
        }
        assertThat(NormalDistribution.log(1)).isZero();
    }
}
