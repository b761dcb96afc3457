package assay.dgp.scenario;

import assay.decision.ExperimentLog;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** One thing that is wrong with a log, as strong as one likes, and the checks of trust that must see it. */
public enum LogFlaw {
    /** Units of the treatment are never logged. */
    LOST_UNITS(0.25, "sample-ratio-assignment") {
        @Override
        ScenarioWorld in(ScenarioWorld world, double severity) {
            return world.with(world.faults().withLost(List.of(0.0, severity)));
        }
    },
    /** Units of the treatment are lost on one day. */
    LOST_ON_A_DAY(0.8, "sample-ratio-assignment-by-day") {
        @Override
        ExperimentLog in(ExperimentLog log, double severity, RandomGenerator random) {
            return without(log, severity, random, row -> treated(log, row) && Math.floor(log.assigned()[row]) == 3);
        }
    },
    /** Units of the treatment are lost on one platform. */
    LOST_IN_A_SEGMENT(0.5, "sample-ratio-assignment-by-segment") {
        @Override
        ExperimentLog in(ExperimentLog log, double severity, RandomGenerator random) {
            int web = log.group("platform").levels().indexOf("web");
            return without(
                    log,
                    severity,
                    random,
                    row -> treated(log, row) && log.group("platform").codes()[row] == web);
        }
    },
    /** Triggers of the treatment are not logged. */
    LOST_TRIGGERS(0.9, "sample-ratio-trigger", "sample-ratio-trigger-by-day", "sample-ratio-trigger-by-segment") {
        @Override
        ExperimentLog in(ExperimentLog log, double severity, RandomGenerator random) {
            double[] triggered = log.triggered().clone();
            double[] exposed = log.exposed().clone();
            int[] served = log.served().codes().clone();
            for (int row = 0; row < triggered.length; row++) {
                if (random.nextDouble() < severity && treated(log, row)) {
                    triggered[row] = Double.NaN;
                    exposed[row] = Double.NaN;
                    served[row] = -1;
                }
            }
            return copy(log)
                    .triggered(triggered)
                    .exposed(exposed)
                    .served(served)
                    .build();
        }
    },
    /** Exposures of the treatment are not logged. */
    LOST_EXPOSURES(
            0.9,
            "sample-ratio-exposure",
            "sample-ratio-exposure-by-day",
            "sample-ratio-exposure-by-segment",
            "delivery-by-arm") {
        @Override
        ExperimentLog in(ExperimentLog log, double severity, RandomGenerator random) {
            double[] exposed = log.exposed().clone();
            int[] served = log.served().codes().clone();
            for (int row = 0; row < exposed.length; row++) {
                if (random.nextDouble() < severity && treated(log, row)) {
                    exposed[row] = Double.NaN;
                    served[row] = -1;
                }
            }
            return copy(log).exposed(exposed).served(served).build();
        }
    },
    /** The first week has more of control, the second more of the treatment, and the whole has the planned shares. */
    MOVING_SHARES(0.15, "stable-shares") {
        @Override
        ScenarioWorld in(ScenarioWorld world, double severity) {
            return world.withRamp(List.of(
                    new RampStep(0, 1, List.of(0.5 + severity, 0.5 - severity)),
                    new RampStep(7, 1, List.of(0.5 - severity, 0.5 + severity))));
        }
    },
    /** Users are logged twice. */
    DUPLICATES(0.02, "duplicate-users") {
        @Override
        ScenarioWorld in(ScenarioWorld world, double severity) {
            return world.with(world.faults().withDuplicates(severity, 0));
        }
    },
    /** The assigner changes its salt after a week. */
    CHANGED_ARMS(0.1, "assignment-immutable") {
        @Override
        ScenarioWorld in(ScenarioWorld world, double severity) {
            return world.with(world.faults().withRebucketing(7, severity));
        }
    },
    /** Rows are logged in an arm that was not planned. */
    UNKNOWN_ARM(0.02, "known-arms") {
        @Override
        ExperimentLog in(ExperimentLog log, double severity, RandomGenerator random) {
            List<String> arms =
                    List.of(log.arms().levels().get(0), log.arms().levels().get(1), "holdout");
            int[] codes = log.arms().codes().clone();
            for (int row = 0; row < codes.length; row++) {
                codes[row] = random.nextDouble() < severity ? 2 : codes[row];
            }
            return copy(log).arms(codes, arms).build();
        }
    },
    /** Rows are assigned when assignment was over. */
    LATE_ROWS(0.02, "assignment-window") {
        @Override
        ExperimentLog in(ExperimentLog log, double severity, RandomGenerator random) {
            double[] assigned = log.assigned().clone();
            for (int row = 0; row < assigned.length; row++) {
                assigned[row] += random.nextDouble() < severity ? 20 : 0;
            }
            return copy(log).assigned(assigned).build();
        }
    },
    /** Exposures are logged before the assignment that caused them. */
    EARLY_EXPOSURES(0.05, "exposure-order") {
        @Override
        ScenarioWorld in(ScenarioWorld world, double severity) {
            return world.with(world.faults().withEarlyExposure(severity));
        }
    },
    /** Units of control are shown the treatment. */
    LEAKED(0.1, "served-variant") {
        @Override
        ScenarioWorld in(ScenarioWorld world, double severity) {
            return world.with(world.faults().withLeakage(severity));
        }
    },
    /** Users of the treatment are bots that nobody flagged. */
    UNFLAGGED_BOTS(0.06, "implausible-activity", "implausible-activity-by-arm") {
        @Override
        ScenarioWorld in(ScenarioWorld world, double severity) {
            return world.with(world.faults().withBots(new Faults.Bots(0, List.of(0.0, severity), 100, 0)));
        }
    },
    /** Staff, who are flagged and left out, put themselves into the treatment. */
    FORCED_STAFF(0.06, "exclusions") {
        @Override
        ExperimentLog in(ExperimentLog log, double severity, RandomGenerator random) {
            double[] internal = new double[log.size()];
            for (int row = 0; row < internal.length; row++) {
                internal[row] = random.nextDouble() < severity && treated(log, row) ? 1 : 0;
            }
            return copy(log).history("is_internal", internal).build();
        }
    },
    /** What users did is missing in the treatment. */
    MISSING_VALUES(0.1, "missing-share", "missing-by-arm") {
        @Override
        ScenarioWorld in(ScenarioWorld world, double severity) {
            return world.with(world.faults().withMissing(List.of(0.0, severity)));
        }
    },
    /** Active users are lost from the treatment and others from control, so that only what they were before shows it. */
    CHOSEN_ARMS(0.4, "pre-period-balance", "pre-period-effect") {
        @Override
        ExperimentLog in(ExperimentLog log, double severity, RandomGenerator random) {
            double[] sessions = log.history("historical_sessions_28d");
            double middle = Arrays.stream(sessions).sorted().toArray()[sessions.length / 2];
            return without(log, severity, random, row -> treated(log, row) == (sessions[row] > middle));
        }
    },
    /** The effect wears off. */
    FADING_EFFECT(0.5, "novelty") {
        @Override
        ScenarioWorld in(ScenarioWorld world, double severity) {
            Signal minutes = world.responses().of(Response.ENGAGEMENT);
            return world.with(world.responses()
                    .with(
                            Response.ENGAGEMENT,
                            minutes.withEffects(List.of(40 * severity)).novel(1)));
        }
    },
    /** The log is read when the last users have not had their week. */
    TOO_EARLY(12, "maturity", "minimum-runtime") {
        @Override
        ScenarioWorld in(ScenarioWorld world, double severity) {
            return world.readOn(21 - severity);
        }
    };

