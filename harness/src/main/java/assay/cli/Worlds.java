package assay.cli;

import assay.data.Nearest;
import assay.dgp.Dgp;
import assay.dgp.Zoo;
import assay.dgp.campaign.CampaignWorld;
import assay.dgp.campaign.DriftingCampaign;
import assay.dgp.campaign.Measure;
import assay.dgp.campaign.Shift;
import assay.harness.SemiSyntheticWorlds;
import assay.harness.WorldKnobs;
import assay.random.Streams;
import assay.tablesaw.Tables;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;

/** One of each world, as the guide shows it. A draw of it can be analysed under its name. */
final class Worlds {

    /** What tells the name of a world from that of a data set. */
    static final String PREFIX = "world:";

    private static final int SIZE = 1000;

    private Worlds() {}

    /** The worlds, in the order of the guide. */
    static List<Dgp> shown() {
        List<Dgp> worlds = new ArrayList<>(Zoo.worlds());
        worlds.addAll(campaigns());
        worlds.addAll(SemiSyntheticWorlds.all(SIZE));
        return List.copyOf(worlds);
    }

    /** Whole campaigns; a round of them needs more visitors than the other worlds have units. */
    private static List<Dgp> campaigns() {
        return List.of(
                CampaignWorld.standard(4 * SIZE, 0.5, Measure.GAUSSIAN),
                DriftingCampaign.standard(5 * SIZE, 0.5, Shift.LEVEL));
    }

    /** The world of a name with its prefix; empty if there is none. */
    static Optional<Dgp> named(String name) {
        return name.startsWith(PREFIX) ? find(name) : Optional.empty();
    }

    /** The world of a name, with or without the prefix; empty if there is none. */
    static Optional<Dgp> find(String name) {
        String bare = bare(name);
        int colon = bare.indexOf(':');
        if (colon >= 0) {
            return find(bare.substring(0, colon)).map(world -> WorldKnobs.with(world, changes(bare, colon)));
        }
        // Real tables are read only for a world that is not found among the others.
        return Zoo.named(bare)
                .or(() -> campaigns().stream()
                        .filter(world -> world.name().equals(bare))
                        .findFirst())
                .or(() -> SemiSyntheticWorlds.named(bare, SIZE).map(Dgp.class::cast));
    }

    /** The knobs behind the name of a world: {@code iid:size=200,effect=0}. */
    private static Map<String, String> changes(String name, int colon) {
        Map<String, String> changes = new LinkedHashMap<>();
        for (String change : name.substring(colon + 1).split(",", -1)) {
            int equals = change.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("The knobs of a world are given as world:NAME:KNOB=VALUE,KNOB=VALUE,"
                        + " and '" + change + "' in '" + name + "' is no such setting.");
            }
            changes.put(change.substring(0, equals), change.substring(equals + 1));
        }
        return changes;
    }

    /** What a world is called on the command line: the one of the guide, and the knobs in which it differs. */
    static String name(Dgp world) {
        Dgp guide = require(world.name());
        String changes = knobs(world).stream()
                .filter(knob -> !setting(knob, world).equals(setting(knob, guide)))
                .map(knob -> knob.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT) + "="
                        + setting(knob, world))
                .collect(Collectors.joining(","));
        return PREFIX + world.name() + (changes.isEmpty() ? "" : ":" + changes);
    }

    /** The world of a name, with or without the prefix. */
    static Dgp require(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException(unknown(name)));
    }

    /** That there is no world of a name. */
    static String unknown(String name) {
        List<String> names = shown().stream().map(Dgp::name).toList();
        return "There is no world '" + bare(name) + "'." + Nearest.question(bare(name), names) + " The worlds are "
                + String.join(", ", names) + ".";
    }

    /** A draw of the world of a name with its prefix. */
    static Table draw(String name) {
        return Tables.table(require(name).draw(new Streams(1, 0)).observed());
    }

    private static String bare(String name) {
        return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
    }

    /** The knobs of a world. */
    static List<RecordComponent> knobs(Dgp world) {
        RecordComponent[] components = world.getClass().getRecordComponents();
        return components == null ? List.of() : List.of(components);
    }

    /** The setting of a knob in words. */
    static String setting(RecordComponent knob, Dgp world) {
        Object value = value(knob, world);
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString(number.longValue());
        }
        return value instanceof Enum<?> option
                ? option.name().toLowerCase(Locale.ROOT).replace('_', '-')
                : String.valueOf(value);
    }

    /** A world as it is written in Java. */
    static String java(Dgp world) {
        return JavaSource.of(world).orElseThrow();
    }

    private static Object value(RecordComponent component, Object world) {
        try {
            return component.getAccessor().invoke(world);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
