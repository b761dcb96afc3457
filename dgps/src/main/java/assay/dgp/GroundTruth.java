package assay.dgp;

import assay.Estimand;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The truth of one draw. Sample estimands differ from draw to draw, population estimands do not.
 *
 * @param estimands true values by estimand
 * @param unitsOrNull unit-level truth, or null where the world has none
 */
public record GroundTruth(
        Map<Estimand, Double> estimands, @Nullable UnitTruth unitsOrNull) {

    public GroundTruth {
        estimands = Map.copyOf(new EnumMap<>(estimands));
    }

    /**
     * The true value of an estimand.
     *
     * @param estimand the estimand
     * @return its value in this draw
     * @throws IllegalArgumentException if this world does not define it
     */
    public double value(Estimand estimand) {
        Double value = estimands.get(estimand);
        if (value == null) {
            throw new IllegalArgumentException("this world does not define the " + estimand.label());
        }
        return value;
    }

    /**
     * Unit-level truth.
     *
     * @return empty where the world has none
     */
    public Optional<UnitTruth> units() {
        return Optional.ofNullable(unitsOrNull);
    }
}
