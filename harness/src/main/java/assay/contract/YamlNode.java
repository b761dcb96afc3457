package assay.contract;

import assay.Names;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A value of a YAML file that knows where it stands, with getters that say what is wrong with it and what to do. Plain scalars are read
 * by the core schema of YAML 1.2: {@code yes} is text, and so is a date.
 *
 * <p>Getters with a name read the field of that name of a mapping; an absent field and one without a value are the same.
 * Every getter throws {@link ContractException}.
 */
public final class YamlNode {

    /** What a value is. */
    public enum Kind {
        /** Fields with values. */
        MAP("fields"),
        /** Values in a row. */
        LIST("a list"),
        /** Text, quoted or not. */
        TEXT("text"),
        /** An integer or a decimal number, without quotes. */
        NUMBER("a number"),
        /** {@code true} or {@code false}, without quotes. */
        BOOL("true or false"),
        /** Nothing, or {@code null}. */
        NULL("nothing");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** Whether a scalar stands in quotes. */
    enum Quotes {
        NONE,
        SOME
    }

    /** Where a value stands. */
    record Place(Path file, int line, int column, String path) {}

    private static final int LONG_NAME = 100;

    private final Place place;
    private final Kind kind;
    private final String value;
    private final List<YamlNode> items;
    private final Map<String, YamlNode> entries;
    private final Map<String, Place> keys;

    private YamlNode(
            Place place,
            Kind kind,
            String value,
            List<YamlNode> items,
            Map<String, YamlNode> entries,
            Map<String, Place> keys) {
        this.place = place;
        this.kind = kind;
        this.value = value;
        this.items = List.copyOf(items);
        this.entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        this.keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    }

    static YamlNode scalar(Place place, String value, Quotes quotes) {
        return new YamlNode(
                place,
                quotes == Quotes.SOME ? Kind.TEXT : YamlScalar.kind(value),
                value,
                List.of(),
                Map.of(),
                Map.of());
    }

    static YamlNode list(Place place, List<YamlNode> items) {
        return new YamlNode(place, Kind.LIST, "", items, Map.of(), Map.of());
    }

    static YamlNode map(Place place, Map<String, YamlNode> entries, Map<String, Place> keys) {
        return new YamlNode(place, Kind.MAP, "", List.of(), entries, keys);
    }

    /**
     * The file that it stands in.
     *
     * @return as it was named
     */
    public Path file() {
        return place.file();
    }

    /**
     * The line that it begins on.
     *
     * @return from 1
     */
    public int line() {
        return place.line();
    }

    /**
     * The column that it begins at.
     *
     * @return from 1
     */
    public int column() {
        return place.column();
    }

    /**
     * The fields that lead to it.
     *
     * @return such as {@code metrics[2].margin}; empty at the top
     */
    public String path() {
        return place.path();
    }

    /**
     * What it is.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The fields of a mapping.
     *
     * @return their names in the order of the file
     */
    public List<String> keys() {
        return List.copyOf(map().keySet());
    }

    /**
     * Whether a field has a value.
     *
     * @param key its name
     * @return false if it is absent or null
     */
    public boolean has(String key) {
        return find(key).isPresent();
    }

    /**
     * A field.
     *
     * @param key its name
     * @return its value
     * @throws ContractException if it is absent or null
     */
    public YamlNode get(String key) {
        return find(key).orElseThrow(() -> missing(key));
    }

    /**
     * A field that need not be there.
     *
     * @param key its name
     * @return its value; empty if it is absent or null
     * @throws ContractException if this is no mapping
     */
    public Optional<YamlNode> find(String key) {
        return Optional.ofNullable(map().get(key)).filter(node -> node.kind != Kind.NULL);
    }

    /**
     * The fields with their values.
     *
     * @return by name, in the order of the file
     * @throws ContractException if this is no mapping
     */
    public Map<String, YamlNode> map() {
        require(Kind.MAP, "Write fields below it, indented, one a line: name, colon, value.");
        return entries;
    }

    /**
     * The fields of a field.
     *
     * @param key its name
     * @return by name, in the order of the file
     * @throws ContractException if it is absent or no mapping
     */
    public Map<String, YamlNode> map(String key) {
        return get(key).map();
    }

    /**
     * The values of a list.
     *
     * @return in the order of the file
     * @throws ContractException if this is no list
     */
    public List<YamlNode> list() {
        require(Kind.LIST, "Write a list: [a, b], or a line for each that begins with a dash.");
        return items;
    }

    /**
     * The values of a list.
     *
     * @param key its name
     * @return in the order of the file; empty if the field is absent
     * @throws ContractException if it is no list
     */
    public List<YamlNode> list(String key) {
        return find(key).map(YamlNode::list).orElse(List.of());
    }

    /**
     * The texts of a list.
     *
     * @param key its name
     * @return in the order of the file; empty if the field is absent
     * @throws ContractException if it is no list of texts, or one comes twice
     */
    public List<String> texts(String key) {
        return find(key).map(YamlNode::texts).orElse(List.of());
    }

