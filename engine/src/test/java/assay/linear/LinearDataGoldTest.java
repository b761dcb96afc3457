package assay.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Petersen's panel and the cigarette panel of Stock and Watson against R 4.2.2: gold/petersen_ols_cluster.json (sandwich
 * 3.0.2, clubSandwich 0.5.8, estimatr 1.0.0) and gold/iv_2sls.json (AER 1.2.10).
 */
class LinearDataGoldTest {

    private static final double[] X = {0, 1};

    private static void errors(LinearFit fit, VarianceEstimator v, double... expected) {
        errors(fit.covariance(0, v), expected);
    }

    private static void errors(double[][] covariance, double... expected) {
        for (int j = 0; j < expected.length; j++) {
            close(Math.sqrt(covariance[j][j]), expected[j], 1e-9);
        }
    }

    private static void close(double actual, double expected, double relative) {
        assertThat(actual).isCloseTo(expected, within(relative * Math.abs(expected)));
    }

    private static ArrayRows petersen(ShippedData data) {
        return ArrayRows.of(LinearSpec.ols(List.of("y"), List.of("x")), data.numbers("y"), data.numbers("x"));
    }

    @Test
    void petersenByFirm() {
        ShippedData data = ShippedData.of("petersen.csv.gz");
        LinearFit fit = LinearModel.fit(petersen(data).clustered(data.clusters("firm")));
        close(fit.coefficients(0)[0], 0.0296797207345177, 1e-10);
        close(fit.coefficients(0)[1], 1.03483343946169, 1e-10);
        close(Math.sqrt(fit.residualVariance(0)), 2.00527709791142, 1e-10);
        close(fit.rSquared(0), 0.207765731071412, 1e-10);
        errors(fit, Covariance.CLASSICAL, 0.0283593162656653, 0.0285832877912833);
        errors(fit, Covariance.HC0, 0.0283549995296155, 0.0283894818676317);
        errors(fit, Covariance.HC1, 0.0283606722313887, 0.0283951614679421);
        errors(fit, Covariance.HC2, 0.028360638554378, 0.0284007877250243);
        errors(fit, Covariance.HC3, 0.0283662798215313, 0.0284121012704348);
        errors(fit, Covariance.HC4, 0.0283631862079317, 0.0284177825922424);
        errors(fit, ClusterCovariance.CR0, 0.0669389612153517, 0.0505400490605133);
        errors(fit, ClusterCovariance.CR1, 0.0670060007526496, 0.050590665046219);
        errors(fit, ClusterCovariance.CR1P, 0.0670732421150316, 0.0506414334132802);
        errors(fit, ClusterCovariance.CR1S, 0.0670127036987728, 0.0505957258840295);
        errors(fit, ClusterCovariance.CR2, 0.0670409371731422, 0.0506777667403126);
        errors(fit, ClusterCovariance.CR3, 0.0671431477798571, 0.050815966310146);
        // sandwich's HC3 without its cluster adjustment is the jackknife
        errors(fit, ClusterCovariance.JACKKNIFE, 0.0670759710268898, 0.050765124910413);
        close(fit.degreesOfFreedom(new double[] {1, 0}, ClusterCovariance.CR2), 498.669996884542, 1e-9);
        close(fit.degreesOfFreedom(X, ClusterCovariance.CR2), 308.75638131895, 1e-9);
        assertThat(fit.degreesOfFreedom(X, ClusterCovariance.CR1S)).isEqualTo(499);
    }

    @Test
    void petersenByYearAndBothWays() {
        ShippedData data = ShippedData.of("petersen.csv.gz");
        int[] firm = data.clusters("firm");
        int[] year = data.clusters("year");
        LinearFit fit = LinearModel.fit(petersen(data).clustered(year));
        errors(fit, ClusterCovariance.CR0, 0.0221843724906563, 0.0316723361514064);
        errors(fit, ClusterCovariance.CR1S, 0.0233867211009489, 0.0333889134119264);
        errors(fit, ClusterCovariance.CR2, 0.0233928142172267, 0.0333960820160146);
        errors(fit, ClusterCovariance.CR3, 0.0246676350036588, 0.0352142047190038);
        TwoWay cr0 = TwoWay.of(petersen(data), firm, year, 0, ClusterCovariance.CR0);
        errors(cr0.covariance(), 0.0645675221227364, 0.0524544636386094);
        TwoWay cr1 = TwoWay.of(petersen(data), firm, year, 0, ClusterCovariance.CR1);
        errors(cr1.covariance(), 0.0650574101805484, 0.0535526658033444);
        TwoWay stata = TwoWay.of(petersen(data), firm, year, 0, ClusterCovariance.CR1S);
        errors(stata.covariance(), 0.0650639181993894, 0.0535580229449377);
        close(stata.covariance()[0][1], -2.84534355029242e-05, 1e-9);
        assertThat(stata.degreesOfFreedom()).isEqualTo(9);
        assertThat(stata.clipped()).isFalse();
    }

