package assay.dgp.scenario;

import assay.condition.Condition;
import assay.decision.Variant;
import assay.design.Arm;
import assay.design.HashAssignment;
import assay.random.Philox;
import assay.random.Streams;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** How the users of a draw are assigned and come to see a variant. Arrays are by user; times are whole seconds since the start. */
final class Journey {

    static final int DAY = 86_400;
    static final int NEVER = Integer.MIN_VALUE;

    private static final int HOUR = 3600;
    private static final int QUICKEST = 60;

    final String salt;
    final String[] ids;
    /** The arm by the assigner; negative for those who were not let in. */
    final int[] arm;

    final int[] assigned;
    final int[] triggered;
    final int[] exposed;
    /** The arm that was shown; negative for none. */
    final int[] served;

    final boolean[] logged;
    /** Who is logged, and left out by those who read the log according to plan. */
    final boolean[] excluded;

    /** The arm of a second row and its time; negative where there is none. */
    final int[] secondArm;

    final int[] secondAssigned;
    final byte[] kind;
    /** Uniforms that decide delivery: a user is shown arm k where this is below its probability. */
    final double[] delivery;

    /** The last second that is read, and seconds from midnight to the start. */
    final int read;

    final int offset;
    private final ScenarioWorld world;

    Journey(ScenarioWorld world, Traits traits, Streams streams) {
        this.world = world;
        int size = world.size();
        Philox random = streams.assignment();
        salt = world.plan().id().replace(':', '-') + '.' + Long.toHexString(random.nextLong());
        ids = ids(size);
        kind = traits.kind.clone();
        offset = world.plan()
                .assignmentStart()
                .atOffset(ZoneOffset.UTC)
                .toLocalTime()
                .toSecondOfDay();
        read = (int) Math.rint(world.readDay() * DAY);
        arm = new int[size];
        assigned = new int[size];
        triggered = filled(size, NEVER);
        exposed = filled(size, NEVER);
        served = filled(size, -1);
        logged = new boolean[size];
        secondArm = filled(size, -1);
        secondAssigned = filled(size, NEVER);
        delivery = new double[size];
        assign(random);
        UserConditions users = UserConditions.of(world, traits);
        world.plan().audience().ifPresent(audience -> target(users.hold(audience)));
        Spoiler spoiler = new Spoiler(world, this, streams);
        spoiler.beforeExposure();
        show(random);
        spoiler.afterExposure();
        cut();
        excluded = new boolean[size];
        for (Condition exclusion : world.plan().exclusions()) {
            boolean[] out = users.hold(exclusion);
            for (int i = 0; i < size; i++) {
                excluded[i] |= out[i];
            }
        }
    }

    /** Who is not in the audience is not assigned. */
    private void target(boolean[] audience) {
        for (int i = 0; i < arm.length; i++) {
            if (!audience[i]) {
                arm[i] = -1;
                logged[i] = false;
            }
        }
    }

    private static int[] filled(int size, int value) {
        int[] values = new int[size];
        Arrays.fill(values, value);
        return values;
    }

    private static String[] ids(int size) {
        String[] ids = new String[size];
        int digits = Math.max(6, Integer.toString(Math.max(0, size - 1)).length());
        char[] text = new char[digits + 2];
        text[0] = 'u';
        text[1] = '_';
        for (int i = 0; i < size; i++) {
            int rest = i;
            for (int k = digits + 1; k > 1; k--) {
                text[k] = (char) ('0' + rest % 10);
                rest /= 10;
            }
            ids[i] = new String(text);
        }
        return ids;
    }

    HashAssignment assigner(String name, List<Double> shares) {
        List<Variant> variants = world.variants();
        List<Arm> arms = new ArrayList<>();
        for (int k = 0; k < variants.size(); k++) {
            Variant variant = variants.get(k);
            double share = shares.isEmpty() ? variant.share() : shares.get(k);
            if (share > 0) {
                arms.add(new Arm(variant.name(), share));
            }
        }
        return HashAssignment.of(name, arms);
    }

