package assay.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The chapters with what each builds on and how long it takes, as one graph and one list. */
final class ReadingPath {

    private static final double COLUMN = 190;
    private static final double ROW = 64;
    private static final double WIDTH = 158;
    private static final double HEIGHT = 48;
    private static final int LINE = 21;

    private record Place(Chapter chapter, int column, int row) {

        double x() {
            return 4 + column * COLUMN;
        }

        double y() {
            return 4 + row * ROW;
        }
    }

    private final Map<Integer, Place> places = new TreeMap<>();
    private int rows;
    private int columns;

    private ReadingPath(List<Chapter> chapters) {
        Map<Integer, Integer> filled = new TreeMap<>();
        for (Chapter chapter : chapters) {
            int column = chapter.needs().stream()
                    .flatMap(need -> place(need).stream())
                    .mapToInt(before -> before.column() + 1)
                    .max()
                    .orElse(0);
            int row = filled.merge(column, 1, Integer::sum) - 1;
            places.put(chapter.number(), new Place(chapter, column, row));
            rows = Math.max(rows, row + 1);
            columns = Math.max(columns, column + 1);
        }
    }

    private Optional<Place> place(int number) {
        return Optional.ofNullable(places.get(number));
    }

    static void write(Html html, List<Chapter> chapters) {
        ReadingPath path = new ReadingPath(chapters);
        if (chapters.stream().anyMatch(chapter -> !chapter.needs().isEmpty())) {
            path.graph(html);
        }
        html.open("ol", "class", "cards path");
        for (Chapter chapter : chapters) {
            html.open("li").link(chapter.page(), chapter.title()).leaf("span", chapter.question());
            String effort = effort(chapter);
            if (!effort.isEmpty()) {
                html.leaf("span", effort, "class", "effort");
            }
            html.close();
        }
        html.close();
    }

    /** Time and prerequisites in words. */
    static String effort(Chapter chapter) {
        if (chapter.minutes() == 0) {
            return "";
        }
        String needs = chapter.needs().isEmpty() ? "needs no other chapter" : "needs " + names(chapter.needs());
        return "about " + chapter.minutes() + " minutes, " + needs;
    }

    private static String names(List<Integer> numbers) {
        List<String> texts = numbers.stream().map(String::valueOf).toList();
        int last = texts.size() - 1;
        return last == 0
                ? "chapter " + texts.get(0)
                : "chapters " + String.join(", ", texts.subList(0, last)) + " and " + texts.get(last);
    }

    private void graph(Html html) {
        html.open("figure", "class", "reading");
        html.open("div", "class", "scroll", "tabindex", "0", "role", "group", "aria-label", "Graph of the chapters");
        double width = columns * COLUMN - COLUMN + WIDTH + 8;
        double height = rows * ROW - ROW + HEIGHT + 8;
        html.open(
                "svg",
                "viewBox",
                "0 0 " + Numbers.coordinate(width) + " " + Numbers.coordinate(height),
                "width",
                Numbers.coordinate(width),
                "height",
                Numbers.coordinate(height),
                "role",
                "group",
                "aria-label",
                "Which chapter builds on which; the list below says the same in words");
        for (Place to : places.values()) {
            needed(to).stream().flatMap(need -> place(need).stream()).forEach(from -> edge(html, from, to));
        }
        places.values().forEach(place -> node(html, place));
        html.close().close();
        html.leaf(
                "figcaption",
                "An arrow leads from a chapter to one that builds on it. Read along the arrows, in any order.");
        html.close();
    }

    /** Needs that no other need already stands on. */
    private List<Integer> needed(Place place) {
        List<Integer> direct = new ArrayList<>(place.chapter().needs());
        direct.removeIf(need -> !places.containsKey(need)
                || place.chapter().needs().stream().anyMatch(other -> !other.equals(need) && reaches(other, need)));
        return direct;
    }

    private boolean reaches(int from, int to) {
        return place(from).stream()
                .flatMap(place -> place.chapter().needs().stream())
                .anyMatch(need -> need == to || reaches(need, to));
    }

    private static void edge(Html html, Place from, Place to) {
        double x = from.x() + WIDTH;
        double y = from.y() + HEIGHT / 2;
        double endX = to.x() - 5;
        double endY = to.y() + HEIGHT / 2;
        double bend = (endX - x) / 2;
        html.empty(
                "path",
                "class",
                "edge",
                "d",
                "M" + Numbers.coordinate(x) + " " + Numbers.coordinate(y) + " C" + Numbers.coordinate(x + bend) + " "
                        + Numbers.coordinate(y)
                        + " " + Numbers.coordinate(endX - bend) + " " + Numbers.coordinate(endY) + " "
                        + Numbers.coordinate(endX) + " "
                        + Numbers.coordinate(endY));
        html.empty(
                "path",
                "class",
                "head",
                "d",
                "M" + Numbers.coordinate(endX + 5) + " " + Numbers.coordinate(endY) + " l-8 -4 v8 z");
    }

    private static void node(Html html, Place place) {
        html.open("a", "href", html.root() + place.chapter().page(), "class", "stop");
        html.empty(
                "rect",
                "x",
                Numbers.coordinate(place.x()),
                "y",
                Numbers.coordinate(place.y()),
                "width",
                Numbers.coordinate(WIDTH),
                "height",
                Numbers.coordinate(HEIGHT),
                "rx",
                "7");
        List<String> lines = lines(place.chapter().title());
        double first = place.y() + (lines.size() == 1 ? HEIGHT / 2 + 4.5 : HEIGHT / 2 - 4);
        for (int i = 0; i < lines.size(); i++) {
            html.leaf(
                    "text",
                    lines.get(i),
                    "x",
                    Numbers.coordinate(place.x() + 9),
                    "y",
                    Numbers.coordinate(first + i * 17));
        }
        html.close();
    }

    /** The title up to its first colon, on at most two lines. */
    private static List<String> lines(String title) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : title.replaceFirst("[:,?].*", "").split(" ", -1)) {
            if (line.length() > 0 && line.length() + word.length() >= LINE) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines.size() <= 2 ? lines : List.of(lines.get(0), lines.get(1) + " …");
    }
}
