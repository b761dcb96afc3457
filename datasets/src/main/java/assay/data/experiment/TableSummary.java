package assay.data.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was read, and what was left out.
 *
 * @param rows by table the number of its rows that were read
 * @param leftOut by reason and arm, such as {@code not in the audience, control}, the number of assignments that were left out
 * @param notes what else a reader must know, such as rows of users who were never assigned
 * @param logged assignments of the log
 */
public record TableSummary(Map<String, Long> rows, Map<String, Long> leftOut, List<String> notes, int logged) {

    public TableSummary {
        rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
        leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
        notes = List.copyOf(notes);
    }
}