    /** Rows of 1995, or of both years with a dummy. */
    private static ArrayRows cigarettes(boolean both, boolean second) {
        ShippedData data = ShippedData.of("cigarettes.csv");
        double[] year = data.numbers("year");
        int[] rows = IntStream.range(0, year.length)
                .filter(i -> both || year[i] == 1995)
                .toArray();
        double[] cpi = data.numbers("cpi");
        double[] income = data.numbers("income");
        double[] population = data.numbers("population");
        double[] tax = data.numbers("tax");
        double[] taxs = data.numbers("taxs");
        double[] price = data.numbers("price");
        double[] packs = data.numbers("packs");
        int[] state = data.clusters("state");
        Map<String, double[]> columns = new LinkedHashMap<>();
        List<String> exogenous = both ? List.of("lrincome", "y1995") : List.of("lrincome");
        List<String> instruments = second ? List.of("tdiff", "rtax") : List.of("tdiff");
        for (String name : List.of("lpacks", "lrincome", "y1995", "lrprice", "tdiff", "rtax")) {
            columns.put(
                    name,
                    Arrays.stream(rows)
                            .mapToDouble(i -> switch (name) {
                                case "lpacks" -> Math.log(packs[i]);
                                case "lrprice" -> Math.log(price[i] / cpi[i]);
                                case "lrincome" -> Math.log(income[i] / population[i] / cpi[i]);
                                case "y1995" -> year[i] == 1995 ? 1 : 0;
                                case "tdiff" -> (taxs[i] - tax[i]) / cpi[i];
                                default -> tax[i] / cpi[i];
                            })
                            .toArray());
        }
        LinearSpec spec = new LinearSpec(List.of("lpacks"), exogenous, List.of("lrprice"), instruments);
        ArrayRows out =
                ArrayRows.of(spec, spec.columns().stream().map(columns::get).toArray(double[][]::new));
        return both ? out.clustered(Arrays.stream(rows).map(i -> state[i]).toArray()) : out;
    }

    @Test
    void cigarettesJustIdentified() {
        LinearFit fit = LinearModel.fit(cigarettes(false, false));
        close(fit.coefficients(0)[0], 9.43065828252002, 1e-10);
        close(fit.coefficients(0)[1], -1.14337512220464, 1e-10);
        close(fit.coefficients(0)[2], 0.214515284892688, 1e-10);
        errors(fit, Covariance.CLASSICAL, 1.35836617111588, 0.359486068124115, 0.268584826693088);
        errors(fit, Covariance.HC0, 1.21940159589807, 0.36048052747889, 0.301847659621919);
        errors(fit, Covariance.HC1, 1.25939255286633, 0.372302687881827, 0.311746922348615);
        FirstStage stage = fit.firstStage().orElseThrow();
        close(stage.classical(), 45.1577686046273, 1e-9);
        close(stage.robust(), 44.7305260975135, 1e-9);
        close(stage.effective(), 44.7305260975135, 1e-9);
        WaldTest hausman = Overidentification.wuHausman(fit, 0);
        close(hausman.statistic(), 1.10200205936236, 1e-8);
        close(hausman.pValue(), 0.299559036751238, 1e-8);
    }

