package assay.site;

import java.util.Optional;

/**
 * What the commands of one study case answered, by step.
 *
 * @param name the case
 * @param steps the answers in JSON
 */
record CaseRuns(String name, Json steps) {

    /**
     * A value of an answer.
     *
     * @param reference the step, a colon, and the way to the value: members and places in lists between dots, or
     *     {@code member=text}, several of them between ampersands, for the first item of a list with these members
     */
    Json at(String reference) {
        int colon = reference.indexOf(':');
        if (colon < 0) {
            throw missing(reference);
        }
        Json at = steps.get(reference.substring(0, colon));
        String path = reference.substring(colon + 1);
        for (String part : path.isEmpty() ? new String[0] : path.split("\\.", -1)) {
            at = child(at, part).orElseThrow(() -> missing(reference));
        }
        return at;
    }

    /** A number of an answer. */
    double number(String reference) {
        double value = at(reference).number();
        if (!Double.isFinite(value)) {
            throw missing(reference);
        }
        return value;
    }

    private static Optional<Json> child(Json at, String part) {
        if (part.indexOf('=') > 0) {
            return at.list().stream().filter(item -> fits(item, part)).findFirst();
        }
        if (!part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return at.list().stream().skip(Long.parseLong(part)).findFirst();
        }
        return Optional.of(at.get(part)).filter(Json::exists);
    }

    private static boolean fits(Json item, String conditions) {
        for (String condition : conditions.split("&", -1)) {
            int equals = condition.indexOf('=');
            String wanted = condition.substring(equals + 1);
            if (!item.text(condition.substring(0, Math.max(0, equals))).equals(wanted)) {
                return false;
            }
        }
        return true;
    }

    private SiteException missing(String reference) {
        return new SiteException("The study case " + name + " asks for {{run:" + reference
                + "}}, which its runs do not have. Correct the reference, or the command of that step.");
    }
}
