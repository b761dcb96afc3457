package assay.dgp.scenario;

import assay.distribution.NormalDraws;
import assay.random.Philox;
import assay.random.Streams;
import org.apache.commons.math3.util.FastMath;

/** Who the users of a draw are, and what was known of them before. Arrays are by user. */
final class Traits {

    /** What a user is. */
    static final byte GENUINE = 0;

    static final byte FLAGGED_BOT = 1;
    static final byte STAFF = 2;
    static final byte UNFLAGGED_BOT = 3;

    private static final double DAYS_BEFORE = 28;

    final int size;
    /** By dimension, in the order of {@link Population#SEGMENTS}. */
    final int[][] segments;

    final double[] tenure;
    final double[] sessions;
    final double[] revenue;
    final double[] converted;
    final double[] retention;
    /** Traits with mean 0 in [-1, 1], of sessions and of the score of retention. */
    final double[] activityRank;

    final double[] loyalty;
    /** Standard normals behind sessions and revenue. */
    final double[] activity;

    final double[] spending;
    final byte[] kind;

    Traits(ScenarioWorld world, Streams streams) {
        size = world.size();
        Population population = world.population();
        Philox random = streams.covariates();
        double[] u = new double[size];
        segments = new int[Population.SEGMENTS.size()][];
        for (int j = 0; j < segments.length; j++) {
            random.uniforms(u);
            segments[j] = population.segment(Population.SEGMENTS.get(j)).codes(u);
        }
        tenure = new double[size];
        random.uniforms(tenure);
        double meanTenure = population.maximumTenure() / 3.0;
        for (int i = 0; i < size; i++) {
            double days = Math.floor(-meanTenure * FastMath.log(tenure[i]));
            tenure[i] = Math.min(days, population.maximumTenure() - 1);
        }
        kind = kinds(world.faults(), streams);
        activity = new double[size];
        random.uniforms(activity);
        activityRank = new double[size];
        sessions = new double[size];
        Population.LogNormal law = population.sessions();
        double botSessions = world.faults().bots().sessionsPerDay() * DAYS_BEFORE;
        double shift = FastMath.log(law.mean()) - law.sigma() * law.sigma() / 2;
        for (int i = 0; i < size; i++) {
            activityRank[i] = 2 * activity[i] - 1;
            activity[i] = NormalDraws.of(activity[i]);
            sessions[i] = kind[i] == FLAGGED_BOT ? botSessions : FastMath.exp(shift + law.sigma() * activity[i]);
        }
        zeros(sessions, law, random, u);
        spending = new double[size];
        random.normals(spending);
        revenue = new double[size];
        law = population.revenue();
        shift = FastMath.log(law.mean()) - law.sigma() * law.sigma() / 2;
        for (int i = 0; i < size; i++) {
            revenue[i] = (float) FastMath.exp(shift + law.sigma() * spending[i]);
        }
        zeros(revenue, law, random, u);
        converted = new double[size];
        random.uniforms(converted);
        for (int i = 0; i < size; i++) {
            sessions[i] = (float) sessions[i];
            converted[i] = converted[i] < population.converted() ? 1 : 0;
        }
        retention = new double[size];
        loyalty = new double[size];
        Population.Beta beta = population.retention();
        double mean = beta.mean();
        double reach = Math.max(mean, 1 - mean);
        Gamma first = new Gamma(beta.alpha());
        Gamma second = new Gamma(beta.beta());
        for (int i = 0; i < size; i++) {
            double x = first.draw(random);
            retention[i] = (float) (x / (x + second.draw(random)));
            loyalty[i] = (retention[i] - mean) / reach;
        }
    }

    private static void zeros(double[] values, Population.LogNormal law, Philox random, double[] u) {
        if (law.zeroRate() > 0) {
            random.uniforms(u);
            for (int i = 0; i < values.length; i++) {
                values[i] = u[i] < law.zeroRate() ? 0 : values[i];
            }
        }
    }

    private byte[] kinds(Faults faults, Streams streams) {
        byte[] kinds = new byte[size];
        double bots = faults.bots().flagged();
        double staff = faults.staff().share();
        if (bots > 0 || staff > 0) {
            Philox random = Stream.KIND.of(streams);
            for (int i = 0; i < size; i++) {
                double u = random.nextDouble();
                kinds[i] = u < bots ? FLAGGED_BOT : u < bots + staff ? STAFF : GENUINE;
            }
        }
        return kinds;
    }

    /** 1 for the users of a kind, 0 for the others. */
    double[] flags(byte wanted) {
        double[] flags = new double[size];
        for (int i = 0; i < size; i++) {
            flags[i] = kind[i] == wanted ? 1 : 0;
        }
        return flags;
    }

    /** The trait of a response, with mean 0 in [-1, 1]. */
    double[] trait(Response response) {
        return response.trait() == Response.Trait.LOYALTY ? loyalty : activityRank;
    }

    /** The standard normal of a response that is an amount. */
    double[] normal(Response response) {
        return response.trait() == Response.Trait.SPENDING ? spending : activity;
    }
}
