package assay.harness;

import assay.dgp.Dgp;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The components of a record as text: the knobs of a world, the options of an estimator. */
final class Knobs {

    private static final Set<String> UNNAMED = Set.of("size", "dimensions", "effect", "mean", "sd");

    private Knobs() {}

    /** Components in declared order, names in snake case, values in their shortest form; empty for other classes. */
    static Map<String, String> of(Object object) {
        Map<String, String> knobs = new LinkedHashMap<>();
        RecordComponent[] components = object.getClass().getRecordComponents();
        if (components != null) {
            for (RecordComponent component : components) {
                String name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
                knobs.put(name, text(value(component, object)));
            }
        }
        return knobs;
    }

    static Object value(RecordComponent component, Object object) {
        try {
            return component.getAccessor().invoke(object);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component.getName() + " of " + object, e);
        }
    }

    /** The name of a cell: the world, the knobs that set it apart, and its size. */
    static String cell(Dgp world) {
        StringBuilder id = new StringBuilder(world.name());
        of(world).forEach((name, value) -> {
            String knob = name.replace('_', '-');
            if (UNNAMED.contains(name) || value.equals("0") || (name.equals("treated_share") && value.equals("0.5"))) {
                return;
            }
            id.append('-').append(Character.isLetter(value.charAt(0)) ? value : knob + '-' + brief(value));
        });
        return id.append("-n-").append(world.size()).toString();
    }

    /** Three significant digits of a long fraction: a cell is told apart by less than it takes to draw it again. */
    private static String brief(String value) {
        return value.length() <= 6
                ? value
                : new BigDecimal(value)
                        .round(new MathContext(3))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    private static String text(Object value) {
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString(number.longValue());
        }
        if (value instanceof Enum<?> option) {
            return option.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
        return String.valueOf(value);
    }
}
