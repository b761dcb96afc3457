package assay.harness;

import assay.Arguments;
import assay.Column;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.certificate.Sha256;
import assay.dgp.Dag;
import assay.dgp.Dgp;
import assay.dgp.Draw;
import assay.dgp.GroundTruth;
import assay.dgp.WorldCard;
import assay.linear.CenteredQr;
import assay.random.Streams;
import assay.sensitivity.OmittedVariable;
import assay.sensitivity.OmittedVariableAnalysis;
import assay.sensitivity.Strength;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;

/**
 * A table into which an effect and a confounder of stated strength are planted. Covariates and treatment are those of the rows.
 * With d the part of the treatment that the covariates do not explain, the confounder is {@code U = r d / sd(d) + sqrt(1 - r^2) e},
 * {@code r^2 = R2_D}; the outcome is what the covariates explain of it, plus the effect times the treatment, plus {@code b U}, plus the
 * table's own residuals dealt out again, scaled so that U explains the share {@code R2_Y} of the residual variance that the table has.
 * Drawn are the confounder and the residuals.
 */
final class ConfoundedTable implements TableWorld {

    /** Whether the analyst sees the confounder. */
    enum Sight {
        HIDDEN,
        SHOWN
    }

    private final String name;
    private final Sample sample;
    private final Strength strength;
    private final Sight sight;
    private final double effect;
    private final OmittedVariable regression;
    private final double[] treatment;
    private final double[] base;
    private final double[] rest;
    private final double[] score;

    ConfoundedTable(String name, Sample sample, Strength strength, Sight sight, double effect) {
        this.name = name;
        this.sample = sample;
        this.strength = strength;
        this.sight = sight;
        this.effect = Arguments.finite("effect", effect);
        if (strength.outcome() == 1) {
            throw new IllegalArgumentException("a planted confounder must leave some of the outcome to chance");
        }
        OmittedVariableAnalysis analysis = OmittedVariableAnalysis.of(sample);
        this.regression = analysis.regression();
        this.treatment = TwoArms.of(sample).indicator();
        CenteredQr qr = CenteredQr.of(sample.covariates().columns(), treatment.length);
        double[] d = treatment.clone();
        CenteredQr.center(d);
        qr.residualize(d);
        double squares = 0;
        for (double v : d) {
            squares += v * v;
        }
        // Spread over the degrees of freedom that are left, so that what is planted is as strong in expectation.
        double unit = 1 / FastMath.sqrt(squares / (treatment.length - qr.rank() - 1.0));
        double[] y = sample.outcome().clone();
        double mean = CenteredQr.center(y);
        double[] whole = y.clone();
        qr.residualize(y);
        this.base = new double[y.length];
        this.rest = new double[y.length];
        this.score = new double[y.length];
        double spread = 0;
        for (int i = 0; i < y.length; i++) {
            base[i] = mean + whole[i] - y[i];
            rest[i] = y[i] - regression.value() * d[i];
            score[i] = d[i] * unit;
            spread += rest[i] * rest[i];
        }
        double scale = FastMath.sqrt(spread / regression.degreesOfFreedom()) / FastMath.sqrt(spread / rest.length);
        for (int i = 0; i < rest.length; i++) {
            rest[i] *= scale;
        }
    }

    /** By how much the confounder biases the regression, if it is hidden. */
    double predictedBias() {
        return sight == Sight.HIDDEN ? regression.bias(strength) : 0;
    }

    @Override
    public String content() {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * treatment.length);
        for (double t : treatment) {
            bytes.putDouble(t);
        }
        return TableWorld.digest(sample)
                + HexFormat.of().formatHex(Sha256.of(bytes.array()))
                + strength
                + sight
                + effect;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Draw draw(Streams streams) {
        int n = treatment.length;
        double[] u = new double[n];
        streams.covariates().normals(u);
        double r = FastMath.sqrt(strength.treatment());
        double own = FastMath.sqrt(1 - strength.treatment());
        double[] lots = new double[n];
        streams.noise().uniforms(lots);
        double variance = 0;
        for (double e : rest) {
            variance += e * e / n;
        }
        double slope = FastMath.sqrt(strength.outcome() * variance / (1 - strength.treatment()));
        double left = FastMath.sqrt(1 - strength.outcome());
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            u[i] = r * score[i] + own * u[i];
            y[i] = base[i] + effect * treatment[i] + slope * u[i] + left * rest[(int) (lots[i] * n)];
        }
        Sample observed = sample.with(
                Role.OUTCOME, new Column.Numeric(sample.column(Role.OUTCOME).name(), y));
        if (sight == Sight.SHOWN) {
            Column[] covariates = sample.columns(Role.COVARIATE).toArray(new Column[0]);
            Column[] more = Arrays.copyOf(covariates, covariates.length + 1);
            more[covariates.length] = new Column.Numeric("planted_confounder", u);
            observed = observed.with(Role.COVARIATE, more);
        }
        Map<Estimand, Double> values = Map.of(
                Estimand.ATE, effect,
                Estimand.SATE, effect,
                Estimand.ITT, effect,
                Estimand.ATT, effect,
                Estimand.ATC, effect,
                Estimand.ATO, effect);
        return new Draw(observed, new GroundTruth(values, null));
    }

    @Override
    public Dgp withEffect(double changed) {
        return new ConfoundedTable(name, sample, strength, sight, changed);
    }

    @Override
    public Dgp withSize(int size) {
        Arguments.atLeast("size", size, size());
        return this;
    }

    @Override
    public int size() {
        return treatment.length;
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "A real table with a planted confounder",
                List.of("U = r \\tilde{D} + \\sqrt{1 - r^2} \\varepsilon", "Y = \\hat{g}(X) + \\tau D + b U + \\eta"),
                List.of(),
                Dag.of("X -> D; X -> Y; D -> Y; [U] -> D; [U] -> Y"),
                "The effect that was planted, the same for every row.",
                "The omitted variable of Cinelli and Hazlett (2020), doi:10.1111/rssb.12348.");
    }
}
