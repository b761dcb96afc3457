package assay.dgp.scenario;

import assay.decision.MetricDefinition;
import assay.distribution.NormalDraws;
import assay.random.Philox;
import assay.random.Streams;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.math3.util.FastMath;

/** What the users of a draw do: totals over the windows of responses. Arrays are by user; NaN is missing. */
final class Outcomes {

    /** Amounts are whole multiples of this, so that sums of days are exact in single precision too. */
    static final double GRAIN = 1.0 / 128;

    private static final double LARGEST = 1 << 17;
    private static final double DAYS_BEFORE = 28;
    static final int SHORT = 7;
    static final int LONG = 30;

    private final ScenarioWorld world;
    private final Traits traits;
    private final Journey journey;
    private final Streams streams;
    private final Philox noise;
    private final int[] seen;
    private final Map<Response, double[]> totals = new EnumMap<>(Response.class);
    private final Map<Response, double[]> firstHalves = new EnumMap<>(Response.class);
    private final Map<Response, byte[]> eventDays = new EnumMap<>(Response.class);
    private final Set<Response> timed = EnumSet.noneOf(Response.class);
    private final SampleTruth truth;
    private final boolean cut;
    final double[] sessionsShort;
    final double[] sessionsLong;

    Outcomes(ScenarioWorld world, Traits traits, Journey journey, Streams streams, Set<Response> timed) {
        this.world = world;
        this.traits = traits;
        this.journey = journey;
        this.streams = streams;
        this.noise = streams.noise();
        this.timed.addAll(timed);
        int size = world.size();
        seen = new int[size];
        boolean early = false;
        for (int i = 0; i < size; i++) {
            seen[i] = journey.arm[i] < 0 ? 0 : Math.min(LONG, journey.seenDays(i));
            early |= seen[i] < LONG && journey.arm[i] >= 0;
        }
        cut = early;
        world.plan().metrics().stream()
                .filter(planned -> planned.metric().source() == MetricDefinition.Source.USER_DAYS)
                .forEach(planned -> Response.ofDaily(planned.metric().column()).ifPresent(this.timed::add));
        world.halved().ifPresent(this.timed::add);
        truth = new SampleTruth(world, journey);
        double[] u = new double[size];
        for (Response response : Response.values()) {
            noise.uniforms(u);
            if (response.law() == Response.Law.EVENT) {
                event(response, u);
            } else {
                amount(response, u);
            }
        }
        sessionsShort = new double[size];
        sessionsLong = new double[size];
        sessions(u);
        hide();
    }

    private void event(Response response, double[] u) {
        int size = u.length;
        Signal signal = world.responses().of(response);
        Timing timing = new Timing(response, signal);
        Effects effects = new Effects(world, traits, response);
        double[] trait = traits.trait(response);
        boolean early = cut && response.days() > 0;
        boolean days = early || timed.contains(response);
        double[] moments = new double[days ? size : 0];
        byte[] day = new byte[days ? size : 0];
        if (days) {
            Stream.TIMING.of(streams, response).uniforms(moments);
            eventDays.put(response, day);
        }
        double lasting = timing.lasting();
        double botRate = botRate(response);
        double staffRate =
                response == Response.CONVERSION ? world.faults().staff().converted() : Double.NaN;
        boolean weighed = truth.weighs(response);
        double[] total = new double[size];
        for (int i = 0; i < size; i++) {
            if (journey.arm[i] < 0) {
                continue;
            }
            byte kind = journey.kind[i];
            double scale = 1 + signal.history() * trait[i];
            double usual = signal.rate() * scale;
            int shown = journey.served[i];
            double now = usual;
            if (kind == Traits.GENUINE) {
                if (shown > 0) {
                    now += effects.of(i, shown) * lasting * scale;
                }
                if (weighed) {
                    truth.event(response, i, u[i], usual, lasting * scale, effects);
                }
            } else {
                double other = kind == Traits.STAFF ? staffRate : botRate;
                now = Double.isNaN(other) ? usual : other;
                usual = now;
            }
            boolean happened = u[i] < now;
            if (days && happened) {
                int at = u[i] < usual ? timing.usualDay(moments[i]) : timing.causedDay(moments[i]);
                day[i] = (byte) at;
                happened = at < seen[i];
            }
            total[i] = happened ? 1 : 0;
        }
        totals.put(response, total);
    }

    private double botRate(Response response) {
        return switch (response) {
            case CONVERSION -> world.faults().bots().converted();
            case CLICK, RETENTION_7D, RETENTION_30D -> 1;
            default -> 0;
        };
    }

