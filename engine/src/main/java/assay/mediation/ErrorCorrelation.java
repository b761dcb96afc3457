package assay.mediation;

import assay.Arguments;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Problem;
import assay.linear.LeastSquares;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The effect through a mediator as a function of the correlation rho between its error and that of the outcome, which sequential
 * ignorability takes for 0 (Imai, Keele and Yamamoto, Stat. Sci. 25, 2010, theorem 4, doi:10.1214/10-STS321):
 * {@code a (sY / sM) [r - rho sqrt((1 - r^2) / (1 - rho^2))]}, with a the effect of treatment on the mediator and sY, sM, r the
 * standard deviations and the correlation of what treatment, other causes and covariates leave of outcome and mediator. It is 0 at
 * {@code rho = r}.
 *
 * <p>A confounder that explains the share {@code r2M} of what is left of the mediator and {@code r2Y} of what is left of the outcome
 * makes {@code rho^2 = r2M r2Y}. Immutable.
 */
public final class ErrorCorrelation {

    private static final int HALVINGS = 60;

    private final String mediator;
    private final String outcome;
    private final double onMediator;
    private final double[] influenceOnMediator;
    private final double mm;
    private final double my;
    private final double yy;
    private final double[][] influence;
    private final double unexplained;
    private final double unexplainedAtZero;

    private ErrorCorrelation(
            String mediator,
            String outcome,
            double onMediator,
            double[] influenceOnMediator,
            double[] moments,
            double[][] influence,
            double unexplained,
            double unexplainedAtZero) {
        this.mediator = mediator;
        this.outcome = outcome;
        this.onMediator = onMediator;
        this.influenceOnMediator = influenceOnMediator;
        this.mm = moments[0];
        this.my = moments[1];
        this.yy = moments[2];
        this.influence = influence;
        this.unexplained = unexplained;
        this.unexplainedAtZero = unexplainedAtZero;
    }

