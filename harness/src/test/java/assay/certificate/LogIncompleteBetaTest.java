package assay.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogIncompleteBetaTest {

    /**
     * By mpmath 1.3 with 40 digits: quadrature of {@code u^(a-1) (1-u)^(b-1)} over both parts of the interval, split at
     * multiples of the scale about the largest value; the two add up to the beta function to 1e-32. Tails are down to
     * exp(-169,000) of the whole. Error beyond rounding of the inputs would grow with a and b: it is relative.
     */
    @ParameterizedTest
    @CsvSource({
        "0.94, 190.0, 10.0, -41.330162364329541601, -40.175322274069395498",
        "0.94, 9690.0, 510.0, -2039.0866013371023318, -2027.0279442758528814",
        "0.94, 900190.0, 100010.0, -325130.80208354310426, -337079.42207614489929",
        "0.94, 980190.0, 20010.0, -116956.59713278356398, -98086.094052682812111",
        "0.2, 120.0, 80.0, -215.37096334841516255, -135.61767593634147918",
        "0.5, 1.0, 1.0, -0.69314718055994530942, -0.69314718055994530942",
        "0.03, 2.5, 7.25, -9.8173659583014387794, -4.9127213612733634897",
        "0.999, 10.0, 3.0, -6.4922400535402378762, -21.828629305577756504",
        "0.9, 9500190.0, 500010.0, -2152273.6119822546135, -1985197.7531137358406",
        "1e-06, 3.0, 5.0, -42.54514696256183214, -4.6539603501575234061",
        "0.94, 9400190.0, 600010.0, -2269721.5134975385598, -2269721.5086245676592",
        "0.47, 20100.0, 20100.0, -27944.109054353210946, -27868.205377714434905",
    })
    void agreesWithQuadratureInFortyDigits(double x, double a, double b, double lower, double upper) {
        assertThat(LogIncompleteBeta.lower(x, a, b)).isCloseTo(lower, within(1e-14 * Math.max(1, -lower)));
        assertThat(LogIncompleteBeta.upper(x, a, b)).isCloseTo(upper, within(1e-14 * Math.max(1, -upper)));
    }
}
