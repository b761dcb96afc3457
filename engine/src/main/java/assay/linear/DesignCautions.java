package assay.linear;

import assay.Caution;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The cautions that a linear design raises, whatever estimator uses it. */
public final class DesignCautions {

    private static final int ROWS_PER_COEFFICIENT = 10;

    private final List<Caution> cautions = new ArrayList<>();

    /** Starts without cautions. */
    public DesignCautions() {}

    /**
     * Notes the columns that were left out.
     *
     * @param names their names, empty if there are none
     * @return this
     */
    public DesignCautions aliased(List<String> names) {
        if (!names.isEmpty()) {
            cautions.add(Caution.of(
                    "aliased-columns",
                    "Left out " + String.join(", ", names)
                            + ": constant, or a linear combination of the columns before."));
        }
        return this;
    }

    /**
     * Notes rows that fit themselves.
     *
     * @param leverages the leverages
     * @param covariance the covariance estimator in use
     * @return this
     */
    public DesignCautions leverages(double[] leverages, Covariance covariance) {
        int isolated = 0;
        int first = -1;
        for (int i = 0; i < leverages.length; i++) {
            if (Covariance.isolated(leverages[i])) {
                isolated++;
                first = first < 0 ? i : first;
            }
        }
        if (isolated > 0) {
            cautions.add(Caution.of(
                    "leverage-one",
                    String.format(
                            Locale.ROOT,
                            "%d row(s), the first being row %d, have leverage 1: each alone determines a coefficient, "
                                    + "so they say nothing about the error variance and %s leaves them out.",
                            isolated,
                            first + 1,
                            covariance.label())));
        }
        return this;
    }

    /**
     * Notes a design with few rows for its coefficients.
     *
     * @param where what the rows are, such as {@code the sample}
     * @param rows the rows
     * @param coefficients the coefficients, the intercept included
     * @return this
     */
    public DesignCautions rows(String where, int rows, int coefficients) {
        if (rows < ROWS_PER_COEFFICIENT * coefficients) {
            cautions.add(Caution.of(
                    "few-rows-per-parameter",
                    String.format(
                            Locale.ROOT,
                            "%s has %d rows for %d coefficients; with fewer than %d each, adjustment can cost more "
                                    + "precision than it gains and robust standard errors run small.",
                            where,
                            rows,
                            coefficients,
                            ROWS_PER_COEFFICIENT)));
        }
        return this;
    }

    /**
     * The cautions so far.
     *
     * @return an immutable list
     */
    public List<Caution> list() {
        return List.copyOf(cautions);
    }
}
