package assay.cli;

import assay.dgp.Dgp;
import assay.dgp.Zoo;
import assay.random.Streams;
import assay.tablesaw.Tables;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;

/** One of each world, as the guide shows it. A draw of it can be analysed under its name. */
final class Worlds {

    /** What tells the name of a world from that of a data set. */
    static final String PREFIX = "world:";

    private Worlds() {}

    /** The worlds, in the order of the guide. */
    static List<Dgp> shown() {
        return Zoo.worlds();
    }

    /** The world of a name with its prefix; empty if there is none. */
    static Optional<Dgp> named(String name) {
        return shown().stream()
                .filter(world -> name.equals(PREFIX + world.name()))
                .findFirst();
    }

    /** A draw of the world of a name with its prefix. */
    static Table draw(String name) {
        Dgp world = named(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no world '"
                        + name.substring(PREFIX.length()) + "'; there are "
                        + shown().stream().map(Dgp::name).collect(Collectors.joining(", ")) + "."));
        return Tables.table(world.draw(new Streams(1, 0)).observed());
    }

    /** A world as it is written in Java. */
    static String java(Dgp world) {
        return world.getClass().getName()
                + Arrays.stream(world.getClass().getRecordComponents())
                        .map(component -> literal(component, world))
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String literal(RecordComponent component, Dgp world) {
        try {
            Object value = component.getAccessor().invoke(world);
            return value instanceof Enum<?> option
                    ? option.getDeclaringClass().getName() + "." + option.name()
                    : String.valueOf(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
