package assay.site;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the variables of a graph are drawn: causes to the left of effects. An arrow that passes over layers gets a place of
 * its own in each of them, so that it runs through no variable, and places are ordered so that few arrows cross.
 */
final class DagLayout {

    private static final int SWEEPS = 6;

    /** A place in a layer: a variable, or a point that an arrow passes through. */
    private static final class Place {
        private final int layer;
        private final List<Place> before = new ArrayList<>();
        private final List<Place> after = new ArrayList<>();
        private double rank;

        Place(int layer, double rank) {
            this.layer = layer;
            this.rank = rank;
        }

        private double middle(List<Place> neighbours) {
            return neighbours.stream()
                    .mapToDouble(place -> place.rank)
                    .average()
                    .orElse(rank);
        }
    }

    private final Map<String, Place> variables = new LinkedHashMap<>();
    private final Map<World.Graph.Arrow, List<Place>> ways = new LinkedHashMap<>();
    private final Map<Integer, List<Place>> layers = new TreeMap<>();

    DagLayout(World.Graph graph) {
        for (World.Graph.Variable variable : graph.variables()) {
            variables.put(variable.name(), place(variable.layer()));
        }
        for (World.Graph.Arrow arrow : graph.arrows()) {
            Place from = variables.get(arrow.from());
            Place to = variables.get(arrow.to());
            if (from == null || to == null) {
                throw new SiteException("The arrow " + arrow.from() + " -> " + arrow.to() + " leads to no variable.");
            }
            List<Place> way = new ArrayList<>(List.of(from));
            for (int layer = from.layer + 1; layer < to.layer; layer++) {
                way.add(place(layer));
            }
            way.add(to);
            for (int i = 1; i < way.size(); i++) {
                way.get(i - 1).after.add(way.get(i));
                way.get(i).before.add(way.get(i - 1));
            }
            ways.put(arrow, way);
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean forward = sweep % 2 == 0;
            layers.values().forEach(layer -> order(layer, forward));
        }
    }

    private Place place(int layer) {
        List<Place> places = layers.computeIfAbsent(layer, l -> new ArrayList<>());
        Place place = new Place(layer, places.size());
        places.add(place);
        return place;
    }

    private static void order(List<Place> layer, boolean forward) {
        Map<Place, Double> middles = new HashMap<>();
        layer.forEach(place -> middles.put(place, place.middle(forward ? place.before : place.after)));
        layer.sort(Comparator.comparing(place -> middles.getOrDefault(place, 0.0)));
        for (int i = 0; i < layer.size(); i++) {
            layer.get(i).rank = i - (layer.size() - 1) / 2.0;
        }
    }

    /** How many places the largest layer has. */
    int tallest() {
        return layers.values().stream().mapToInt(List::size).max().orElse(0);
    }

    /** How many layers there are. */
    int width() {
        return layers.keySet().stream().mapToInt(layer -> layer + 1).max().orElse(0);
    }

    /** The place of a variable in its layer, 0 for the middle. */
    double rank(String variable) {
        Place place = variables.get(variable);
        return place == null ? 0 : place.rank;
    }

    /** The places that an arrow passes through in the layers from its cause to its effect. */
    List<Double> way(World.Graph.Arrow arrow) {
        return ways.getOrDefault(arrow, List.of()).stream()
                .map(place -> place.rank)
                .toList();
    }
}