    static ErrorCorrelation of(PathData data, PathSystem system, String mediator) {
        PathModel model = data.model;
        List<String> moved = model.graph().children(mediator).stream()
                .filter(model.mediators()::contains)
                .toList();
        if (!moved.isEmpty()) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "'" + mediator + "' moves the mediator '" + moved.get(0)
                            + "', so that one correlation does not say how both could be confounded with '"
                            + model.outcome()
                            + "'.",
                    "Ask about the last mediator of the chain, or let the graph hold '" + mediator + "' alone.");
        }
        Set<String> beside = new LinkedHashSet<>(List.of(model.treatment()));
        for (PathModel.Equation equation : model.equations()) {
            if (equation.variable().equals(mediator) || equation.variable().equals(model.outcome())) {
                beside.addAll(equation.parents());
            }
        }
        beside.remove(mediator);
        double[] m = data.of(mediator);
        double[] y = data.of(model.outcome());
        LeastSquares first = fit(data, beside, m);
        LeastSquares second = fit(data, beside, y);
        Set<String> all = new LinkedHashSet<>(beside);
        all.add(mediator);
        double unexplained = (1 - first.rSquared()) * (1 - fit(data, all, y).rSquared());
        double[] e = first.residuals();
        double[] u = second.residuals();
        double[][] squares = {PathSystem.product(e, e), PathSystem.product(e, u), PathSystem.product(u, u)};
        double[] moments = new double[3];
        double[][] influence = new double[3][];
        for (int k = 0; k < 3; k++) {
            double mean = 0;
            for (double v : squares[k]) {
                mean += v;
            }
            mean /= data.size;
            moments[k] = mean;
            for (int i = 0; i < data.size; i++) {
                squares[k][i] = (squares[k][i] - mean) / data.size;
            }
            influence[k] = data.units(squares[k]);
        }
        Polynomial toMediator = Polynomial.sum(model.graph().paths(model.treatment(), mediator).stream()
                .map(system::along)
                .toList());
        return new ErrorCorrelation(
                mediator,
                model.outcome(),
                system.value(toMediator),
                system.influence(toMediator),
                moments,
                influence,
                unexplained,
                (1 - first.rSquared()) * (1 - second.rSquared()));
    }

    private static LeastSquares fit(PathData data, Set<String> beside, double[] response) {
        List<String> names = new ArrayList<>(data.covariates.names());
        List<double[]> columns = new ArrayList<>(List.of(data.covariates.columns()));
        for (String variable : beside) {
            names.add("arrow " + variable);
            columns.add(data.of(variable));
        }
        return LeastSquares.fit(names, columns.toArray(new double[0][]), response);
    }

    /**
     * The mediator.
     *
     * @return its name
     */
    public String mediator() {
        return mediator;
    }

    /**
     * The effect through the mediator at a correlation of the errors.
     *
     * @param rho the correlation, in (-1, 1); 0 is sequential ignorability
     * @return the effect with normal inference by the delta method
     * @throws IllegalArgumentException if rho is not in (-1, 1)
     */
    public Estimate at(double rho) {
        if (!(rho > -1 && rho < 1)) {
            throw new IllegalArgumentException("rho must be in (-1, 1), not " + rho);
        }
        double kappa = rho / Math.sqrt(1 - rho * rho);
        double slope = my / mm;
        double root = Math.sqrt(yy / mm - slope * slope);
        double onOutcome = slope - kappa * root;
        double byMy = 1 / mm + kappa * my / (root * mm * mm);
        double byYy = -kappa / (2 * root * mm);
        double byMm = -my / (mm * mm) + kappa / (2 * root) * (yy / (mm * mm) - 2 * my * my / (mm * mm * mm));
        double squares = 0;
        for (int i = 0; i < influenceOnMediator.length; i++) {
            double move = influenceOnMediator[i] * onOutcome
                    + onMediator * (byMm * influence[0][i] + byMy * influence[1][i] + byYy * influence[2][i]);
            squares += move * move;
        }
        return Estimate.normal(
                Estimand.INDIRECT_EFFECT,
                String.format(Locale.ROOT, "through %s at rho = %s", mediator, trimmed(rho)),
                onMediator * onOutcome,
                Math.sqrt(squares));
    }

    private static String trimmed(double rho) {
        String text = String.format(Locale.ROOT, "%.4f", rho).replaceAll("0+$", "");
        return text.endsWith(".") ? text + "0" : text;
    }

    /**
     * The correlation at which the effect through the mediator would be 0.
     *
     * @return that of what is left of mediator and outcome without each other
     */
    public double rhoAtZero() {
        return my / Math.sqrt(mm * yy);
    }

    /**
     * The share of what is left of the mediator times the share of what is left of the outcome that a confounder would have to
     * explain for the effect to be 0.
     *
     * @return the square of {@link #rhoAtZero()}
     */
    public double residualProduct() {
        return rhoAtZero() * rhoAtZero();
    }

    /**
     * The same product of shares of the whole variances of mediator and outcome. Where the effect is 0, what the mediator tells of
     * the outcome is all error, so that the unexplained share of the outcome is that of the regression without the mediator.
     *
     * @return {@link #residualProduct()} times the unexplained shares of both
     */
    public double totalProduct() {
        return residualProduct() * unexplainedAtZero;
    }

    /**
     * A product of shares of the whole variances at any correlation, of the outcome by its regression with the mediator, as R's
     * medsens has it.
     *
     * @param rho the correlation
     * @return its square times the unexplained shares of mediator and outcome
     */
    public double totalProduct(double rho) {
        return rho * rho * unexplained;
    }

    /**
     * The correlation nearest to 0, towards {@link #rhoAtZero()}, at which the interval holds 0.
     *
     * @param level of the interval
     * @return 0 if it holds 0 already
     */
    public double rhoAtDoubt(double level) {
        Arguments.probability("level", level);
        if (at(0).inference().interval(level).contains(0)) {
            return 0;
        }
        double sure = 0;
        double doubt = rhoAtZero();
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (sure + doubt) / 2;
            if (at(middle).inference().interval(level).contains(0)) {
                doubt = middle;
            } else {
                sure = middle;
            }
        }
        return doubt;
    }

    /**
     * What would have to be true to overturn the effect.
     *
     * @param level of the interval
     * @return one or two sentences
     */
    public String words(double level) {
        double zero = rhoAtZero();
        String both = String.format(Locale.ROOT, "%.3g %%", 100 * Math.abs(zero));
        String first = String.format(
                Locale.ROOT,
                "For the effect through %s to be 0, what is left of %s and of %s would have to be correlated by %.3f: a"
                        + " confounder would have to explain %s of what is left of each (product of shares %.3g), or a product"
                        + " of shares of the whole variances of %.3g.",
                mediator,
                mediator,
                outcome,
                zero,
                both,
                residualProduct(),
                totalProduct());
        double doubt = rhoAtDoubt(level);
        String second = doubt == 0
                ? String.format(Locale.ROOT, " Its %s %% interval holds 0 without any.", trimmed(100 * level))
                : String.format(
                        Locale.ROOT,
                        " Its %s %% interval holds 0 from a correlation of %.3f on.",
                        trimmed(100 * level),
                        doubt);
        return first + second.replace(".0 %", " %");
    }
}
