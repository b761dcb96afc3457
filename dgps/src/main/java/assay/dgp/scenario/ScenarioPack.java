package assay.dgp.scenario;

import assay.decision.Action;
import assay.decision.ExperimentPlan;
import assay.decision.MetricDefinition;
import assay.decision.PlannedMetric;
import assay.decision.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Experiments whose right decision is known. Sizes and effects were chosen by sample-size formulas, so that the documented action
 * follows in at least 95 of 100 draws of a rule that works, and not by looking for draws in which it does.
 */
public enum ScenarioPack {
    /** Nothing happens. */
    AA_NULL("The treatment does nothing, and the study is large enough to say so.", Action.HOLD_INCONCLUSIVE) {
        @Override
        ScenarioWorld make() {
            return base(10_000);
        }
    },
    /** Everything is well. */
    GLOBAL_WIN("The treatment works for everybody and harms nothing.", Action.SHIP_GLOBAL) {
        @Override
        ScenarioWorld make() {
            return winning(10_000);
        }
    },
    /** Harm that is in the data. */
    GUARDRAIL_HARM(
            "The treatment raises conversion and drives away three in a hundred users who would have stayed.",
            Action.STOP_HARM) {
        @Override
        ScenarioWorld make() {
            ScenarioWorld world = winning(10_000);
            return world.with(world.responses().with(Response.UNINSTALL, 0.035));
        }
    },
    /** A win that is a loss. */
    PRIMARY_HARM("The treatment lowers conversion.", Action.STOP_HARM) {
        @Override
        ScenarioWorld make() {
            ScenarioWorld world = base(10_000);
            return world.with(world.responses().with(Response.CONVERSION, -0.04));
        }
    },
    /** A win in one segment. */
    SEGMENT_ONLY_WIN(
            "The treatment works on iOS and does harm elsewhere; on average it does nothing.", Action.SHIP_TARGETED) {
        @Override
        ScenarioWorld make() {
            List<PlannedMetric> metrics = new ArrayList<>();
            for (PlannedMetric planned : plan(10_000).metrics()) {
                MetricDefinition metric = planned.metric();
                // Half of the users are in no segment that ships, so that guardrails inside need wider margins.
                metrics.add(
                        metric.id().equals(Response.UNINSTALL.metric())
                                ? new PlannedMetric(PackPlan.uninstalls(0.022), Purpose.GUARDRAIL)
                                : metric.id().equals(Response.SUPPORT_TICKET.metric())
                                        ? new PlannedMetric(PackPlan.tickets(0.026), Purpose.GUARDRAIL)
                                        : planned);
            }
            ScenarioWorld world = world(PackPlan.of(id(), TITLE, 10_000, PackPlan.two(), metrics), 10_000);
            return world.with(world.responses()
                    .with(Response.CONVERSION, -0.042)
                    .withOverrides(List.of(
                            new Responses.SegmentEffect("platform", "ios", Response.CONVERSION, List.of(0.09)))));
        }
    },
    /** Users are lost from one arm. */
    SRM("One in seven users of the treatment is never logged.", Action.INVESTIGATE_INVALID) {
        @Override
        ScenarioWorld make() {
            return winning(10_000).with(Faults.NONE.withLost(List.of(0.0, 0.15)));
        }
    },
    /** Too few users. */
    LOW_POWER("The treatment works a little, and there are far too few users to see it.", Action.RERUN_UNDERPOWERED) {
        @Override
        ScenarioWorld make() {
            ScenarioWorld world = base(2000);
            return world.with(world.responses().with(Response.CONVERSION, 0.02));
        }
    },
    /** Late but in time. */
    DELAYED_EFFECT(
            "The treatment works from the fifth day on, and the log is read when every user had a week.",
            Action.SHIP_GLOBAL) {
        @Override
        ScenarioWorld make() {
            return late();
        }
    },
    /** Late and read too early. */
    TOO_EARLY("The same, read when a fifth of the users have not had their week.", Action.HOLD_INCONCLUSIVE) {
        @Override
        ScenarioWorld make() {
            return late().readOn(18);
        }
    },
    /** Control sees the treatment. */
    LEAKAGE("One in ten users of control is shown the treatment.", Action.INVESTIGATE_INVALID) {
        @Override
        ScenarioWorld make() {
            return winning(10_000).with(Faults.NONE.withLeakage(0.1));
        }
    },
    /** Bots that nobody knows of. */
    BOTS(
            "The treatment does nothing; one in twenty-five of its users is a program that nobody flagged and that buys.",
            Action.INVESTIGATE_INVALID) {
        @Override
        ScenarioWorld make() {
            return base(10_000).with(Faults.NONE.withBots(new Faults.Bots(0, List.of(0.0, 0.04), 100, 0.9)));
        }
    },
    /** Bots that are known. */
    FLAGGED_BOTS(
            "The treatment works; one in twenty users is a program that is flagged as such and left out.",
            Action.SHIP_GLOBAL) {
        @Override
        ScenarioWorld make() {
            return winning(10_500).with(Faults.NONE.withBots(new Faults.Bots(0.05, List.of(), 100, 0)));
        }
    },
    /** Users who are logged twice. */
    DUPLICATE_USERS(
            "Four users in a hundred are logged twice, one of them with the other arm.", Action.INVESTIGATE_INVALID) {
        @Override
        ScenarioWorld make() {
            return winning(10_000).with(Faults.NONE.withDuplicates(0.03, 0.01));
        }
    },
    /** The assigner changed its mind. */
    REBUCKETING(
            "The salt of the assigner is changed after a week, and a tenth of the users come back.",
            Action.INVESTIGATE_INVALID) {
        @Override
        ScenarioWorld make() {
            return winning(10_000).with(Faults.NONE.withRebucketing(7, 0.1));
        }
    },
    /** Effects before their cause. */
    EXPOSURE_BEFORE_ASSIGNMENT(
            "One exposure in twenty is logged before the assignment that caused it.", Action.INVESTIGATE_INVALID) {
        @Override
        ScenarioWorld make() {
            return winning(10_000).with(Faults.NONE.withEarlyExposure(0.05));
        }
    },
    /** Outcomes that are lost from one arm. */
    MISSING_BY_ARM(
            "Outcomes are missing for one user in a hundred of control and six of the treatment.",
            Action.INVESTIGATE_INVALID) {
        @Override
        ScenarioWorld make() {
            return winning(10_000).with(Faults.NONE.withMissing(List.of(0.01, 0.06)));
        }
    },
    /** An effect that wears off. */
    NOVELTY(
            "The treatment is used a lot on the first day and forgotten within the week: too little is left to matter.",
            Action.ITERATE) {
        @Override
        ScenarioWorld make() {
            ScenarioWorld world = world(PackPlan.of(id(), TITLE, 14_000, PackPlan.two(), PackPlan.minutes()), 14_000);
            Signal minutes = world.responses().of(Response.ENGAGEMENT);
            return world.with(world.responses()
                    .with(Response.ENGAGEMENT, minutes.withEffects(List.of(4.5)).novel(1)));
        }
    },
    /** People of the company. */
    INTERNAL_TRAFFIC(
            "The treatment does nothing; four in a hundred users are staff who look at it and buy, and are left out.",
            Action.HOLD_INCONCLUSIVE) {
        @Override
        ScenarioWorld make() {
            return base(10_500).with(Faults.NONE.withStaff(new Faults.Staff(0.04, 0.8, 0.9)));
        }
    },
    /** More than one treatment. */
    SEVERAL_ARMS("Of three treatments the first works.", Action.SHIP_GLOBAL) {
        @Override
        ScenarioWorld make() {
            ScenarioWorld world =
                    world(PackPlan.of(id(), TITLE, 20_000, PackPlan.four(), PackPlan.conversion()), 20_000);
            return world.with(world.responses().with(Response.CONVERSION, 0.05, 0.0, 0.0));
        }
    };

