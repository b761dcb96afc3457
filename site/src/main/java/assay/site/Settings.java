package assay.site;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The settings that certificates were made in: a world and its knobs, whatever the sample size. */
final class Settings {

    private static final String SIZE = "size";

    private final Map<String, Set<String>> varying;
    private final Map<String, Integer> order;
    private final List<Setting> all;
    private final IdentityHashMap<Cell, Setting> known = new IdentityHashMap<>();

    private Settings(Map<String, Set<String>> varying, Map<String, Integer> order, List<Cell> cells) {
        this.varying = varying;
        this.order = order;
        Map<String, Setting> found = new LinkedHashMap<>();
        cells.forEach(cell -> found.putIfAbsent(of(cell).key(), of(cell)));
        this.all = found.values().stream()
                .sorted(Comparator.comparingInt((Setting s) -> order.getOrDefault(s.world(), order.size()))
                        .thenComparing(Setting::world)
                        .thenComparing(Setting::sortKey))
                .toList();
    }

    /**
     * A setting.
     *
     * @param key what tells it apart
     * @param world the world's name
     * @param words the knobs that vary, in words; after the first, those at zero are left out
     * @param sortKey orders settings of one world
     */
    record Setting(String key, String world, List<String> words, String sortKey) {

        String label() {
            return String.join(", ", words);
        }

        /** The first knob that varies: confounding, in a world that has it. */
        String head() {
            return words.isEmpty() ? "as designed" : words.get(0);
        }

        /** The other knobs that vary. */
        String rest() {
            return String.join(", ", words.subList(Math.min(1, words.size()), words.size()));
        }
    }

    /** The settings of some certificates, told apart by the knobs that vary among these. */
    static Settings of(Library library, Collection<Certificate> certificates) {
        return of(library.worlds(), certificates);
    }

    /** The settings of some certificates, in the order of the worlds. */
    static Settings of(List<World> worlds, Collection<Certificate> certificates) {
        List<Cell> cells = certificates.stream()
                .flatMap(certificate -> certificate.cells().stream())
                .toList();
        Map<String, Map<String, Set<String>>> values = new TreeMap<>();
        for (Cell cell : cells) {
            Map<String, Set<String>> world = values.computeIfAbsent(cell.world(), w -> new LinkedHashMap<>());
            cell.knobs()
                    .forEach((knob, value) ->
                            world.computeIfAbsent(knob, k -> new TreeSet<>()).add(value));
        }
        Map<String, Set<String>> varying = new TreeMap<>();
        values.forEach((world, knobs) -> {
            Set<String> names = new TreeSet<>();
            knobs.forEach((knob, seen) -> {
                if (seen.size() > 1 && !knob.equals(SIZE)) {
                    names.add(knob);
                }
            });
            varying.put(world, names);
        });
        Map<String, Integer> order = new LinkedHashMap<>();
        worlds.forEach(world -> order.put(world.name(), order.size()));
        return new Settings(varying, order, cells);
    }

    List<Setting> all() {
        return all;
    }

    /** The setting of a cell, found once for each. */
    synchronized Setting of(Cell cell) {
        Setting setting = known.get(cell);
        if (setting == null) {
            setting = found(cell);
            known.put(cell, setting);
        }
        return setting;
    }

    private Setting found(Cell cell) {
        StringBuilder key = new StringBuilder(cell.world());
        StringBuilder sort = new StringBuilder();
        List<String> words = new ArrayList<>();
        Set<String> names = varying.getOrDefault(cell.world(), Set.of());
        cell.knobs().forEach((knob, value) -> {
            if (!knob.equals(SIZE)) {
                key.append('|').append(knob).append('=').append(value);
            }
            if (names.contains(knob)) {
                if (words.isEmpty() || number(value) != 0) {
                    words.add(word(knob, value));
                }
                sort.append(sortable(value)).append('|');
            }
        });
        return new Setting(key.toString(), cell.world(), List.copyOf(words), sort.toString());
    }

    private static String word(String knob, String value) {
        double number = number(value);
        if (Double.isNaN(number)) {
            return value.toLowerCase(Locale.ROOT).replace('_', ' ');
        }
        String name = Words.of(knob);
        String text = number == Math.rint(number) ? Numbers.count(number) : brief(value);
        return number == 0 ? "no " + name : name + " " + text;
    }

    /** Three digits of what is no short decimal. */
    private static String brief(String value) {
        BigDecimal exact = new BigDecimal(value);
        return exact.precision() > 4 ? exact.round(new MathContext(3)).toPlainString() : value;
    }

    private static String sortable(String value) {
        double number = number(value);
        return Double.isNaN(number) ? value : String.format(Locale.ROOT, "%020.6f", number);
    }

    private static double number(String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    int worldOrder(String world) {
        return order.getOrDefault(world, order.size());
    }
}
