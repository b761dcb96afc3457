package assay.decision;

import java.util.Arrays;
import java.util.List;

/** What can be decided about an experiment. */
public enum Action {
    /** Everybody gets the treatment. */
    SHIP_GLOBAL,
    /** The segments that were named before the start and won get the treatment. */
    SHIP_TARGETED,
    /** The change is promising but not good enough: build a better one and test that. */
    ITERATE,
    /** A study that was large enough found nothing that decides: keep control. */
    HOLD_INCONCLUSIVE,
    /** It is not shown that a guardrail is unharmed: keep control. */
    HOLD_GUARDRAIL_RISK,
    /** Harm is shown: turn the treatment off. */
    STOP_HARM,
    /** The study was too small, or is too young, to answer: run it again or longer. */
    RERUN_UNDERPOWERED,
    /** The data cannot be trusted, or a check that must be made was not: find out why before anything else. */
    INVESTIGATE_INVALID;

    /**
     * The names of all actions.
     *
     * @return in their order
     */
    public static List<String> names() {
        return Arrays.stream(values()).map(Action::name).toList();
    }

    /**
     * Whether units outside the experiment get the treatment.
     *
     * @return true if it ships, to all or to some
     */
    public boolean ships() {
        return this == SHIP_GLOBAL || this == SHIP_TARGETED;
    }
}