    /** Numbers of arms of the plan, in the order of the arms that an assigner gives anything to. */
    int[] given(List<Double> shares) {
        int arms = world.variants().size();
        return IntStream.range(0, arms)
                .filter(k -> shares.isEmpty() || shares.get(k) > 0)
                .toArray();
    }

    private void assign(Philox random) {
        random.uniforms(delivery);
        double window = world.plan().assignmentDays() * DAY;
        List<RampStep> ramp = world.ramp();
        int steps = Math.max(1, ramp.size());
        HashAssignment.Placer[] placers = new HashAssignment.Placer[steps];
        int[][] given = new int[steps][];
        for (int s = 0; s < steps; s++) {
            List<Double> planned = ramp.isEmpty() ? List.of() : ramp.get(s).shares();
            List<Double> shares = planned.isEmpty() ? world.faults().shares() : planned;
            placers[s] = assigner(salt, shares).placer();
            given[s] = given(shares);
        }
        for (int i = 0; i < arm.length; i++) {
            int arrival = (int) (delivery[i] * window);
            int step = 0;
            if (!ramp.isEmpty()) {
                step = step(ramp, arrival);
                double needed = placers[0].rampShareOf(ids[i]);
                int come = step;
                while (come < steps && (come < 0 || needed >= ramp.get(come).exposure())) {
                    come++;
                }
                if (come > step) {
                    arrival = come < steps ? (int) (ramp.get(come).day() * DAY) + arrival % DAY : read;
                }
                step = Math.min(come, steps - 1);
            }
            assigned[i] = arrival;
            logged[i] = arrival < Math.min(read, window);
            arm[i] = logged[i] ? given[step][placers[step].armOf(ids[i])] : -1;
        }
    }

    /** The last step that has begun; negative before the first. */
    private static int step(List<RampStep> ramp, int second) {
        int at = -1;
        for (RampStep step : ramp) {
            at += step.day() * DAY <= second ? 1 : 0;
        }
        return at;
    }

    private void show(Philox random) {
        int size = arm.length;
        Delivery plan = world.delivery();
        double[] reach = new double[size];
        double[] wait = new double[size];
        double[] delay = new double[size];
        random.uniforms(reach);
        random.uniforms(wait);
        random.uniforms(delivery);
        random.uniforms(delay);
        double longest = plan.triggerDays() * DAY;
        double[] delivered =
                plan.delivered().stream().mapToDouble(Double::doubleValue).toArray();
        for (int i = 0; i < size; i++) {
            boolean bot = kind[i] == Traits.FLAGGED_BOT || kind[i] == Traits.UNFLAGGED_BOT;
            if (arm[i] >= 0 && (reach[i] < plan.trigger() || bot)) {
                triggered[i] = assigned[i] + 1 + (int) (wait[i] * longest);
                if (delivery[i] < delivered[arm[i]]) {
                    exposed[i] = triggered[i] + QUICKEST + (int) (delay[i] * (HOUR - QUICKEST));
                    served[i] = arm[i];
                }
            }
        }
    }

    /** What was not yet so when the log was read. */
    private void cut() {
        for (int i = 0; i < arm.length; i++) {
            if (exposed[i] >= read) {
                exposed[i] = NEVER;
                served[i] = -1;
            }
            if (triggered[i] >= read) {
                triggered[i] = NEVER;
            }
        }
    }

    /** The day, from midnight, on which the windows of a user begin. */
    int firstDay(int i) {
        int from = triggered[i] == NEVER ? assigned[i] : triggered[i];
        return Math.floorDiv(from + offset, DAY);
    }

    /** How many whole days of a user are read, from the first of its windows on. */
    int seenDays(int i) {
        return Math.max(0, (read + offset) / DAY - firstDay(i));
    }
}
