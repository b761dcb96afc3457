package assay;

/** What can be estimated, by the field's standard terms. */
public enum Estimand {
    /** Average treatment effect in the population that the sample was drawn from. */
    ATE("ate", "average treatment effect", "E[Y(1) - Y(0)]"),
    /** Average treatment effect among the units in the sample. */
    SATE("sate", "sample average treatment effect", "mean of Y(1) - Y(0) over the units of the sample"),
    /** Average treatment effect among the treated. */
    ATT("att", "average treatment effect on the treated", "E[Y(1) - Y(0) | D = 1]"),
    /** Average treatment effect among the untreated. */
    ATC("atc", "average treatment effect on the controls", "E[Y(1) - Y(0) | D = 0]"),
    /** Average treatment effect among the units with overlap. */
    ATO("ato", "average treatment effect in the overlap population", "E[e(1 - e)(Y(1) - Y(0))] / E[e(1 - e)]"),
    /** Effect of being assigned, whatever was received. */
    ITT("itt", "intention-to-treat effect", "E[Y(Z = 1) - Y(Z = 0)]"),
    /** Average treatment effect among the compliers. */
    LATE("late", "local average treatment effect", "E[Y(1) - Y(0) | complier]"),
    /** Average treatment effect when every cluster counts the same, whatever its size. */
    CLUSTER_ATE(
            "cluster-ate", "average treatment effect over clusters", "mean over clusters of E[Y(1) - Y(0) | cluster]"),
    /** Average treatment effect in a segment. */
    CATE("cate", "conditional average treatment effect", "E[Y(1) - Y(0) | X in segment]"),
    /** Average treatment effect in a population with other shares of the segments. */
    TARGET_ATE(
            "target-ate",
            "average treatment effect in a target population",
            "sum of p(segment) E[Y(1) - Y(0) | segment]"),
    /** Effect on a ratio of sums. */
    RATIO("ratio", "effect on a ratio metric", "E[N(1)] / E[D(1)] - E[N(0)] / E[D(0)]"),
    /** Effect as a share of the control mean. */
    LIFT("lift", "relative effect", "E[Y(1)] / E[Y(0)] - 1"),
    /** Effect on a quantile of the outcome. */
    QTE("qte", "quantile treatment effect", "Q(Y(1)) - Q(Y(0))"),
    /** Share of units whose treatment follows their assignment. */
    COMPLIANCE("compliance", "share of compliers", "E[D(Z = 1) - D(Z = 0)]"),
    /** Effect of treating everybody rather than nobody, where one unit's treatment may reach another. */
    GLOBAL_ATE(
            "global-ate", "global average treatment effect", "mean of Y(all treated) - Y(none treated) over the units"),
    /** Difference between two exposures that the assignment of all units can give to one. */
    EXPOSURE("exposure", "exposure effect", "mean of Y(exposure a) - Y(exposure b) over the units"),
    /** What the treatment of others does to a unit. */
    SPILLOVER(
            "spillover",
            "spillover effect",
            "mean of Y(own arm, others treated) - Y(own arm, others not) over the units"),
    /** Effect of treatment kept up for m + 1 periods, carryover included. */
    LAG_EFFECT(
            "lag-effect",
            "lag-m average treatment effect",
            "mean over periods t > m of Y_t(1, ..., 1) - Y_t(0, ..., 0) after m + 1 equal periods"),
    /** Effect of treatment in one period among the units that were first treated in another. */
    GROUP_TIME_ATT(
            "group-time-att",
            "group-time average treatment effect on the treated",
            "E[Y_t(g) - Y_t(never) | first treated in g]"),
    /** A coefficient of a linear model. */
    COEFFICIENT("coefficient", "regression coefficient", "best linear predictor coefficient"),
    /** Part of an effect that passes through no mediator. */
    DIRECT_EFFECT("direct", "direct effect", "effect along the path that passes through no mediator"),
    /** Part of an effect that passes through mediators. */
    INDIRECT_EFFECT("indirect", "indirect effect", "effect along a path through one or more mediators"),
    /** Expected outcome when every unit gets the action that a policy chooses for it. */
    POLICY_VALUE("value", "value of a policy", "E[Y(pi(X))]");

    private final String code;
    private final String label;
    private final String definition;

    Estimand(String code, String label, String definition) {
        this.code = code;
        this.label = label;
        this.definition = definition;
    }

    /**
     * The identifier used in tables and files.
     *
     * @return lower case, such as {@code ate}
     */
    public String code() {
        return code;
    }

    /**
     * The name in words.
     *
     * @return such as {@code average treatment effect}
     */
    public String label() {
        return label;
    }

    /**
     * The definition in symbols.
     *
     * @return plain text
     */
    public String definition() {
        return definition;
    }
}
