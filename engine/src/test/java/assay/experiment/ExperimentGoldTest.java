package assay.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Mtcars;
import assay.Sample;
import assay.SharedData;
import assay.linear.Covariance;
import assay.random.Philox;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentGoldTest {

    private static final List<Covariance> COVARIANCES = List.of(Covariance.values());

    private static final String[] DW = {"age", "educ", "black", "hisp", "married", "nodegr", "re74", "re75"};
    private static final String[] LALONDE = {"age", "education", "black", "hispanic", "married", "nodegree", "re75"};

    private static Sample nsw(String data) {
        boolean dw = "dw445".equals(data);
        Function<String, double[]> columns =
                SharedData.csv(dw ? "nsw_dw_experimental445.csv" : "nsw_lalonde722_cemLL.csv");
        Sample.Builder builder = Sample.builder()
                .outcome("re78", columns.apply("re78"))
                .assignment("treat", columns.apply(dw ? "treat" : "treated"));
        for (String name : dw ? DW : LALONDE) {
            builder.covariate(name, columns.apply(name));
        }
        return builder.build();
    }

    private static Sample mtcars() {
        return Sample.builder()
                .outcome("mpg", Mtcars.mpg())
                .assignment("am", Mtcars.am())
                .covariate("wt", Mtcars.wt())
                .covariate("hp", Mtcars.hp())
                .build();
    }

    private static Fit fit(Estimator<Fit> estimator, Sample sample) {
        return estimator.estimate(sample, new Philox(0, 0, 3));
    }

    private static void close(double actual, double expected, double relative) {
        assertThat(actual).isCloseTo(expected, within(relative * Math.abs(expected)));
    }

    // gold/nsw_ate.json (R 4.2.2, estimatr 1.0.0: t.test and difference_in_means)
    @ParameterizedTest
    @CsvSource({
        "dw445, 1794.34308487526, 670.996729658589, 307.13245780736, 0.00789297123399875, 474.010789184898, "
                + "3114.67538056562",
        "lalonde722, 886.303811171666, 488.204524794536, 557.061712599316, 0.0699945602940145, -72.6429621495663, "
                + "1845.2505844929"
    })
    void differenceInMeansAgreesWithWelch(
            String data, double value, double error, double df, double p, double low, double high) {
        Estimate estimate = fit(new DifferenceInMeans(), nsw(data)).estimate();
        close(estimate.value(), value, 1e-12);
        close(estimate.stdError(), error, 1e-12);
        close(estimate.inference().degreesOfFreedom(), df, 1e-11);
        close(estimate.inference().pValue(0), p, 1e-10);
        close(estimate.inference().interval(0.95).lower(), low, 1e-10);
        close(estimate.inference().interval(0.95).upper(), high, 1e-10);
    }

    // gold/nsw_ate.json (R 4.2.2, lm and sandwich 3.0.2)
    @ParameterizedTest
    @CsvSource({
        "dw445, 1676.34321635063, 638.682182993093, 669.086877676673, 676.733833135911, 677.049284029086, "
                + "685.302621128861",
        "lalonde722, 806.511380081584, 467.886986007153, 482.162072465395, 485.195628187608, 485.259829864256, "
                + "488.409182199924"
    })
    void regressionAdjustmentAgreesWithSandwich(
            String data, double value, double classical, double hc0, double hc1, double hc2, double hc3) {
        double[] errors = {classical, hc0, hc1, hc2, hc3};
        Sample sample = nsw(data);
        for (int c = 0; c < errors.length; c++) {
            Covariance covariance = COVARIANCES.get(c);
            Estimate estimate =
                    fit(new RegressionAdjustment(covariance), sample).estimate();
            close(estimate.value(), value, 1e-10);
            close(estimate.stdError(), errors[c], 1e-9);
        }
    }

    // gold/nsw_ate.json (R 4.2.2, lm and sandwich 3.0.2; estimatr 1.0.0 lm_lin for the degrees of freedom)
    @ParameterizedTest
    @CsvSource({
        "dw445, 1621.58362379669, 642.646233289047, 675.281609596793, 689.367794505925, 694.721716364177, "
                + "716.872918563261, 427, 0.0200509293303491",
        "lalonde722, 803.805607019532, 465.47707532567, 477.74346643342, 483.126661316619, 483.222436677748, "
                + "488.857236950384, 706, 0.0966706384052677"
    })
    void linAgreesWithSandwichAndEstimatr(
            String data,
            double value,
            double classical,
            double hc0,
            double hc1,
            double hc2,
            double hc3,
            double df,
            double p) {
        double[] errors = {classical, hc0, hc1, hc2, hc3};
        Sample sample = nsw(data);
        for (int c = 0; c < errors.length; c++) {
            Covariance covariance = COVARIANCES.get(c);
            Estimate estimate =
                    fit(new Lin(Population.SAMPLE, covariance), sample).estimate();
            close(estimate.value(), value, 1e-10);
            close(estimate.stdError(), errors[c], 1e-9);
            assertThat(estimate.inference().degreesOfFreedom()).isEqualTo(df);
        }
        close(fit(Lin.standard(), sample).estimate().inference().pValue(0), p, 1e-9);
    }

    // R 4.2.2: mpg ~ am, and lm(mpg ~ am * (wt + hp)) with wt and hp centred; sandwich 3.0.2
    @Test
    void mtcarsAgreesWithR() {
        Estimate difference = fit(new DifferenceInMeans(), mtcars()).estimate();
        close(difference.value(), 7.24493927126, 1e-11);
        close(difference.stdError(), 1.92320213386, 1e-11);
        close(difference.inference().degreesOfFreedom(), 18.3322516384, 1e-11);
        Estimate lin = fit(Lin.standard(), mtcars()).estimate();
        close(lin.value(), -0.7431726247081, 1e-11);
        close(lin.stdError(), 1.24065074748741, 1e-11);
        close(
                fit(new Lin(Population.SAMPLE, Covariance.HC3), mtcars())
                        .estimate()
                        .stdError(),
                1.43501301173326,
                1e-11);
    }
}
