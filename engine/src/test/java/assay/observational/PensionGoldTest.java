package assay.observational;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Covariates;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Interval;
import assay.Role;
import assay.Sample;
import assay.cate.CateFit;
import assay.cate.OrthogonalScores;
import assay.cate.Projection;
import assay.cate.RLearner;
import assay.cate.SLearner;
import assay.linear.Covariance;
import assay.nuisance.Folds;
import assay.nuisance.Learner;
import assay.nuisance.LinearLearner;
import assay.nuisance.LogisticLearner;
import assay.nuisance.WeightedSeries;
import assay.random.Philox;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * 401(k) data with fixed folds, row index mod 5: DoubleML 0.7.1 and EconML 0.14.1 for Python, scikit-learn 1.2.1 linear and unpenalised
 * logistic regressions ({@code python3 g17_dml.py}). What rests on linear regressions alone agrees to rounding; the logistic fits there
 * agree with the exact maximum to about 1e-7.
 */
class PensionGoldTest {

    private static final Learner LINEAR = new LinearLearner();
    private static final Learner LOGISTIC = new LogisticLearner();

    private static Fit fit(Estimator<Fit> estimator, Sample sample) {
        return estimator.estimate(sample, new Philox(1, 0, 3));
    }

    /** DoubleML divides the mean squared score by n, not n - 1. */
    private static void agrees(Fit fit, double value, double stdError, double within) {
        assertThat(fit.estimate().value()).isCloseTo(value, within(within));
        int n = fit.glance().n();
        double uncorrected = fit.estimate().stdError() * Math.sqrt((n - 1.0) / n);
        assertThat(uncorrected).isCloseTo(stdError, within(within));
    }

    @ParameterizedTest
    @CsvSource({
        "PARTIALLING_OUT, MEAN_OF_FOLDS, 9816.79058081564, 1325.91474584487",
        "PARTIALLING_OUT, ALL_AT_ONCE, 9826.10222920236, 1325.91565968483",
        "INSTRUMENT, MEAN_OF_FOLDS, 9821.03593519266, 1327.38728530904",
        "INSTRUMENT, ALL_AT_ONCE, 9826.10222920236, 1327.38908655276"
    })
    void partiallyLinear(PartiallyLinearScore score, Pooling pooling, double value, double stdError)
            throws IOException {
        PartiallyLinear model = new PartiallyLinear(LINEAR, LINEAR, score, pooling, 5, 1, Folds.INTERLEAVED);
        agrees(fit(model, RealData.pension()), value, stdError, 1e-6);
    }

    @ParameterizedTest
    @CsvSource({
        "EVERYONE, MEAN_OF_FOLDS, 8569.38604565218, 1280.56283758066",
        "EVERYONE, ALL_AT_ONCE, 8569.38604565218, 1280.56283758066",
        "TREATED, MEAN_OF_FOLDS, 11961.5974254743, 1605.98812322664",
        "TREATED, ALL_AT_ONCE, 11959.9797969717, 1605.98776823488"
    })
    void interactive(Averaged over, Pooling pooling, double value, double stdError) throws IOException {
        InteractiveModel model = new InteractiveModel(LINEAR, LOGISTIC, over, pooling, 5, 1, 1e-3, Folds.INTERLEAVED);
        agrees(fit(model, RealData.pension()), value, stdError, 1e-4);
    }

    @ParameterizedTest
    @CsvSource({"MEAN_OF_FOLDS, 14142.1295391827, 1902.30403743997", "ALL_AT_ONCE, 14130.583498871, 1902.30100008253"})
    void partiallyLinearWithAnInstrument(Pooling pooling, double value, double stdError) throws IOException {
        DmlIv model = new DmlIv(LINEAR, LINEAR, LINEAR, pooling, 5, 1, Folds.INTERLEAVED);
        agrees(fit(model, RealData.participation()), value, stdError, 1e-6);
    }

    @ParameterizedTest
    @CsvSource({"MEAN_OF_FOLDS, 12394.4963507674, 1849.01205576689", "ALL_AT_ONCE, 12386.4748358256, 1849.00925756472"})
    void effectOnCompliers(Pooling pooling, double value, double stdError) throws IOException {
        InteractiveIv model = new InteractiveIv(
                LINEAR, LOGISTIC, LOGISTIC, Takers.NEVER_ONLY, pooling, 5, 1, 1e-3, Folds.INTERLEAVED);
        agrees(fit(model, RealData.participation()), value, stdError, 1e-4);
    }

    /** t, p and the interval of DoubleML's partially linear model with DML2 use its standard error, over n. */
    @Test
    void statisticAndInterval() throws IOException {
        PartiallyLinear model = new PartiallyLinear(
                LINEAR, LINEAR, PartiallyLinearScore.PARTIALLING_OUT, Pooling.ALL_AT_ONCE, 5, 1, Folds.INTERLEAVED);
        Fit fit = fit(model, RealData.pension());
        double shrink = Math.sqrt(9914.0 / 9915);
        Interval interval = fit.estimate().inference().interval(0.95);
        double centre = fit.estimate().value();
        assertThat(centre + (interval.lower() - centre) * shrink).isCloseTo(7227.35528968243, within(1e-6));
        assertThat(centre + (interval.upper() - centre) * shrink).isCloseTo(12424.8491687223, within(1e-6));
        assertThat(centre / (fit.estimate().stdError() * shrink)).isCloseTo(7.41080487090561, within(1e-9));
    }

