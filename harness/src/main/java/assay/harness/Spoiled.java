package assay.harness;

import assay.Column;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Samples as a careless analyst would hand them to a method. */
final class Spoiled {

    private Spoiled() {}

    /** Every row a cluster of its own. */
    static Sample rowsAsClusters(Sample sample) {
        double[] rows = new double[sample.size()];
        Arrays.setAll(rows, i -> i);
        return replaced(sample, Role.CLUSTER, rows);
    }

    /** The share treated as everybody's probability of treatment. */
    static Sample constantPropensity(Sample sample) {
        double[] share = new double[sample.size()];
        Arrays.fill(share, TwoArms.of(sample).treated() / (double) share.length);
        return sample.with(Role.PROPENSITY, new Column.Numeric("share", share));
    }

    /** One more covariate: the outcome (or numerator) itself, measured with as much noise again. */
    static Sample afterTreatment(Sample sample, RandomGenerator random) {
        double[] y = sample.has(Role.OUTCOME) ? sample.outcome() : sample.numeric(Role.NUMERATOR);
        double mean = Arrays.stream(y).average().orElseThrow();
        double sd = Math.sqrt(Arrays.stream(y).map(v -> (v - mean) * (v - mean)).sum() / y.length);
        double[] later = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            later[i] = y[i] + sd * random.nextGaussian();
        }
        List<Column> covariates = new ArrayList<>(sample.columns(Role.COVARIATE));
        covariates.add(new Column.Numeric("later", later));
        return sample.with(Role.COVARIATE, covariates.toArray(new Column[0]));
    }

    /** The treatment replaced by its least-squares fit on the instrument. */
    static Sample firstStage(Sample sample) {
        double[] z = sample.numeric(Role.INSTRUMENT);
        double[] d = sample.numeric(Role.TREATMENT);
        double meanZ = Arrays.stream(z).average().orElseThrow();
        double meanD = Arrays.stream(d).average().orElseThrow();
        double cross = 0;
        double squares = 0;
        for (int i = 0; i < z.length; i++) {
            cross += (z[i] - meanZ) * (d[i] - meanD);
            squares += (z[i] - meanZ) * (z[i] - meanZ);
        }
        double[] fitted = new double[z.length];
        for (int i = 0; i < z.length; i++) {
            fitted[i] = meanD + cross / squares * (z[i] - meanZ);
        }
        return replaced(sample, Role.TREATMENT, fitted);
    }

    private static Sample replaced(Sample sample, Role role, double[] values) {
        return sample.with(role, new Column.Numeric(sample.column(role).name(), values));
    }
}
