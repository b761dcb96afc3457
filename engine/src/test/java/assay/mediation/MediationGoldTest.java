package assay.mediation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import assay.Decomposition;
import assay.EstimationException;
import assay.Gold;
import assay.Mtcars;
import assay.Problem;
import assay.Sample;
import assay.random.Philox;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MediationGoldTest {

    private static final Offset<Double> EXACT = within(1e-9);

    private static final Sample CARS = Sample.builder()
            .outcome("mpg", Mtcars.mpg())
            .outcome("wt", Mtcars.wt())
            .outcome("hp", Mtcars.hp())
            .assignment("am", Mtcars.am())
            .build();

    private static Mediation cars() {
        PathModel model = PathModel.of(
                CausalGraph.parse("am -> wt -> hp -> mpg; am -> hp; am -> mpg; wt -> mpg"), "am", "mpg", List.of());
        return MediationAnalysis.of(model).with(JointCovariance.HC0).analyze(CARS, new Philox(1, 0, 3));
    }

    /** Reference: R 4.2.2, lm and a hand-written sandwich over the stacked equations (math.md F1). */
    @Test
    void serialMediatorsOfTheCars() {
        Mediation cars = cars();
        assertThat(cars.arrow("am", "wt").value()).isCloseTo(-1.35789473684, EXACT);
        assertThat(cars.arrow("am", "hp").value()).isCloseTo(56.2272408248, within(1e-8));
        assertThat(cars.arrow("wt", "hp").value()).isCloseTo(66.0170795579, within(1e-8));
        assertThat(cars.arrow("wt", "mpg").value()).isCloseTo(-2.87857541381, EXACT);
        assertThat(cars.arrow("hp", "mpg").value()).isCloseTo(-.0374787259534, EXACT);
        assertThat(cars.path("direct").value()).isCloseTo(2.08371013032, EXACT);
        assertThat(cars.path("via wt").value()).isCloseTo(3.90880240401, EXACT);
        assertThat(cars.path("via hp").value()).isCloseTo(-2.10732534999, EXACT);
        assertThat(cars.path("via wt and hp").value()).isCloseTo(3.35975208691, EXACT);
        assertThat(cars.total().value()).isCloseTo(7.24493927126, EXACT);
        assertThat(cars.path("via wt").stdError()).isCloseTo(1.24525245094, EXACT);
        assertThat(cars.path("via hp").stdError()).isCloseTo(1.17454255455, EXACT);
        assertThat(cars.path("via wt and hp").stdError()).isCloseTo(.899567681598, EXACT);
        JointCovariance wrong = JointCovariance.BLOCK_CLASSICAL;
        assertThat(cars.stdError("via wt", wrong)).isCloseTo(1.4362494332, EXACT);
        assertThat(cars.stdError("via hp", wrong)).isCloseTo(1.06449235749, EXACT);
        assertThat(cars.stdError("via wt and hp", wrong)).isCloseTo(1.24632110489, EXACT);
    }

    /** The sum of the paths is the coefficient of one regression, and its HC0 standard error is that coefficient's. */
    @Test
    void pathsAndErrorsAddUpToTheReducedForm() {
        TotalCheck check = cars().check();
        assertThat(check.difference()).isCloseTo(0, within(1e-13));
        assertThat(check.reducedFormError()).isCloseTo(1.85283124389, EXACT);
        assertThat(check.pathSumError()).isCloseTo(check.reducedFormError(), within(1e-13));
        assertThat(check.identity()).isTrue();
        assertThat(cars().stdError("total", JointCovariance.BLOCK_CLASSICAL)).isCloseTo(1.78420701681, EXACT);
        assertThat(cars().total().stdError()).isCloseTo(1.85283124389, EXACT);
        Decomposition parts = cars().decomposition();
        assertThat(parts.remainder()).isCloseTo(0, within(1e-13));
    }

    private static Sample jobs(String... covariates) {
        Table jobs = new Table("mediation_jobs.csv");
        Sample.Builder sample = Sample.builder()
                .outcome("depress2", jobs.numbers("depress2"))
                .outcome("job_seek", jobs.numbers("job_seek"))
                .assignment("treat", jobs.numbers("treat"));
        for (String covariate : covariates) {
            sample.covariate(covariate, jobs.numbers(covariate));
        }
        return sample.build();
    }

    private static final PathModel JOBS = PathModel.serial("treat", List.of("job_seek"), "depress2", List.of());

    private static Mediation short3() {
        return MediationAnalysis.of(JOBS)
                .with(JointCovariance.BLOCK_CLASSICAL)
                .analyze(jobs("econ_hard", "sex", "age"), new Philox(1, 0, 3));
    }

    /** Reference: R 4.2.2, lm (math.md F1), and mediation 4.5.1, vignette. */
    @Test
    void oneMediatorOfTheJobs() {
        Mediation jobs = short3();
        assertThat(jobs.arrow("treat", "job_seek").value()).isCloseTo(.06561500336, EXACT);
        assertThat(jobs.arrow("treat", "job_seek").stdError()).isCloseTo(.05147174045, EXACT);
        assertThat(jobs.arrow("job_seek", "depress2").value()).isCloseTo(-.2399549527, EXACT);
        assertThat(jobs.arrow("job_seek", "depress2").stdError()).isCloseTo(.0282433326, EXACT);
        assertThat(jobs.path("via job_seek").value()).isCloseTo(-.01574464503, EXACT);
        assertThat(jobs.path("direct").value()).isCloseTo(-.0402647000018421, EXACT);
        assertThat(jobs.total().value()).isCloseTo(-.05600934503, EXACT);
        assertThat(jobs.path("via job_seek").stdError()).isCloseTo(.01248915557, EXACT);
        assertThat(jobs.path("via job_seek").value() / jobs.total().value()).isCloseTo(.2811074656, EXACT);
    }

    /** The total of the jobs may be nothing: shares are refused, and the refusal says why. */
    @Test
    void sharesOfNearlyNothingAreRefused() {
        assertThatExceptionOfType(EstimationException.class)
                .isThrownBy(() -> short3().shares())
                .withMessageContaining("standard errors from 0")
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.ZERO_DENOMINATOR));
        List<Share> shares = cars().shares();
        assertThat(shares.stream().mapToDouble(Share::value).sum()).isCloseTo(1, within(1e-12));
        assertThat(shares.get(2).term()).isEqualTo("via hp");
        assertThat(shares.get(2).value()).isNegative();
    }

    /** Reference: math.md F2 (medsens of R's mediation on the same model). */
    @Test
    void correlatedErrorsOfTheJobs() {
        ErrorCorrelation errors = short3().sensitivity("job_seek");
        assertThat(errors.rhoAtZero()).isCloseTo(-.2734697046, EXACT);
        assertThat(errors.at(0).value()).isCloseTo(short3().path("via job_seek").value(), within(1e-14));
        assertThat(errors.at(-.1).value()).isCloseTo(-.01017884975, EXACT);
        assertThat(errors.at(.2).value()).isCloseTo(-.02704882867, EXACT);
        assertThat(errors.residualProduct()).isCloseTo(.07478567936, EXACT);
        assertThat(errors.totalProduct()).isCloseTo(.07028795695, EXACT);
    }

    private static final String[] ALL = {"econ_hard", "depress1", "sex", "age"};

    /** Reference: gold/mediation.json, R mediation 4.5.1 medsens; all covariates, text as R's treatment contrasts. */
    @Test
    void sensitivityGridOfTheJobs() {
        JsonObject gold = Gold.read("mediation.json").getAsJsonObject("values");
        Mediation jobs =
                MediationAnalysis.of(JOBS).with(JointCovariance.BLOCK_CLASSICAL).analyze(full(), new Philox(1, 0, 3));
        JsonObject linear = gold.getAsJsonObject("jobs_linear");
        assertThat(jobs.arrow("treat", "job_seek").value())
                .isCloseTo(linear.get("a").getAsDouble(), EXACT);
        assertThat(jobs.arrow("job_seek", "depress2").value())
                .isCloseTo(linear.get("b").getAsDouble(), EXACT);
        assertThat(jobs.arrow("treat", "job_seek").stdError())
                .isCloseTo(linear.get("se_a").getAsDouble(), EXACT);
        assertThat(jobs.arrow("job_seek", "depress2").stdError())
                .isCloseTo(linear.get("se_b").getAsDouble(), EXACT);
        assertThat(jobs.path("via job_seek").value())
                .isCloseTo(linear.get("acme_closed_form").getAsDouble(), EXACT);
        assertThat(jobs.path("via job_seek").stdError())
                .isCloseTo(linear.get("sobel_se").getAsDouble(), EXACT);
        assertThat(jobs.path("direct").value())
                .isCloseTo(linear.get("ade_closed_form").getAsDouble(), EXACT);
        assertThat(jobs.total().value())
                .isCloseTo(linear.get("total_regression").getAsDouble(), EXACT);
        ErrorCorrelation errors = jobs.sensitivity("job_seek");
        JsonObject medsens = gold.getAsJsonObject("jobs_medsens");
        JsonArray rho = medsens.getAsJsonArray("rho");
        JsonArray acme = medsens.getAsJsonArray("acme0_at_rho");
        // medsens iterates generalised least squares and stops 1e-4 of the way before the limit, which is the closed
        // form; within
        // 0.05 of 0, where it converges, the two agree to 1e-10.
        double none = errors.at(0).value();
        for (int i = 0; i < rho.size(); i++) {
            double at = rho.get(i).getAsDouble();
            double value = errors.at(at).value();
            double tolerance = Math.abs(at) < 0.06 ? 1e-10 : 1e-4 * Math.abs(value - none);
            assertThat(value).as("rho " + at).isCloseTo(acme.get(i).getAsDouble(), within(tolerance));
        }
        // medsens reports the point of its grid that is nearest.
        assertThat(errors.rhoAtZero()).isCloseTo(-.2, within(.025));
        assertThat(errors.totalProduct(-.2))
                .isCloseTo(medsens.get("r2_total_product").getAsDouble(), EXACT);
    }

    private static Sample full() {
        Table jobs = new Table("mediation_jobs.csv");
        Sample.Builder sample = Sample.builder()
                .outcome("depress2", jobs.numbers("depress2"))
                .outcome("job_seek", jobs.numbers("job_seek"))
                .assignment("treat", jobs.numbers("treat"));
        for (String covariate : ALL) {
            sample.covariate(covariate, jobs.numbers(covariate));
        }
        for (String covariate : List.of("occp", "marital", "nonwhite", "educ", "income")) {
            sample.add(assay.Role.COVARIATE, jobs.levels(covariate));
        }
        return sample.build();
    }
}
