package assay.dgp.scenario;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What is wrong with the log of an experiment, as its generator knows. */
public enum Flaw {
    /** Users are logged in other proportions than planned. */
    SAMPLE_RATIO(Weight.VOID) {
        @Override
        boolean in(ScenarioWorld world) {
            Faults faults = world.faults();
            return Rates.differ(faults.lost()) || !faults.shares().isEmpty() || ramped(world) || forced(world);
        }
    },
    /** Arms deliver their variant with different probabilities. */
    EXPOSURE_RATIO(Weight.CARE) {
        @Override
        boolean in(ScenarioWorld world) {
            return Rates.differ(world.delivery().delivered());
        }
    },
    /** What users did is missing more often in one arm. */
    MISSING_BY_ARM(Weight.VOID) {
        @Override
        boolean in(ScenarioWorld world) {
            return Rates.differ(world.faults().missing());
        }
    },
    /** Events are lost more often in one arm. */
    UNDERLOGGED_BY_ARM(Weight.VOID) {
        @Override
        boolean in(ScenarioWorld world) {
            return Rates.differ(world.faults().underlogged());
        }
    },
    /** Users are logged twice. */
    DUPLICATES(Weight.VOID) {
        @Override
        boolean in(ScenarioWorld world) {
            Faults faults = world.faults();
            return faults.duplicates() > 0 || faults.conflicts() > 0 || faults.rebucketShare() > 0;
        }
    },
    /** Users are logged in two arms. */
    ARM_CHANGES(Weight.VOID) {
        @Override
        boolean in(ScenarioWorld world) {
            return world.faults().conflicts() > 0 || world.faults().rebucketShare() > 0;
        }
    },
    /** Users of one arm are shown another. */
    LEAKAGE(Weight.VOID) {
        @Override
        boolean in(ScenarioWorld world) {
            return world.faults().leakage() > 0;
        }
    },
    /** Exposures are logged before assignment. */
    EXPOSURE_ORDER(Weight.VOID) {
        @Override
        boolean in(ScenarioWorld world) {
            return world.faults().earlyExposure() > 0;
        }
    },
    /** Some users are bots and nobody knows. */
    BOTS(Weight.VOID) {
        @Override
        boolean in(ScenarioWorld world) {
            return Rates.any(world.faults().bots().unflagged());
        }
    },
    /** The effect wears off. */
    NOVELTY(Weight.CARE) {
        @Override
        boolean in(ScenarioWorld world) {
            return world.responses().effective()
                    && world.responses().signals().values().stream().anyMatch(signal -> signal.noveltyDays() > 0);
        }
    },
    /** Users were not watched for as long as the metrics need. */
    IMMATURE(Weight.WAIT) {
        @Override
        boolean in(ScenarioWorld world) {
            int longest = world.plan().primary().maturityDays().orElse(0);
            return world.readDay() < world.plan().assignmentDays() + longest;
        }
    };

    /** What follows of a flaw. */
    public enum Weight {
        /** Arms cannot be compared. */
        VOID,
        /** It is too early. */
        WAIT,
        /** The comparison needs care. */
        CARE
    }

    private final Weight weight;

    Flaw(Weight weight) {
        this.weight = weight;
    }

    abstract boolean in(ScenarioWorld world);

    private static boolean ramped(ScenarioWorld world) {
        return world.ramp().stream().anyMatch(step -> !step.shares().isEmpty());
    }

    /** Staff who choose their arm count unless the plan leaves them out. */
    private static boolean forced(ScenarioWorld world) {
        Faults.Staff staff = world.faults().staff();
        return staff.share() > 0
                && staff.forced() > 0
                && world.plan().exclusions().stream().noneMatch(c -> c.columns().contains(Events.INTERNAL));
    }

    /**
     * What follows of it.
     *
     * @return its weight
     */
    public Weight weight() {
        return weight;
    }

    /**
     * The name in files.
     *
     * @return kebab case
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The flaws of a world.
     *
     * @param world the world
     * @return in the order of the enum
     */
    static Set<Flaw> of(ScenarioWorld world) {
        Set<Flaw> flaws = EnumSet.noneOf(Flaw.class);
        for (Flaw flaw : values()) {
            if (flaw.in(world)) {
                flaws.add(flaw);
            }
        }
        return Collections.unmodifiableSet(flaws);
    }
}
