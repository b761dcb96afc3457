package assay.cli;

import assay.Estimator;
import assay.cate.CateFit;
import assay.cate.CausalForestLearner;
import assay.cate.DrLearner;
import assay.cate.RLearner;
import assay.cate.SLearner;
import assay.cate.TLearner;
import assay.cate.XLearner;
import assay.forest.ForestOptions;
import java.util.Locale;

/** Learners of effects by unit. */
enum CateLearner {
    /** The only one with pointwise intervals. */
    CAUSAL_FOREST("causal-forest"),
    /** Regression of doubly robust scores. */
    DR("dr-learner"),
    /** Regression of centred outcomes on centred treatments. */
    R("r-learner"),
    /** Imputed effects, weighted by the propensity. */
    X("x-learner"),
    /** One model for each arm. */
    T("t-learner"),
    /** One model with the arm as a feature. */
    S("s-learner");

    private final String method;

    CateLearner(String method) {
        this.method = method;
    }

    /** The name of the method. */
    String method() {
        return method;
    }

    Estimator<CateFit> estimator(int trees, int threads) {
        return switch (this) {
            case CAUSAL_FOREST ->
                CausalForestLearner.of(ForestOptions.standard().withTrees(trees).withThreads(threads));
            case DR -> DrLearner.standard();
            case R -> RLearner.standard();
            case X -> XLearner.standard();
            case T -> TLearner.standard();
            case S -> SLearner.standard();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
