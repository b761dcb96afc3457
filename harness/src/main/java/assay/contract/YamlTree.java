package assay.contract;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Builds the tree of a document from the events of the parser, with the place of every value. */
final class YamlTree {

    /** Deeper files are no contracts, and would exhaust the stack. */
    private static final int DEEPEST = 24;

    private final Path file;
    private final Iterator<Event> events;

    YamlTree(Path file, Iterator<Event> events) {
        this.file = file;
        this.events = events;
    }

    YamlNode document() {
        events.next();
        Event first = events.next();
        if (first instanceof StreamEndEvent) {
            throw new ContractException(new ContractProblem(
                    file, 0, 0, "", "the file is empty", "Write fields, one a line: name, colon, value."));
        }
        YamlNode root = node(events.next(), "", 0);
        if (root.kind() != YamlNode.Kind.MAP || root.keys().isEmpty()) {
            throw root.problem(
                    "the file holds " + root.shown() + " where fields are needed",
                    "Write fields, one a line: name, colon, value.");
        }
        events.next();
        Event next = events.next();
        if (!(next instanceof StreamEndEvent)) {
            throw at(next, "", "a second document begins here", "Keep one document in a file.");
        }
        return root;
    }

    private YamlNode node(Event event, String path, int depth) {
        if (event instanceof AliasEvent) {
            throw at(event, path, "this is an alias", "Write the value out: contracts have no aliases.");
        }
        refuseTagsAndAnchors((NodeEvent) event, path);
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar, path);
        }
        if (depth == DEEPEST) {
            throw at(event, path, "values are nested more than " + DEEPEST + " deep", "No contract needs that.");
        }
        return event instanceof MappingStartEvent ? map(event, path, depth) : list(event, path, depth);
    }

    private YamlNode list(Event start, String path, int depth) {
        List<YamlNode> items = new ArrayList<>();
        for (Event next = events.next(); !(next instanceof SequenceEndEvent); next = events.next()) {
            items.add(node(next, path + "[" + items.size() + "]", depth + 1));
        }
        return YamlNode.list(place(start, path), items);
    }

    private YamlNode map(Event start, String path, int depth) {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        Map<String, YamlNode.Place> keys = new LinkedHashMap<>();
        for (Event next = events.next(); !(next instanceof MappingEndEvent); next = events.next()) {
            String key = key(next, path);
            String inside = path.isEmpty() ? YamlFile.oneLine(key) : path + "." + YamlFile.oneLine(key);
            YamlNode.Place before = keys.putIfAbsent(key, place(next, inside));
            if (before != null) {
                throw at(
                        next,
                        inside,
                        "this field stands here a second time, first on line " + before.line(),
                        "Keep one of them.");
            }
            entries.put(key, node(events.next(), inside, depth + 1));
        }
        return YamlNode.map(place(start, path), entries, keys);
    }

    private String key(Event event, String path) {
        if (!(event instanceof ScalarEvent scalar)) {
            throw at(event, path, "a field has no plain name", "Write the name of the field, a colon and the value.");
        }
        refuseTagsAndAnchors(scalar, path);
        if (scalar.getValue().equals("<<") && scalar.isPlain()) {
            throw at(event, path, "this merges other fields", "Write the fields out: contracts have no aliases.");
        }
        return scalar.getValue();
    }

    private YamlNode scalar(ScalarEvent scalar, String path) {
        return YamlNode.scalar(
                place(scalar, path),
                scalar.getValue(),
                scalar.getScalarStyle() == ScalarStyle.PLAIN ? YamlNode.Quotes.NONE : YamlNode.Quotes.SOME);
    }

    private void refuseTagsAndAnchors(NodeEvent event, String path) {
        if (event.getAnchor().isPresent()) {
            throw at(event, path, "this is an anchor", "Leave it out: contracts have no aliases.");
        }
        Optional<String> tag =
                event instanceof ScalarEvent scalar ? scalar.getTag() : ((CollectionStartEvent) event).getTag();
        if (tag.isPresent()) {
            throw at(
                    event,
                    path,
                    "this has the tag " + YamlFile.oneLine(tag.get()),
                    "Leave the tag out: what a value is follows from its field.");
        }
    }

    private ContractException at(Event event, String path, String why, String fix) {
        YamlNode.Place place = place(event, path);
        return new ContractException(new ContractProblem(file, place.line(), place.column(), path, why, fix));
    }

    private YamlNode.Place place(Event event, String path) {
        Optional<Mark> mark = event.getStartMark();
        return new YamlNode.Place(
                file,
                mark.map(m -> m.getLine() + 1).orElse(0),
                mark.map(m -> m.getColumn() + 1).orElse(0),
                path);
    }
}