    @Test
    void cigarettesOveridentified() {
        LinearFit fit = LinearModel.fit(cigarettes(false, true));
        close(fit.coefficients(0)[1], -1.27742413342728, 1e-10);
        close(fit.coefficients(0)[2], 0.280404825083417, 1e-10);
        close(Math.sqrt(fit.residualVariance(0)), 0.187856001238727, 1e-10);
        errors(fit, Covariance.CLASSICAL, 1.05855994763, 0.263198590279748, 0.238565436908245);
        errors(fit, Covariance.HC0, 0.928757811285087, 0.241683843647254, 0.245827599866233);
        errors(fit, Covariance.HC1, 0.959216942870793, 0.249610000397979, 0.253889653418573);
        FirstStage stage = fit.firstStage().orElseThrow();
        close(stage.classical(), 244.733753555918, 1e-9);
        close(stage.robust(), 209.676269396585, 1e-9);
        assertThat(stage.denominator()).isEqualTo(44);
        WaldTest sargan = Overidentification.sargan(fit, 0);
        close(sargan.statistic(), 0.332622141936502, 1e-8);
        close(sargan.pValue(), 0.564119140017587, 1e-8);
        WaldTest hausman = Overidentification.wuHausman(fit, 0);
        close(hausman.statistic(), 3.0678162729442, 1e-8);
        close(hausman.pValue(), 0.0868250462413036, 1e-8);
        double[][] anderson = {
            {-2, 4.06955260114635, 0.0238979287757838},
            {-1.5, 0.515259701266622, 0.600905035237134},
            {-1.2774, 0.15351528860929, 0.85814503532538},
            {-1, 0.681756899414907, 0.510989253955753},
            {-0.5, 4.08807252140065, 0.0235274646903458},
            {0, 10.0991216267255, 0.000245725209607156}
        };
        ConfidenceSet set = AndersonRubin.set(fit, 0, Covariance.CLASSICAL, 0.95);
        assertThat(set.shape()).isEqualTo(ConfidenceSet.Shape.INTERVAL);
        for (double[] row : anderson) {
            WaldTest test = AndersonRubin.test(fit, 0, Covariance.CLASSICAL, row[0]);
            close(test.statistic(), row[1], 1e-8);
            close(test.pValue(), row[2], 1e-8);
            assertThat(set.contains(row[0])).isEqualTo(row[2] > 0.05);
        }
    }

    @Test
    void cigarettesClusteredByState() {
        LinearFit fit = LinearModel.fit(cigarettes(true, true));
        assertThat(fit.terms()).containsExactly("(Intercept)", "lrprice", "lrincome", "y1995");
        close(fit.coefficients(0)[1], -1.19956993781045, 1e-10);
        errors(fit, Covariance.CLASSICAL, 0.765896899437211, 0.187553908194063, 0.139215092138565, 0.0497551415846234);
        // estimatr's leverages are those of the projected regressors, as here; AER's are x'B times the projected row.
        errors(fit, Covariance.HC2, 0.726867417654025, 0.184066686255711, 0.149635462680318, 0.05091392016592);
        errors(fit, Covariance.HC3, 0.753988413234329, 0.190929209088164, 0.153242143094354, 0.0522638168736325);
        errors(fit, ClusterCovariance.CR0, 0.807420138898503, 0.20519518256688, 0.198540733218174, 0.040804166394765);
        errors(fit, ClusterCovariance.CR1, 0.815964505297708, 0.207366620630848, 0.200641751867571, 0.0412359685402547);
        errors(fit, ClusterCovariance.CR1S, 0.829161552812827, 0.210720476255353, 0.20388684245151, 0.0419029007813374);
        errors(fit, ClusterCovariance.CR2, 0.839789531031535, 0.213657820143563, 0.205210490735158, 0.0422333649960668);
        double[] df = {19.9177721191111, 19.7296641427432, 21.577792828251, 34.4362107233167};
        for (int j = 0; j < df.length; j++) {
            double[] contrast = new double[4];
            contrast[j] = 1;
            close(fit.degreesOfFreedom(contrast, ClusterCovariance.CR2), df[j], 1e-8);
        }
        WaldTest sargan = Overidentification.sargan(fit, 0);
        close(sargan.statistic(), 0.0976631434448194, 1e-7);
        close(Overidentification.wuHausman(fit, 0).statistic(), 2.89279504128449, 1e-7);
        Optional<FirstStage> stage = fit.firstStage();
        close(stage.orElseThrow().classical(), 292.832383558252, 1e-9);
    }
}
