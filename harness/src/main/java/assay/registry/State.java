package assay.registry;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where an experiment is between an idea and a decision. */
public enum State {
    /** Written down; nobody is assigned. */
    DRAFT,
    /** Units are assigned. */
    RUNNING,
    /** No more units are assigned; nobody has looked. */
    STOPPED,
    /** The effects were read once, by the plan. */
    ANALYSED,
    /** Decided: later records supersede, the state stays. */
    DECIDED;

    /** Whether a move needs a written reason. */
    public enum Move {
        /** The next step of the lifecycle: gates, no reason. */
        FORWARD,
        /** Allowed to who says why. */
        WITH_REASON,
        /** Never. */
        REFUSED
    }

    /**
     * What a move from this state is.
     *
     * @param to the state after it
     * @return {@link Move#FORWARD} along draft, running, stopped, analysed, decided; {@link Move#WITH_REASON} to write a draft anew, to
     *     run on after a stop and to analyse again; else {@link Move#REFUSED}
     */
    public Move to(State to) {
        return switch (this) {
            case DRAFT -> to == RUNNING ? Move.FORWARD : to == DRAFT ? Move.WITH_REASON : Move.REFUSED;
            case RUNNING -> to == STOPPED ? Move.FORWARD : Move.REFUSED;
            case STOPPED -> to == ANALYSED ? Move.FORWARD : to == RUNNING ? Move.WITH_REASON : Move.REFUSED;
            case ANALYSED -> to == DECIDED ? Move.FORWARD : to == ANALYSED ? Move.WITH_REASON : Move.REFUSED;
            case DECIDED -> Move.REFUSED;
        };
    }

    /**
     * The states that can follow.
     *
     * @return in their order
     */
    public List<State> next() {
        return Arrays.stream(values()).filter(s -> to(s) != Move.REFUSED).toList();
    }

    /**
     * Whether the experiment was launched and not decided: its error counts in the portfolio.
     *
     * @return true if it runs, is stopped or is analysed
     */
    public boolean live() {
        return this == RUNNING || this == STOPPED || this == ANALYSED;
    }

    /**
     * The name used in the store and on the command line.
     *
     * @return lower case
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static State of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** A refusal that says what is possible. */
    RegistryException refusal(String experiment, State to) {
        String possible = next().stream().map(State::code).collect(Collectors.joining(" or "));
        return new RegistryException(
                RegistryProblem.TRANSITION_REFUSED,
                "experiment '" + experiment + "' is " + code() + " and cannot become " + to.code() + ": "
                        + (possible.isEmpty()
                                ? "it is decided for good; a later decision is recorded as one that supersedes it."
                                : "from here it can become " + possible + "."));
    }
}