    /** EconML's LinearDRLearner: one linear outcome regression with the treatment as a column, scores projected on income, HC1. */
    @Test
    void linearDrLearner() throws IOException {
        Sample sample = RealData.pension();
        CateFit fit = new SLearner(LINEAR, LOGISTIC, 5, 0, Folds.INTERLEAVED).estimate(sample, new Philox(1, 0, 3));
        Covariates income = Covariates.of(List.of(sample.columns(Role.COVARIATE).get(1)));
        Fit line = Projection.of(fit, income, Covariance.HC1);
        assertThat(line.terms().get(0).value()).isCloseTo(1905.19488221528, within(1e-4));
        assertThat(line.terms().get(0).stdError()).isCloseTo(1904.59191298611, within(1e-4));
        assertThat(line.terms().get(1).value()).isCloseTo(1658.30665904881, within(1e-4));
        assertThat(line.terms().get(1).stdError()).isCloseTo(6162.58271712701, within(1e-4));
        double mean = 0;
        for (double score : fit.scores().doublyRobust()) {
            mean += score / fit.size();
        }
        assertThat(mean).isCloseTo(8745.75035209669, within(1e-4));
    }

    /** EconML's LinearDML: residual on residual, the slope linear in income, HC1. The nuisances are those of an R-learner. */
    @Test
    void linearDml() throws IOException {
        Sample sample = RealData.pension();
        RLearner learner = new RLearner(LINEAR, LOGISTIC, WeightedSeries.linear(), 5, 0, Folds.INTERLEAVED);
        double[] propensity =
                learner.estimate(sample, new Philox(1, 0, 3)).scores().propensity();
        // EconML hands the outcome regression the products of all covariates with income as well (linear_first_stages).
        OrthogonalScores scores = learner.estimate(byIncome(sample, propensity), new Philox(1, 0, 3))
                .scores();
        double[] income = sample.covariates().columns()[1];
        int n = income.length;
        double[] a = new double[3];
        double[] b = new double[2];
        double mean = 0;
        for (int i = 0; i < n; i++) {
            double w = scores.arm()[i] - scores.propensity()[i];
            double y = scores.outcome()[i] - scores.marginal(i);
            a[0] += w * w;
            a[1] += w * w * income[i];
            a[2] += w * w * income[i] * income[i];
            b[0] += w * y;
            b[1] += w * y * income[i];
            mean += income[i] / n;
        }
        double det = a[0] * a[2] - a[1] * a[1];
        double intercept = (a[2] * b[0] - a[1] * b[1]) / det;
        double slope = (a[0] * b[1] - a[1] * b[0]) / det;
        double[] squares = new double[3];
        for (int i = 0; i < n; i++) {
            double w = scores.arm()[i] - scores.propensity()[i];
            double error = scores.outcome()[i] - scores.marginal(i) - w * (intercept + slope * income[i]);
            double forIntercept = (a[2] - a[1] * income[i]) / det * w * error;
            double forSlope = (a[0] * income[i] - a[1]) / det * w * error;
            double forAverage = forIntercept + mean * forSlope;
            squares[0] += forIntercept * forIntercept;
            squares[1] += forSlope * forSlope;
            squares[2] += forAverage * forAverage;
        }
        double hc1 = n / (n - 2.0);
        assertThat(slope).isCloseTo(2410.26250384987, within(1e-4));
        assertThat(intercept).isCloseTo(-1682.90251775256, within(1e-3));
        assertThat(Math.sqrt(hc1 * squares[1])).isCloseTo(1577.31894936711, within(1e-4));
        assertThat(Math.sqrt(hc1 * squares[0])).isCloseTo(5715.46906139083, within(1e-3));
        assertThat(intercept + slope * mean).isCloseTo(7283.42420344754, within(1e-4));
        assertThat(Math.sqrt(hc1 * squares[2])).isCloseTo(925.9286734849, within(1e-4));
    }

    private static Sample byIncome(Sample sample, double[] propensity) {
        Covariates covariates = sample.covariates();
        Sample.Builder wider = Sample.builder()
                .add(Role.OUTCOME, sample.column(Role.OUTCOME))
                .add(Role.ASSIGNMENT, sample.column(Role.ASSIGNMENT))
                .add(Role.PROPENSITY, "e", propensity);
        for (int j = 0; j < covariates.count(); j++) {
            double[] product = covariates.columns()[j].clone();
            wider.covariate(covariates.names().get(j), covariates.columns()[j]);
            for (int i = 0; i < product.length; i++) {
                product[i] *= covariates.columns()[1][i];
            }
            wider.covariate(covariates.names().get(j) + " x inc", product);
        }
        return wider.build();
    }

    @Test
    void takersThatTheDataContradictAreRefused() throws IOException {
        InteractiveIv none = new InteractiveIv(
                LINEAR, LOGISTIC, LOGISTIC, Takers.ALWAYS_ONLY, Pooling.ALL_AT_ONCE, 5, 1, 0, Folds.INTERLEAVED);
        assertThatThrownBy(() -> fit(none, RealData.participation()))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("did not take 'p401' under the instrument");
    }
}
