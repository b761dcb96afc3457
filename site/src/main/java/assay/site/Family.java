package assay.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a certificate shows of a whole family of worlds. Undefined numbers are NaN. */
record Family(
        String kind,
        String world,
        Map<String, double[]> box,
        String statement,
        Verdict verdict,
        double share,
        double confidence,
        long attackWorlds,
        long attackReplicates,
        int worst,
        List<Member> members) {

    /** One world of the family, and the claim that is nearest to failing there. */
    record Member(
            Map<String, String> knobs,
            Verdict verdict,
            long replicates,
            String claim,
            double estimate,
            double low,
            double high) {

        static Member of(Json json) {
            return new Member(
                    json.textEntries("knobs"),
                    Verdict.of(json.text("verdict")),
                    json.count("replicates"),
                    json.text("claim"),
                    json.number("estimate"),
                    json.number("cs_low"),
                    json.number("cs_high"));
        }
    }

    static Family of(Json json) {
        return new Family(
                json.text("kind"),
                json.text("world"),
                json.get("box").entries().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, e -> e.getValue().numbers(), (a, b) -> a, LinkedHashMap::new)),
                json.text("statement"),
                Verdict.of(json.text("verdict")),
                json.number("share"),
                json.number("confidence"),
                json.count("attack_worlds"),
                json.count("attack_replicates"),
                (int) json.count("worst"),
                json.list("members").stream().map(Member::of).toList());
    }

    /** What kind of family it is, in words. */
    String kindInWords() {
        return switch (kind) {
            case "grid" -> "Grid: every world of it";
            case "sampled" -> "Sampled: worlds drawn from the box";
            case "attack" -> "Attack: the worst world that a search found";
            default -> Words.of(kind);
        };
    }

    /** The knobs that vary, a range each. */
    String boxInWords() {
        List<String> parts = new ArrayList<>();
        box.forEach((knob, range) -> {
            if (range.length == 2) {
                parts.add(Words.of(knob) + " " + Numbers.brief(range[0]) + " to " + Numbers.brief(range[1]));
            } else if (range.length == 1) {
                parts.add(Words.of(knob) + " " + Numbers.brief(range[0]));
            }
        });
        return String.join(", ", parts);
    }

    /** The knobs of a member that are in the box, or all of them when none is. */
    String label(Member member) {
        String inBox = words(member, true);
        return inBox.isEmpty() ? words(member, false) : inBox;
    }

    private String words(Member member, boolean onlyBox) {
        return member.knobs().entrySet().stream()
                .filter(knob -> !onlyBox || box.containsKey(knob.getKey()))
                .map(knob -> Words.of(knob.getKey()) + " " + Words.value(knob.getValue()))
                .collect(Collectors.joining(", "));
    }
}
