package assay.geo;

import java.util.Locale;

/** What is done about the distance that a synthetic control leaves before the campaign. */
public enum Augmentation {
    /** Nothing: weights are on the simplex. */
    NONE,
    /** A ridge regression of what is left, the penalty being that of least error of prediction. */
    RIDGE_MIN,
    /**
     * A ridge regression of what is left, the penalty being the largest whose error of prediction is within one standard error of the
     * least: the usual choice of the reference implementation.
     */
    RIDGE_ONE_SE;

    /**
     * The name in options.
     *
     * @return kebab case, such as {@code ridge-one-se}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
