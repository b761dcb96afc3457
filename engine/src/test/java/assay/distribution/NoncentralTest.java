package assay.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Values of scipy 1.17.1: nct.sf, nct.cdf, ncf.sf, ncx2.sf. R 4.2.2 (pt, pf and pchisq with ncp) agrees to the 1e-9 at which its
 * series of F stop. Critical values are those of R, qf and qchisq.
 */
class NoncentralTest {

    private static final Percentage CLOSE = Percentage.withPercentage(1e-7);

    @ParameterizedTest
    @CsvSource({
        "2, 18, 3, 0.8353631523745786, 0.16463684762542138",
        "1.96, 198, 2.8, 0.7991036061768576, 0.2008963938231423",
        "-1, 5, 1, 0.9691926467392498, 0.030807353260750292",
        "2.5, 3, 0.5, 0.09423341231913746, 0.9057665876808625",
        "10, 4, 6, 0.17321050881387492, 0.8267894911861251",
        "2, 1000, -1, 0.00136545332549533, 0.9986345466745047",
        "30, 40, 25, 0.08157951970481055, 0.9184204802951894",
        "0.5, 1, 2, 0.9367231125200532, 0.06327688747994675"
    })
    void studentIsThatOfScipy(double t, double df, double ncp, double above, double below) {
        assertThat(NoncentralStudent.survival(t, df, ncp)).isCloseTo(above, CLOSE);
        assertThat(NoncentralStudent.cumulative(t, df, ncp)).isCloseTo(below, CLOSE);
    }

    @Test
    void studentWithoutNoncentralityIsCentral() {
        for (double df : new double[] {1, 1.5, 3, 30, 1e4, 1e8, 1e13}) {
            for (double t : new double[] {0.1, 1, 2.5, 7}) {
                assertThat(NoncentralStudent.survival(t, df, 0))
                        .as("t %s df %s", t, df)
                        .isCloseTo(StudentDistribution.twoSided(t, df) / 2, Percentage.withPercentage(1e-6));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3, 2, 60, 5, 0.507369114739544",
        "2.6, 3, 1090, 10.9, 0.8004107095932721",
        "1, 1, 10, 0.3, 0.4066509791510919",
        "4, 7, 4, 30, 0.704190386373974",
        "1.2, 5, 89, 9.5, 0.9122918787761509",
        "2, 40, 200, 60, 0.8476751356794768"
    })
    void fIsThatOfScipy(double f, double df1, double df2, double ncp, double above) {
        assertThat(NoncentralF.survival(f, df1, df2, ncp)).isCloseTo(above, CLOSE);
    }

    @ParameterizedTest
    @CsvSource({
        "7.8, 3, 10.9, 0.800679521274936",
        "1, 1, 0.2, 0.3641233945398203",
        "100, 10, 80, 0.2811498411724676",
        "5, 4, 50, 0.9999998989464489",
        "300, 50, 200, 0.05298829935782634"
    })
    void chiSquareIsThatOfScipy(double x, double df, double ncp, double above) {
        assertThat(NoncentralChiSquare.survival(x, df, ncp)).isCloseTo(above, CLOSE);
    }

    @Test
    void criticalValuesAreThoseOfR() {
        assertThat(NoncentralChiSquare.critical(0.05, 3)).isCloseTo(7.81472790325118, CLOSE);
        assertThat(NoncentralChiSquare.critical(0.001, 1)).isCloseTo(10.82756617066273, CLOSE);
        assertThat(NoncentralChiSquare.critical(0.5, 30)).isCloseTo(29.33603151666159, CLOSE);
        assertThat(NoncentralChiSquare.critical(0.01, 1000)).isCloseTo(1106.968994352217, CLOSE);
        assertThat(NoncentralF.critical(0.05, 3, 100)).isCloseTo(2.69553425488814, CLOSE);
        assertThat(NoncentralF.critical(0.001, 1, 4)).isCloseTo(74.13729332230244, CLOSE);
        assertThat(NoncentralF.critical(0.5, 30, 7)).isCloseTo(1.078528628903519, CLOSE);
        assertThat(NoncentralF.critical(0.01, 5, 2000)).isCloseTo(3.026386675519355, CLOSE);
    }

    /** A noncentral t squared is a noncentral F. */
    @Test
    void theSquareOfTIsF() {
        double both = NoncentralStudent.survival(2.2, 37, 1.3) + NoncentralStudent.cumulative(-2.2, 37, 1.3);
        assertThat(NoncentralF.survival(2.2 * 2.2, 1, 37, 1.3 * 1.3)).isCloseTo(both, within(1e-12));
    }
}
