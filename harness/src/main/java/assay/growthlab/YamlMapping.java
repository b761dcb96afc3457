package assay.growthlab;

import assay.data.DataException;
import assay.data.DataProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mapping of a contract, read as leniently as that engine reads it: numbers and truth values may be written as text, keys that
 * nobody asked for are refused.
 */
final class YamlMapping {

    private static final Set<String> TRUE = Set.of("true", "yes", "on", "y", "t", "1");
    private static final Set<String> FALSE = Set.of("false", "no", "off", "n", "f", "0");

    private final String file;
    private final String place;
    private final Map<String, Node> values;
    private final Set<String> asked = new TreeSet<>();

    private YamlMapping(String file, String place, MappingNode node) {
        this.file = file;
        this.place = place;
        this.values = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (values.put(key, tuple.getValueNode()) != null) {
                throw problem(tuple.getKeyNode(), key, "stands twice in one mapping; remove one");
            }
        }
    }

    /** The mapping at the top of a file. */
    static YamlMapping read(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new DataException(DataProblem.FILE_MISSING, "There is no contract file " + path + ".");
        }
        LoadSettings settings = LoadSettings.builder().setLabel(path.toString()).build();
        try {
            Node root = new Compose(settings)
                    .composeString(Files.readString(path, StandardCharsets.UTF_8))
                    .orElseThrow(() -> new DataException(
                            DataProblem.FILE_EMPTY, path + " is empty; a contract is a YAML mapping."));
            if (root instanceof MappingNode mapping) {
                return new YamlMapping(path.toString(), "", mapping);
            }
            throw new DataException(
                    DataProblem.FILE_FORMAT, path + " holds no mapping of keys to values at its top level.");
        } catch (YamlEngineException e) {
            String reason = String.valueOf(e.getMessage()).replaceAll("\\s*\\n\\s*", " ");
            throw new DataException(DataProblem.FILE_FORMAT, path + " is not YAML: " + reason, e);
        }
    }

    String file() {
        return file;
    }

    boolean has(String key) {
        asked.add(key);
        Node node = values.get(key);
        return node != null && !isNull(node);
    }

    /** Whether the key is written, if only with an empty value. */
    boolean mentions(String key) {
        asked.add(key);
        return values.containsKey(key);
    }

    /** Keys that are known and mean nothing here. */
    YamlMapping ignore(String... keys) {
        asked.addAll(List.of(keys));
        return this;
    }

    /** The keys that are written, in their order. */
    List<String> keys() {
        return List.copyOf(values.keySet());
    }

    /** Refuses keys that nobody asked for. */
    void requireNothingElse() {
        for (Map.Entry<String, Node> entry : values.entrySet()) {
            if (!asked.contains(entry.getKey())) {
                throw problem(
                        entry.getValue(),
                        entry.getKey(),
                        "is no key of this mapping, which are " + String.join(", ", asked));
            }
        }
    }

    String text(String key) {
        String text = optionalText(key);
        if (text == null || text.isBlank()) {
            throw missing(key, "text that is not empty");
        }
        return text;
    }

    @Nullable
    String optionalText(String key) {
        return has(key) ? scalar(key) : null;
    }

    double number(String key) {
        Double number = optionalNumber(key);
        if (number == null) {
            throw missing(key, "a number");
        }
        return number;
    }

    @Nullable
    Double optionalNumber(String key) {
        if (!has(key)) {
            return null;
        }
        String text = scalar(key).strip().replace("_", "");
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw problem(value(key), key, "must be a number, not \"" + text + "\"");
        }
    }

    @Nullable
    Integer optionalInteger(String key) {
        Double number = optionalNumber(key);
        if (number == null) {
            return null;
        }
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw problem(value(key), key, "must be a whole number, not " + number);
        }
        return number.intValue();
    }

    int integer(String key) {
        Integer number = optionalInteger(key);
        if (number == null) {
            throw missing(key, "a whole number");
        }
        return number;
    }

    boolean flag(String key) {
        Boolean flag = optionalFlag(key);
        if (flag == null) {
            throw missing(key, "true or false");
        }
        return flag;
    }

    @Nullable
    Boolean optionalFlag(String key) {
        if (!has(key)) {
            return null;
        }
        String text = scalar(key).strip().toLowerCase(Locale.ROOT);
        if (TRUE.contains(text) || FALSE.contains(text)) {
            return TRUE.contains(text);
        }
        throw problem(value(key), key, "must be true or false, not \"" + text + "\"");
    }

    <E extends Enum<E>> E option(String key, Class<E> type) {
        E option = optionalOption(key, type);
        if (option == null) {
            throw missing(key, "one of " + names(type));
        }
        return option;
    }

    /** A constant by its exact name; the names of constants are those of the contract in upper case. */
    <E extends Enum<E>> @Nullable E optionalOption(String key, Class<E> type) {
        if (!has(key)) {
            return null;
        }
        String text = scalar(key);
        for (E constant : type.getEnumConstants()) {
            if (name(constant).equals(text)) {
                return constant;
            }
        }
        throw problem(value(key), key, "must be one of " + names(type) + ", not \"" + text + "\"");
    }

    /** The name of a constant in contracts: upper case for actions, lower case for everything else. */
    static String name(Enum<?> constant) {
        return constant instanceof Ruling ? constant.name() : constant.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> List<String> names(Class<E> type) {
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            names.add(name(constant));
        }
        return names;
    }

    List<String> texts(String key) {
        if (!has(key)) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (Node node : items(key)) {
            if (!(node instanceof ScalarNode scalar)
                    || isNull(node)
                    || scalar.getValue().isBlank()) {
                throw problem(node, key, "must be a list of texts that are not empty");
            }
            texts.add(scalar.getValue());
        }
        return texts;
    }

    /** A value, or the values of a list, as SQL literals. */
    List<String> literals(String key) {
        List<String> literals = new ArrayList<>();
        for (Node node : value(key) instanceof SequenceNode ? items(key) : List.of(value(key))) {
            if (!(node instanceof ScalarNode scalar) || isNull(node)) {
                throw problem(node, key, "must hold single values, none of them null");
            }
            boolean number = Tag.INT.equals(node.getTag()) || Tag.FLOAT.equals(node.getTag());
            boolean truth = Tag.BOOL.equals(node.getTag());
            String text = scalar.getValue();
            literals.add(number ? text : truth ? text.toUpperCase(Locale.ROOT) : "'" + text.replace("'", "''") + "'");
        }
        return literals;
    }

    YamlMapping mapping(String key) {
        YamlMapping mapping = optionalMapping(key);
        if (mapping == null) {
            throw missing(key, "a mapping");
        }
        return mapping;
    }

    @Nullable
    YamlMapping optionalMapping(String key) {
        if (!has(key)) {
            return null;
        }
        return child(key, key, value(key));
    }

    List<YamlMapping> mappings(String key) {
        List<YamlMapping> mappings = new ArrayList<>();
        if (has(key)) {
            for (Node node : items(key)) {
                mappings.add(child(key, key + "[" + mappings.size() + "]", node));
            }
        }
        return mappings;
    }

    private YamlMapping child(String key, String name, Node node) {
        if (node instanceof MappingNode mapping) {
            return new YamlMapping(file, place + name + ".", mapping);
        }
        throw problem(node, key, "must be a mapping of keys to values");
    }

    private List<Node> items(String key) {
        if (value(key) instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        throw problem(value(key), key, "must be a list");
    }

    private Node value(String key) {
        Node node = values.get(key);
        if (node == null) {
            throw missing(key, "a value");
        }
        return node;
    }

    private String scalar(String key) {
        if (value(key) instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw problem(value(key), key, "must be one value, not a list or a mapping");
    }

    private static boolean isNull(Node node) {
        return Tag.NULL.equals(node.getTag());
    }

    /** A problem of a whole mapping, or of one of its keys. */
    DataException problem(String key, String reason) {
        Node node = values.get(key);
        return node == null
                ? new DataException(DataProblem.FILE_FORMAT, file + ": " + place + key + " " + reason + ".")
                : problem(node, key, reason);
    }

    private DataException missing(String key, String expected) {
        return problem(key, "must be given: " + expected);
    }

    private DataException problem(Node node, String key, String reason) {
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        return new DataException(DataProblem.FILE_FORMAT, file + ":" + line + ": " + place + key + " " + reason + ".");
    }
}
