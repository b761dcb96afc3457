package assay.experiment;

import assay.Caution;
import assay.Clusters;
import assay.Column;
import assay.Covariates;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Glance;
import assay.Influence;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.linear.ClusterCovariance;
import assay.linear.Covariance;
import assay.linear.FirstStage;
import assay.linear.LinearFit;
import assay.linear.LinearModel;
import assay.linear.VarianceEstimator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A design in which what was assigned, or another instrument, moves the treatment without deciding it. */
final class InstrumentalDesign {

    static final Set<Role> READS = Set.of(
            Role.OUTCOME,
            Role.ASSIGNMENT,
            Role.INSTRUMENT,
            Role.TREATMENT,
            Role.CLUSTER,
            Role.COVARIATE,
            Role.WEIGHT,
            Role.PROPENSITY);

    /** Below this effective F the bias of 2SLS may exceed a tenth of the worst (Montiel Olea and Pflueger 2013, L = 1). */
    private static final double WEAK = 23.1;

    private final Sample sample;
    private final @Nullable TwoArms arms;
    private final DesignColumns columns;
    private final DesignColumns.Named treatment;
    private final DesignColumns.Named instruments;
    private final String term;

    private InstrumentalDesign(
            Sample sample,
            @Nullable TwoArms arms,
            DesignColumns columns,
            DesignColumns.Named treatment,
            DesignColumns.Named instruments,
            String term) {
        this.sample = sample;
        this.arms = arms;
        this.columns = columns;
        this.treatment = treatment;
        this.instruments = instruments;
        this.term = term;
    }

    /**
     * Reads a design.
     *
     * @throws EstimationException if there is no outcome, no treatment, or neither an assignment nor an instrument
     */
    static InstrumentalDesign of(Sample sample) {
        sample.require(Set.of(Role.OUTCOME, Role.TREATMENT));
        if (!sample.has(Role.ASSIGNMENT) && !sample.has(Role.INSTRUMENT)) {
            throw new EstimationException(
                    Problem.MISSING_ROLE,
                    "No column has the role assignment or instrument; a treatment that people chose needs one that moved it.",
                    "Name one with --assignment or --instrument.");
        }
        sample.outcome();
        TwoArms arms = sample.has(Role.ASSIGNMENT) ? TwoArms.of(sample) : null;
        DesignColumns columns = new DesignColumns(sample, arms);
        DesignColumns.Named instruments;
        if (sample.has(Role.INSTRUMENT)) {
            Covariates expanded = Covariates.of(sample.columns(Role.INSTRUMENT));
            instruments = new DesignColumns.Named(expanded.names(), Arrays.asList(expanded.columns()));
        } else {
            TwoArms assigned = TwoArms.of(sample);
            instruments = DesignColumns.Named.of(sample.column(Role.ASSIGNMENT).name(), assigned.indicator());
        }
        Column received = sample.column(Role.TREATMENT);
        if (received instanceof Column.Numeric numeric) {
            return new InstrumentalDesign(
                    sample,
                    arms,
                    columns,
                    DesignColumns.Named.of(received.name(), numeric.values()),
                    instruments,
                    binary(numeric.values()) ? "1 - 0" : received.name());
        }
        TwoArms taken = TwoArms.of(sample.with(Role.ASSIGNMENT, received));
        return new InstrumentalDesign(
                sample,
                arms,
                columns,
                DesignColumns.Named.of(received.name(), taken.indicator()),
                instruments,
                taken.contrast());
    }

    private static boolean binary(double[] values) {
        for (double v : values) {
            if (v != 0 && v != 1) {
                return false;
            }
        }
        return true;
    }

    DesignColumns columns() {
        return columns;
    }

    DesignColumns.Named treatment() {
        return treatment;
    }

    DesignColumns.Named instruments() {
        return instruments;
    }

    String term() {
        return term;
    }

    VarianceEstimator variance(Covariance covariance, ClusterCovariance clustered) {
        return columns.clusters().isPresent() ? clustered : covariance;
    }

    String label(Covariance covariance, ClusterCovariance clustered) {
        String label = columns.clusters().isPresent()
                ? ClusteredOls.variance(clustered)
                : covariance.label() + ", t with n - k degrees of freedom";
        return sample.has(Role.PROPENSITY) ? label + ", weighted by inverse propensities" : label;
    }

