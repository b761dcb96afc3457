package assay.cli;

import assay.EstimationException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A part of an analysis that the data may not allow, while the rest stands.
 *
 * @param <T> what it is
 * @param value the part, or null
 * @param reason why there is none, empty if there is one
 */
record Attempt<T>(@Nullable T value, String reason) {

    static <T> Attempt<T> of(Supplier<T> part) {
        try {
            return new Attempt<>(part.get(), "");
        } catch (EstimationException e) {
            return new Attempt<>(null, String.valueOf(e.getMessage()));
        }
    }

    /** A part of this part. */
    <S> Attempt<S> then(Function<T, S> part) {
        T present = value;
        return present == null ? new Attempt<>(null, reason) : of(() -> part.apply(present));
    }

    Optional<T> get() {
        return Optional.ofNullable(value);
    }
}
