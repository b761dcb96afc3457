package assay.decision.brief;

import java.util.List;

/** A part of a section. All text is plain and is escaped where it is written. */
public sealed interface Block {

    /**
     * A paragraph.
     *
     * @param text plain
     */
    record Text(String text) implements Block {}

    /**
     * A list.
     *
     * @param items plain
     */
    record Items(List<String> items) implements Block {
        public Items {
            items = List.copyOf(items);
        }
    }

    /**
     * A table.
     *
     * @param caption what it shows
     * @param head names of columns
     * @param rows as many cells as columns
     */
    record Grid(String caption, List<String> head, List<List<String>> rows) implements Block {
        public Grid {
            head = List.copyOf(head);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /**
     * Effects with intervals and thresholds.
     *
     * @param chart the chart
     */
    record Chart(EffectChart chart) implements Block {}
}