    private void amount(Response response, double[] u) {
        int size = u.length;
        Signal signal = world.responses().of(response);
        Timing timing = new Timing(response, signal);
        Effects effects = new Effects(world, traits, response);
        double[] normal = traits.normal(response);
        double[] other = new double[size];
        noise.uniforms(other);
        double sigma = Math.sqrt(signal.logVariance());
        double shift = FastMath.log(signal.mean() / signal.rate()) - sigma * sigma / 2;
        double weight = Math.sqrt(1 - signal.history() * signal.history());
        double lasting = timing.lasting();
        boolean halves = timed.contains(response);
        int half = response.days() / 2;
        double[] first = new double[halves ? size : 0];
        double[] outlier = outliers(response);
        boolean weighed = truth.weighs(response);
        double[] total = new double[size];
        for (int i = 0; i < size; i++) {
            byte kind = journey.kind[i];
            boolean bot = kind == Traits.FLAGGED_BOT || kind == Traits.UNFLAGGED_BOT;
            if (journey.arm[i] < 0 || bot || u[i] >= signal.rate()) {
                continue;
            }
            double z = signal.history() * normal[i] + weight * NormalDraws.of(other[i]);
            double usual = FastMath.exp(shift + sigma * z);
            usual *= outlier.length == 0 ? 1 : outlier[i];
            int shown = journey.served[i];
            double caused = 0;
            if (kind == Traits.GENUINE) {
                caused = shown > 0 ? usual * effects.of(i, shown) * lasting / signal.mean() : 0;
                if (weighed) {
                    truth.amount(response, i, usual * lasting / signal.mean(), effects);
                }
            }
            int days = Math.min(seen[i], response.days());
            total[i] = grain(usual * timing.usualBy(days) + caused * timing.causedBy(days));
            if (halves) {
                int early = Math.min(days, half);
                first[i] = Math.min(total[i], grain(usual * timing.usualBy(early) + caused * timing.causedBy(early)));
            }
        }
        totals.put(response, total);
        if (halves) {
            firstHalves.put(response, first);
        }
    }

    private static double grain(double amount) {
        return Math.min(LARGEST, Math.rint(amount / GRAIN) * GRAIN);
    }

    private double[] outliers(Response response) {
        Faults.Outliers law = world.faults().outliers();
        if (response != Response.REVENUE || law.rate() == 0) {
            return new double[0];
        }
        double[] factors = new double[world.size()];
        Stream.OUTLIERS.of(streams).uniforms(factors);
        for (int i = 0; i < factors.length; i++) {
            factors[i] = factors[i] < law.rate() ? law.multiplier() : 1;
        }
        return factors;
    }

    private void sessions(double[] u) {
        double[] more = new double[u.length];
        noise.uniforms(u);
        noise.uniforms(more);
        double bots = world.faults().bots().sessionsPerDay();
        for (int i = 0; i < u.length; i++) {
            if (journey.arm[i] >= 0) {
                double daily = journey.kind[i] == Traits.UNFLAGGED_BOT ? bots : traits.sessions[i] / DAYS_BEFORE;
                int few = Math.min(SHORT, seen[i]);
                sessionsShort[i] = Poisson.quantile(daily * few, u[i]);
                sessionsLong[i] = sessionsShort[i] + Poisson.quantile(daily * (seen[i] - few), more[i]);
            }
        }
    }

    /** What is not in the log although it happened. */
    private void hide() {
        Faults faults = world.faults();
        if (Rates.any(faults.underlogged())) {
            Philox random = Stream.UNDERLOGGING.of(streams);
            for (int i = 0; i < journey.arm.length; i++) {
                double u = random.nextDouble();
                if (journey.arm[i] >= 0 && u < faults.underlogged().get(journey.arm[i])) {
                    for (Response response : Response.values()) {
                        if (response != Response.ENGAGEMENT) {
                            set(response, i, 0);
                        }
                    }
                }
            }
        }
        if (Rates.any(faults.missing())) {
            Philox random = Stream.MISSING.of(streams);
            for (int i = 0; i < journey.arm.length; i++) {
                double u = random.nextDouble();
                if (journey.arm[i] >= 0 && u < faults.missing().get(journey.arm[i])) {
                    for (Response response : Response.values()) {
                        set(response, i, Double.NaN);
                    }
                    sessionsShort[i] = Double.NaN;
                    sessionsLong[i] = Double.NaN;
                }
            }
        }
    }

    private void set(Response response, int i, double value) {
        total(response)[i] = value;
        double[] first = firstHalves.get(response);
        if (first != null) {
            first[i] = value;
        }
    }

    /** The total of a response over its window, as far as it was read. */
    double[] total(Response response) {
        return Objects.requireNonNull(totals.get(response));
    }

    /** The part of a total that falls into the first half of the days of the window. */
    double[] firstHalf(Response response) {
        double[] first = firstHalves.get(response);
        if (first != null) {
            return first;
        }
        byte[] days = Objects.requireNonNull(eventDays.get(response));
        double[] total = total(response);
        int half = response.days() / 2;
        double[] early = new double[total.length];
        for (int i = 0; i < early.length; i++) {
            early[i] = days[i] < half ? total[i] : 0 * total[i];
        }
        return early;
    }

    /** The day of an event within its window, where it happened. */
    byte[] days(Response response) {
        return Objects.requireNonNull(eventDays.get(response));
    }

    /** Days that were read of a user, at most thirty. */
    int[] seen() {
        return seen;
    }

    SampleTruth truth() {
        return truth;
    }

    /** Impressions in the short window: two a session and one a click, at least one. */
    double[] impressions() {
        double[] clicks = total(Response.CLICK);
        double[] impressions = new double[clicks.length];
        Arrays.setAll(impressions, i -> Math.max(1, 2 * sessionsShort[i] + clicks[i]));
        return impressions;
    }
}
