package assay.experiment;

import assay.WeightType;
import assay.linear.LinearSpec;
import assay.linear.RowSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the model: outcomes, an indicator T of each treated arm, the covariates X less their means, and T X where
 * slopes differ between arms.
 */
final class ModelRows implements RowSource {

    private final Plan plan;
    private final Stage stage;
    private final Model.Slopes slopes;
    private final LinearSpec spec;

    ModelRows(Plan plan, Stage stage, Model.Slopes slopes) {
        this.plan = plan;
        this.stage = stage;
        this.slopes = slopes;
        List<String> outcomes = new ArrayList<>(plan.analysis.outcomes());
        List<String> x = plan.covariates.stream().map(Covariate::name).toList();
        List<String> z = terms(plan.assigned);
        if (stage == Stage.STRUCTURAL) {
            this.spec = new LinearSpec(outcomes, x, terms(plan.received), z);
            return;
        }
        if (stage == Stage.REDUCED) {
            for (int arm = 1; arm < plan.received.count(); arm++) {
                outcomes.add(indicator(plan.received, arm));
            }
        }
        // Covariates come first, so that an arm which they determine is left out rather than they.
        List<String> exogenous = new ArrayList<>(x);
        exogenous.addAll(z);
        this.spec = LinearSpec.ols(outcomes, exogenous);
    }

    /** The name of the indicator of an arm. */
    static String indicator(Arms arms, int arm) {
        return arms.column() + "=" + arms.label(arm);
    }

    /** The name of an interaction. */
    static String interaction(Arms arms, int arm, Covariate covariate) {
        return indicator(arms, arm) + ":" + covariate.name();
    }

    /** The indicators of the treated arms, then their interactions arm by arm. */
    private List<String> terms(Arms arms) {
        List<String> terms = new ArrayList<>();
        for (int arm = 1; arm < arms.count(); arm++) {
            terms.add(indicator(arms, arm));
        }
        for (int arm = 1; arm < arms.count() && slopes == Model.Slopes.BY_ARM; arm++) {
            for (Covariate covariate : plan.covariates) {
                terms.add(interaction(arms, arm, covariate));
            }
        }
        return terms;
    }

    @Override
    public LinearSpec spec() {
        return spec;
    }

    @Override
    public int clusters() {
        return plan.clusters;
    }

    @Override
    public Optional<WeightType> weightType() {
        return plan.weighted() ? Optional.of(WeightType.PROBABILITY) : Optional.empty();
    }

    @Override
    public void forEach(Visitor visitor) {
        int size = RowReader.PIECE;
        double[][] columns = new double[spec.columns().size()][size];
        double @Nullable [] weights = plan.weighted() ? new double[size] : null;
        int @Nullable [] clusters = plan.clusters > 0 ? new int[size] : null;
        int[] z = new int[size];
        int[] d = new int[size];
        new RowReader(plan.source, plan.columns, plan.columns.size()).forEach((count, index, raw) -> {
            for (int i = 0; i < count; i++) {
                z[i] = plan.assigned(raw, index[i]);
                d[i] = plan.received(raw, index[i]);
                if (weights != null) {
                    weights[i] = plan.weight(raw, index[i]);
                }
                if (clusters != null) {
                    clusters[i] = plan.cluster(raw, index[i]);
                }
            }
            fill(count, index, raw, z, d, columns);
            visitor.block(count, columns, weights, clusters);
        });
    }

    private void fill(int count, int[] index, double[][] raw, int[] z, int[] d, double[][] out) {
        int at = 0;
        for (int outcome : plan.outcomesAt()) {
            double[] y = raw[outcome];
            double[] to = out[at++];
            for (int i = 0; i < count; i++) {
                to[i] = y[index[i]];
            }
        }
        int treated = plan.assigned.count() - 1;
        int p = plan.covariates.size();
        if (stage == Stage.REDUCED) {
            indicators(count, d, out, at);
            at += treated;
        }
        for (int j = 0; j < p; j++) {
            plan.covariates.get(j).fill(count, index, raw, out[at + j]);
        }
        int next = at + p;
        if (stage == Stage.STRUCTURAL) {
            next = treatment(count, d, out, at, next);
        }
        treatment(count, z, out, at, next);
    }

    /** The indicators and interactions of the treated arms, from a column on; the column after them. */
    private int treatment(int count, int[] arms, double[][] out, int firstX, int next) {
        int treated = plan.assigned.count() - 1;
        indicators(count, arms, out, next);
        if (slopes == Model.Slopes.COMMON) {
            return next + treated;
        }
        interactions(count, arms, out, firstX, next + treated);
        return next + treated * (1 + plan.covariates.size());
    }

    private void indicators(int count, int[] arms, double[][] out, int at) {
        for (int arm = 1; arm < plan.assigned.count(); arm++) {
            double[] to = out[at + arm - 1];
            for (int i = 0; i < count; i++) {
                to[i] = arms[i] == arm ? 1 : 0;
            }
        }
    }

    private void interactions(int count, int[] arms, double[][] out, int firstX, int at) {
        int p = plan.covariates.size();
        for (int arm = 1; arm < plan.assigned.count(); arm++) {
            for (int j = 0; j < p; j++) {
                double[] x = out[firstX + j];
                double[] to = out[at + (arm - 1) * p + j];
                for (int i = 0; i < count; i++) {
                    to[i] = arms[i] == arm ? x[i] : 0;
                }
            }
        }
    }
}