    /**
     * The texts of this list.
     *
     * @return in the order of the file
     * @throws ContractException if this is no list of texts, or one comes twice
     */
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (YamlNode item : list()) {
            if (texts.contains(item.text())) {
                throw item.problem(item.shown() + " stands here twice", "Keep one of them.");
            }
            texts.add(item.text());
        }
        return texts;
    }

    /**
     * Text.
     *
     * @return not blank
     * @throws ContractException if this is no text, or blank
     */
    public String text() {
        require(Kind.TEXT, "Put it in quotes if it is meant as text.");
        if (value.isBlank()) {
            throw problem("the text is empty", "Write it, or leave the field out if it may be absent.");
        }
        return value;
    }

    /**
     * Text of a field.
     *
     * @param key its name
     * @return not blank
     * @throws ContractException if it is absent, no text, or blank
     */
    public String text(String key) {
        return get(key).text();
    }

    /**
     * Text of a field that need not be there.
     *
     * @param key its name
     * @return empty if it is absent
     * @throws ContractException if it is no text, or blank
     */
    public Optional<String> optionalText(String key) {
        return find(key).map(YamlNode::text);
    }

    /**
     * The characters of a scalar, whatever it is.
     *
     * @return as in the file
     * @throws ContractException if this is a mapping, a list or null
     */
    public String scalar() {
        if (kind == Kind.MAP || kind == Kind.LIST || kind == Kind.NULL) {
            throw problem("this is " + kind.words + " where one value is needed", "Write one value.");
        }
        return value;
    }

    /**
     * A number.
     *
     * @return finite
     * @throws ContractException if this is no number, or not finite
     */
    public double number() {
        return YamlScalar.number(this);
    }

    /**
     * A number of a field.
     *
     * @param key its name
     * @return finite
     * @throws ContractException if it is absent, no number, or not finite
     */
    public double number(String key) {
        return get(key).number();
    }

    /**
     * A number of a field that need not be there.
     *
     * @param key its name
     * @return empty if it is absent
     * @throws ContractException if it is no number, or not finite
     */
    public OptionalDouble optionalNumber(String key) {
        return find(key).map(node -> OptionalDouble.of(node.number())).orElse(OptionalDouble.empty());
    }

    /**
     * A number in a range.
     *
     * @param from least
     * @param to greatest
     * @return the number
     * @throws ContractException if this is no number, or beyond the range
     */
    public double number(double from, double to) {
        double number = number();
        if (!(number >= from && number <= to)) {
            throw problem(
                    shown() + " is not from " + brief(from) + " to " + brief(to), "Write a number in this range.");
        }
        return number;
    }

    /**
     * A number strictly between two others.
     *
     * @param above its lower bound
     * @param below its upper bound
     * @return the number
     * @throws ContractException if this is no number, or not between them
     */
    public double between(double above, double below) {
        double number = number();
        if (!(number > above && number < below)) {
            throw problem(
                    shown() + " is not between " + brief(above) + " and " + brief(below),
                    "Write a number between them, neither of the two.");
        }
        return number;
    }

    /**
     * An integer.
     *
     * @return the integer
     * @throws ContractException if this is no integer of 64 bits
     */
    public long longInteger() {
        return YamlScalar.integer(this);
    }

    /**
     * An integer in a range.
     *
     * @param from least
     * @param to greatest
     * @return the integer
     * @throws ContractException if this is no integer, or beyond the range
     */
    public int integer(int from, int to) {
        long integer = longInteger();
        if (integer < from || integer > to) {
            throw problem(
                    shown()
                            + (to == Integer.MAX_VALUE && integer < from
                                    ? " is less than " + from
                                    : " is not from " + from + " to " + to),
                    "Write an integer in this range.");
        }
        return (int) integer;
    }

