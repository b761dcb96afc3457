package assay.registry;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who does something, when and why.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the actor or the reason of an override is blank.
 *
 * @param at when
 * @param actor who
 * @param reason why; empty where none is needed
 * @param overrides by gate, the reason to pass it although it is closed
 */
public record Step(Instant at, String actor, String reason, Map<String, String> overrides) {

    public Step {
        overrides = Map.copyOf(new TreeMap<>(overrides));
        if (actor.isBlank()) {
            throw new IllegalArgumentException("a step needs a name: who does it?");
        }
        overrides.forEach((gate, why) -> {
            if (why.isBlank()) {
                throw new IllegalArgumentException("gate '" + gate + "' is not overridden without a reason");
            }
        });
    }

    /**
     * A step without reason and overrides.
     *
     * @param at when
     * @param actor who
     * @return the step
     */
    public static Step of(Instant at, String actor) {
        return new Step(at, actor, "", Map.of());
    }

    /**
     * The same step with a reason.
     *
     * @param why the reason
     * @return the changed step
     */
    public Step because(String why) {
        return new Step(at, actor, why, overrides);
    }

    /**
     * The same step past a closed gate.
     *
     * @param gate its name
     * @param why the reason
     * @return the changed step
     */
    public Step past(String gate, String why) {
        Map<String, String> more = new TreeMap<>(overrides);
        more.put(gate, why);
        return new Step(at, actor, reason, more);
    }
}