    /** Outcome on treatment, instrumented. */
    LinearFit structural() {
        return LinearModel.fit(
                columns.rows(named(columns.outcome()), DesignColumns.Named.NONE, treatment, instruments));
    }

    /** Outcome and treatment on the instruments. */
    LinearFit reduced() {
        return LinearModel.fit(columns.rows(
                named(columns.outcome())
                        .and(treatment.names().get(0), treatment.columns().get(0)),
                instruments,
                DesignColumns.Named.NONE,
                DesignColumns.Named.NONE));
    }

    private DesignColumns.Named named(double[] outcome) {
        return DesignColumns.Named.of(columns.outcomeName(), outcome);
    }

    Fit fit(String method, Covariance covariance, ClusterCovariance clustered) {
        LinearFit fit = structural();
        VarianceEstimator variance = variance(covariance, clustered);
        List<Estimate> terms = new ArrayList<>();
        double[] contrast = new double[fit.rank()];
        contrast[1] = 1;
        terms.add(fit.estimate(Estimand.LATE, term, 0, contrast, variance));
        terms.addAll(beside(variance));
        return new Fit(
                terms,
                glance(method, label(covariance, clustered), fit),
                cautions(fit, variance, clustered),
                influence());
    }

    /** The effect of assignment and the share of compliers, where assignment of two arms is the one instrument. */
    private List<Estimate> beside(VarianceEstimator variance) {
        if (arms == null || sample.has(Role.INSTRUMENT)) {
            return List.of();
        }
        LinearFit reduced = reduced();
        double[] contrast = new double[reduced.rank()];
        contrast[contrast.length - 1] = 1;
        List<Estimate> terms = new ArrayList<>();
        terms.add(reduced.estimate(Estimand.ITT, arms.contrast(), 0, contrast, variance));
        // Where all follow their assignment there is nothing to estimate.
        if (reduced.rSquared(1) < 1 - 1e-12) {
            terms.add(reduced.estimate(Estimand.COMPLIANCE, arms.contrast(), 1, contrast, variance));
        }
        return terms;
    }

    Glance glance(String method, String variance, LinearFit fit) {
        Map<String, Double> diagnostics = new TreeMap<>();
        fit.firstStage().ifPresent(stage -> {
            diagnostics.put("first_stage_f", stage.robust());
            diagnostics.put("first_stage_f_classical", stage.classical());
            diagnostics.put("first_stage_f_effective", stage.effective());
            diagnostics.put("instruments", (double) stage.instruments());
        });
        int treated = arms == null ? 0 : arms.treated();
        return new Glance(
                method,
                variance,
                sample.size(),
                treated,
                arms == null ? 0 : arms.control(),
                sample.dropped(),
                columns.clusters().map(Clusters::count).orElse(0),
                diagnostics);
    }

    List<Caution> cautions(LinearFit fit, VarianceEstimator variance, ClusterCovariance clustered) {
        List<Caution> cautions = new ArrayList<>(fit.cautions(variance));
        fit.firstStage().ifPresent(stage -> weak(stage, cautions));
        columns.clusters()
                .ifPresent(clusters -> cautions.addAll(
                        arms == null
                                ? ClusterCautions.of(clusters, clustered)
                                : ClusterCautions.of(arms, clusters, clustered)));
        return cautions;
    }

    private static void weak(FirstStage stage, List<Caution> cautions) {
        if (!(stage.effective() >= WEAK)) {
            cautions.add(Caution.of(
                    "weak-instrument",
                    String.format(
                            Locale.ROOT,
                            "The effective F of the first stage is %.1f, below %.1f: the estimate may be biased towards that"
                                    + " of least squares and a t interval may miss the effect too often; use"
                                    + " anderson-rubin.",
                            stage.effective(),
                            WEAK)));
        }
    }

    /** The influence of the first term, and of the effect of assignment and the compliance beside it. */
    Influence influence() {
        double[] t = treatment.columns().get(0);
        return index -> {
            List<double[]> z = instruments.columns();
            return switch (index) {
                case 0 -> CoefficientInfluence.of(columns, columns.outcome(), t, z);
                case 1 -> CoefficientInfluence.of(columns, columns.outcome(), z.get(0), z);
                default -> CoefficientInfluence.of(columns, t, z.get(0), z);
            };
        };
    }
}