    private static final String TITLE = "First screen";

    private final String story;
    private final Action action;

    ScenarioPack(String story, Action action) {
        this.story = story;
        this.action = action;
    }

    abstract ScenarioWorld make();

    /** A win that leaves no doubt on seven thousand triggered users. */
    final ScenarioWorld winning(int users) {
        ScenarioWorld world = base(users);
        return world.with(world.responses().with(Response.CONVERSION, 0.045));
    }

    final ScenarioWorld late() {
        ScenarioWorld world = base(10_000);
        return world.with(world.responses()
                .with(
                        Response.CONVERSION,
                        world.responses()
                                .of(Response.CONVERSION)
                                .withEffects(List.of(0.045))
                                .delayed(4)));
    }

    final ScenarioWorld base(int users) {
        return world(plan(users), users);
    }

    final ExperimentPlan plan(int users) {
        return PackPlan.of(id(), TITLE, users, PackPlan.two(), PackPlan.conversion());
    }

    /** A name that says nothing of what happens: who decides learns that last. */
    final String id() {
        return String.format(Locale.ROOT, "first_screen_%02d", List.of(values()).indexOf(this) + 1);
    }

    static ScenarioWorld world(ExperimentPlan plan, int users) {
        ScenarioWorld world = ScenarioWorld.of(plan, users);
        return world.with(
                world.delivery().with(0.7, Collections.nCopies(plan.variants().size(), 0.97)));
    }

    /**
     * The name in files and on the command line.
     *
     * @return kebab case
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * What happens, in a sentence.
     *
     * @return the story
     */
    public String story() {
        return story;
    }

    /**
     * What should be decided.
     *
     * @return the documented action
     */
    public Action action() {
        return action;
    }

    /**
     * The world, at its usual size.
     *
     * @return the world
     */
    public ScenarioWorld world() {
        return make().withRight(List.of(action));
    }

    /**
     * The plan of the experiment.
     *
     * @return the plan
     */
    public ExperimentPlan plan() {
        return make().plan();
    }

    /**
     * The world as cells of certificates know it: short to name, and equal where it is the same.
     *
     * @return the world at its usual size, with its effect
     */
    public PackWorld dgp() {
        return PackWorld.of(this);
    }

    /**
     * The scenario of a name.
     *
     * @param code kebab case
     * @return empty if there is none
     */
    public static Optional<ScenarioPack> named(String code) {
        return Arrays.stream(values()).filter(s -> s.code().equals(code)).findFirst();
    }

    /**
     * The plan of a scenario.
     *
     * @param code its name
     * @return the plan
     * @throws IllegalArgumentException if there is no such scenario
     */
    public static ExperimentPlan plan(String code) {
        return named(code)
                .orElseThrow(() -> new IllegalArgumentException("there is no scenario '" + code + "'; there are "
                        + Arrays.stream(values()).map(ScenarioPack::code).toList()))
                .plan();
    }
}