    /** Which rows. */
    @FunctionalInterface
    private interface Rows {
        boolean has(int row);
    }

    private final double usual;
    private final String checks;

    LogFlaw(double usual, String... checks) {
        this.usual = usual;
        this.checks = String.join(" ", checks);
    }

    /** The world with this flaw. */
    ScenarioWorld in(ScenarioWorld world, double severity) {
        return world;
    }

    /** The log with this flaw, where it is made afterwards. */
    ExperimentLog in(ExperimentLog log, double severity, RandomGenerator random) {
        return log;
    }

    /**
     * How strong it usually is.
     *
     * @return in its own unit, above 0
     */
    public double usual() {
        return usual;
    }

    /**
     * The checks that must see it.
     *
     * @return names, kebab case
     */
    public List<String> checks() {
        return List.of(checks.split(" ", -1));
    }

    private static boolean treated(ExperimentLog log, int row) {
        return log.arms().codes()[row] == 1;
    }

    private static ExperimentLog without(ExperimentLog log, double share, RandomGenerator random, Rows rows) {
        return log.rows(IntStream.range(0, log.size())
                .filter(row -> !(random.nextDouble() < share && rows.has(row)))
                .toArray());
    }

    private static ExperimentLog.Builder copy(ExperimentLog log) {
        ExperimentLog.Builder builder = ExperimentLog.builder()
                .users(log.users().codes(), log.users().levels())
                .arms(log.arms().codes(), log.arms().levels())
                .assigned(log.assigned())
                .triggered(log.triggered())
                .exposed(log.exposed())
                .served(log.served().codes())
                .observedUntil(log.observedUntil());
        log.outcomes().forEach(builder::outcome);
        log.histories().forEach(builder::history);
        log.groups().forEach((name, column) -> builder.group(name, column.codes(), column.levels()));
        return builder;
    }
}
