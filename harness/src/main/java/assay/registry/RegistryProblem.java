package assay.registry;

import java.util.Locale;

/** Why a store cannot be used as asked; each problem has a stable code that the user guide explains. */
public enum RegistryProblem {
    /** Another process has the store open. */
    STORE_LOCKED,
    /** The file is no store, or cannot be read or written. */
    STORE_UNREADABLE,
    /** The store was written by a later version of the program. */
    STORE_NEWER,
    /** A migration that was applied to the store is not the one of this program. */
    MIGRATION_CHANGED,
    /** What is stored is not what the log says was written. */
    STORE_TAMPERED,
    /** The store has no such experiment. */
    UNKNOWN_EXPERIMENT,
    /** The state of the experiment does not allow it. */
    TRANSITION_REFUSED,
    /** A gate is closed and nobody overrode it with a reason. */
    GATE_CLOSED,
    /** The contract is not the one that the experiment was launched with. */
    CONTRACT_CHANGED,
    /** A metric is defined otherwise than the same version of it was before. */
    METRIC_REDEFINED,
    /** The time is before something that has happened. */
    TIME_REVERSED;

    /**
     * The stable code.
     *
     * @return kebab case, such as {@code store-locked}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