    /**
     * An integer.
     *
     * @return the integer
     * @throws ContractException if this is no integer of 32 bits
     */
    public int integer() {
        return integer(Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /**
     * An integer of a field.
     *
     * @param key its name
     * @return the integer
     * @throws ContractException if it is absent or no integer of 32 bits
     */
    public int integer(String key) {
        return get(key).integer();
    }

    /**
     * An integer of a field that need not be there.
     *
     * @param key its name
     * @return empty if it is absent
     * @throws ContractException if it is no integer of 32 bits
     */
    public OptionalInt optionalInteger(String key) {
        return find(key).map(node -> OptionalInt.of(node.integer())).orElse(OptionalInt.empty());
    }

    /**
     * True or false.
     *
     * @return the value
     * @throws ContractException if this is neither
     */
    public boolean bool() {
        require(Kind.BOOL, "Write true or false, without quotes.");
        return value.toLowerCase(Locale.ROOT).equals("true");
    }

    /**
     * True or false of a field.
     *
     * @param key its name
     * @return the value
     * @throws ContractException if it is absent or neither
     */
    public boolean bool(String key) {
        return get(key).bool();
    }

    /**
     * True or false of a field that need not be there.
     *
     * @param key its name
     * @return empty if it is absent
     * @throws ContractException if it is neither
     */
    public Optional<Boolean> optionalBool(String key) {
        return find(key).map(YamlNode::bool);
    }

    /**
     * A time in UTC: date, {@code T} or a space, time of day, {@code Z} or an offset of 0.
     *
     * @return the instant
     * @throws ContractException if this is no time, or not in UTC
     */
    public Instant instant() {
        return YamlScalar.instant(this);
    }

    /**
     * A time of a field.
     *
     * @param key its name
     * @return the instant
     * @throws ContractException if it is absent, no time, or not in UTC
     */
    public Instant instant(String key) {
        return get(key).instant();
    }

    /**
     * One of the constants of an enum, written in lower case with underscores.
     *
     * @param type the enum
     * @param <E> the enum
     * @return the constant
     * @throws ContractException if this is no name of a constant
     */
    public <E extends Enum<E>> E choice(Class<E> type) {
        Map<String, E> choices = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            choices.put(constant.name().toLowerCase(Locale.ROOT), constant);
        }
        return choice(choices);
    }

    /**
     * One of the constants of an enum.
     *
     * @param key name of the field
     * @param type the enum
     * @param <E> the enum
     * @return the constant
     * @throws ContractException if it is absent or no name of a constant
     */
    public <E extends Enum<E>> E choice(String key, Class<E> type) {
        return get(key).choice(type);
    }

    /**
     * What one of several names stands for.
     *
     * @param choices by name
     * @param <T> what they stand for
     * @return the value of the name
     * @throws ContractException if this is none of the names
     */
    public <T> T choice(Map<String, T> choices) {
        T chosen = choices.get(scalar());
        if (chosen == null) {
            throw problem(shown() + " is no choice here", nearest(value, "choices", List.copyOf(choices.keySet())));
        }
        return chosen;
    }

    /**
     * Refuses fields that are not known, all at once.
     *
     * @param known names of the fields that there can be
     * @throws ContractException if there is another
     */
    public void onlyKeys(String... known) {
        onlyKeys(Arrays.asList(known));
    }

    /**
     * Refuses fields that are not known, all at once.
     *
     * @param known names of the fields that there can be
     * @throws ContractException if there is another
     */
    public void onlyKeys(List<String> known) {
        List<ContractProblem> unknown = unknown(known);
        if (!unknown.isEmpty()) {
            throw new ContractException(unknown);
        }
    }

    /** The fields that are not known. */
    List<ContractProblem> unknown(List<String> known) {
        List<ContractProblem> unknown = new ArrayList<>();
        for (String key : map().keySet()) {
            Place at = keys.get(key);
            if (!known.contains(key) && at != null) {
                unknown.add(new ContractProblem(
                        at.file(),
                        at.line(),
                        at.column(),
                        at.path(),
                        "there is no such field",
                        nearest(key, "fields", known)));
            }
        }
        return unknown;
    }

    private static String nearest(String name, String what, List<String> names) {
        return name.length() > LONG_NAME
                ? "The " + what + " are " + Names.list(names) + "."
                : Names.help(YamlFile.oneLine(name), what, names);
    }

    /**
     * A mistake at this value.
     *
     * @param why what is wrong, without a full stop
     * @param fix what to do, a sentence
     * @return to be thrown
     */
    public ContractException problem(String why, String fix) {
        return new ContractException(new ContractProblem(file(), line(), column(), path(), why, fix));
    }

    /** A mistake at the name of a field rather than at its value. */
    ContractException problem(String key, String why, String fix) {
        Place at = keys.get(key);
        return at == null
                ? problem(why, fix)
                : new ContractException(new ContractProblem(at.file(), at.line(), at.column(), at.path(), why, fix));
    }

    ContractException missing(String key) {
        String field = path().isEmpty() ? key : path() + "." + key;
        @Nullable Place at = keys.get(key);
        return new ContractException(new ContractProblem(
                file(),
                at == null ? line() : at.line(),
                at == null ? column() : at.column(),
                field,
                at == null ? "this field is missing" : "this field has no value",
                "Write " + key + ": and its value."));
    }

    /** The value as messages show it. */
    String shown() {
        return switch (kind) {
            case MAP, LIST, NULL -> kind.words;
            case TEXT -> "'" + YamlFile.oneLine(value) + "'";
            default -> YamlFile.oneLine(value);
        };
    }

    void require(Kind needed, String fix) {
        if (kind != needed) {
            String found = kind == Kind.MAP || kind == Kind.LIST || kind == Kind.NULL
                    ? kind.words
                    : shown() + (kind == Kind.TEXT ? ", text" : "");
            throw problem(
                    "this is " + found + " where " + needed.words + (needed == Kind.MAP ? " are" : " is") + " needed",
                    fix);
        }
    }

    private static String brief(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
