package assay.registry;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What the rules of instrumentation found in a file of events.
 *
 * @param source the file
 * @param events how many events it has
 * @param findings one for each rule, in their order
 */
public record EventReport(String source, long events, List<EventFinding> findings) {

    public EventReport {
        findings = List.copyOf(findings);
    }

    /**
     * The rules that are broken.
     *
     * @return in their order
     */
    public List<EventFinding> failed() {
        return findings.stream()
                .filter(finding -> finding.state() == EventFinding.State.FAIL)
                .toList();
    }

    /**
     * The findings in one line.
     *
     * @return how many rules hold, and which are broken
     */
    public String summary() {
        String broken =
                failed().stream().map(f -> f.name() + " (" + f.count() + ")").collect(Collectors.joining(", "));
        return events + " events of " + source + ": " + (broken.isEmpty() ? "no rule is broken" : "broken: " + broken);
    }
}
