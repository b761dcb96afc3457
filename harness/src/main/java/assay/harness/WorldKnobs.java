package assay.harness;

import assay.dgp.Dgp;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Turns the knobs of a world: a world is a record, so that a copy with some components changed is a world too. */
public final class WorldKnobs {

    private WorldKnobs() {}

    /**
     * The same world with some knobs at other values.
     *
     * @param world the world
     * @param changes value by name of the knob, in kebab, snake or camel case
     * @return the changed world
     * @throws IllegalArgumentException if the world is no record or has no such knob, or a value is none of the knob's
     */
    public static Dgp with(Dgp world, Map<String, String> changes) {
        RecordComponent[] components = components(world);
        Map<String, String> left = new TreeMap<>();
        changes.forEach((name, value) -> left.put(plain(component(world, name).getName()), value));
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String text = left.get(plain(components[i].getName()));
            types[i] = components[i].getType();
            values[i] = text == null ? Knobs.value(components[i], world) : parse(world, components[i], text);
        }
        return construct(world, changes, types, values);
    }

    private static Dgp construct(Dgp world, Map<String, String> changes, Class<?>[] types, Object[] values) {
        try {
            Constructor<?> constructor = world.getClass().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return (Dgp) constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException cause) {
                throw new IllegalArgumentException(
                        "The world '" + world.name() + "' cannot have " + changes + ": " + cause.getMessage() + ".",
                        cause);
            }
            throw new IllegalStateException("cannot make " + world.name() + " with " + changes, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make " + world.name() + " with " + changes, e);
        }
    }

    private static RecordComponent[] components(Dgp world) {
        RecordComponent[] components = world.getClass().getRecordComponents();
        if (components == null) {
            throw new IllegalArgumentException("The world '" + world.name() + "' has no knobs that could be turned.");
        }
        return components;
    }

    /** The component of a knob. */
    static RecordComponent component(Dgp world, String knob) {
        RecordComponent[] components = components(world);
        return Arrays.stream(components)
                .filter(c -> plain(c.getName()).equals(plain(knob)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The world '" + world.name() + "' has no knob '" + knob + "'. Its knobs are "
                                + String.join(", ", Knobs.of(world).keySet()) + "."));
    }

    /** The name that the knob has in records: snake case. */
    static String name(Dgp world, String knob) {
        String wanted = plain(component(world, knob).getName());
        return Knobs.of(world).keySet().stream()
                .filter(name -> plain(name).equals(wanted))
                .findFirst()
                .orElse(knob);
    }

    /** Whether a knob counts something. */
    static boolean whole(Dgp world, String knob) {
        Class<?> type = component(world, knob).getType();
        return type == int.class || type == long.class;
    }

    /** Whether a knob is a number. */
    static boolean numeric(Dgp world, String knob) {
        return whole(world, knob) || component(world, knob).getType() == double.class;
    }

    private static Object parse(Dgp world, RecordComponent component, String text) {
        Class<?> type = component.getType();
        try {
            if (type == int.class) {
                return Integer.parseInt(text);
            }
            if (type == long.class) {
                return Long.parseLong(text);
            }
            if (type == double.class) {
                return Double.parseDouble(text);
            }
        } catch (NumberFormatException e) {
            String kind = type == double.class ? "a number" : "a whole number";
            throw new IllegalArgumentException(
                    "The knob '" + component.getName() + "' of '" + world.name() + "' is " + kind + ", not '" + text
                            + "'.",
                    e);
        }
        Object[] constants = type.getEnumConstants();
        if (constants == null) {
            throw new IllegalArgumentException("The knob '" + component.getName() + "' of '" + world.name()
                    + "' is neither a number nor an option and cannot be turned.");
        }
        List<String> names = new ArrayList<>();
        for (Object constant : constants) {
            String name = ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (plain(name).equals(plain(text))) {
                return constant;
            }
            names.add(name);
        }
        throw new IllegalArgumentException("The knob '" + component.getName() + "' of '" + world.name() + "' is one of "
                + names.stream().collect(Collectors.joining(", ")) + ", not '" + text + "'.");
    }

    private static String plain(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }
}
