package assay;

import java.util.ArrayList;
import java.util.List;

/**
 * A total and the parts that it is made of, such as a direct effect and the effects along the paths through mediators.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there is no part, or two terms share a name.
 *
 * @param total the whole
 * @param parts its parts, told apart by term
 * @param glance what the decomposition was made from
 * @param cautions reasons for care, empty when there are none
 */
public record Decomposition(Estimate total, List<Estimate> parts, Glance glance, List<Caution> cautions) {

    public Decomposition {
        parts = List.copyOf(parts);
        cautions = List.copyOf(cautions);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a decomposition has at least one part");
        }
        List<String> names = new ArrayList<>(List.of(total.term()));
        parts.forEach(part -> names.add(part.term()));
        Arguments.distinct("term", names);
    }

    /**
     * All estimates.
     *
     * @return the total, then the parts
     */
    public List<Estimate> terms() {
        List<Estimate> terms = new ArrayList<>(List.of(total));
        terms.addAll(parts);
        return List.copyOf(terms);
    }

    /**
     * By how much the parts miss the total.
     *
     * @return the sum of the parts less the total, 0 up to rounding where the decomposition is an identity
     */
    public double remainder() {
        double sum = -total.value();
        for (Estimate part : parts) {
            sum += part.value();
        }
        return sum;
    }
}
