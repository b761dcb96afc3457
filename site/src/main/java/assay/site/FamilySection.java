package assay.site;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Families of worlds on a certificate: what is guaranteed of a whole box, the members, the worst of them. */
final class FamilySection {

    // The most members that are listed in a table; a figure shows them all.
    private static final int LISTED = 40;

    private FamilySection() {}

    static void write(Html html, Library library, Certificate certificate) {
        if (certificate.families().isEmpty()) {
            return;
        }
        html.leaf("h2", "Families of worlds", "id", "families");
        html.leaf("p", "What was shown of a whole box of worlds, not of one point in it.");
        int number = 1;
        for (Family family : certificate.families()) {
            family(html, library, family, "family-" + number++);
        }
    }

    private static void family(Html html, Library library, Family family, String id) {
        String world = library.worldTitle(family.world());
        html.open("section", "class", "cell", "aria-labelledby", id).open("h3", "id", id);
        html.text(family.kindInWords() + " ").add(family.verdict().chip()).close();
        if (!family.statement().isEmpty()) {
            html.leaf("p", family.statement());
        }
        List<String> facts = new ArrayList<>(List.of("World", world, "Box", family.boxInWords()));
        facts.addAll(List.of(
                "Worlds",
                family.members().isEmpty() ? "" : Numbers.count(family.members().size())));
        if (Double.isFinite(family.share())) {
            facts.addAll(List.of("Share that fails, at most", Numbers.fixed(family.share(), 4)));
            facts.addAll(List.of(
                    "Confidence of that bound",
                    Double.isFinite(family.confidence()) ? Numbers.brief(family.confidence()) : ""));
        }
        if (family.attackWorlds() > 0) {
            facts.addAll(List.of(
                    "Attack budget",
                    Numbers.count(family.attackWorlds()) + " worlds, " + Numbers.count(family.attackReplicates())
                            + " replicates"));
        }
        html.add(Tables.facts(facts));
        members(html, family, id);
        html.close().line();
    }

    private static void members(Html html, Family family, String id) {
        if (family.members().isEmpty()) {
            return;
        }
        Html caption = new Html();
        if (family.worst() >= 0 && family.worst() < family.members().size()) {
            Family.Member worst = family.members().get(family.worst());
            caption.leaf("strong", "Worst: " + family.label(worst) + ".");
            caption.text(" Its claim nearest to failing is " + Words.of(worst.claim()) + ", "
                    + Numbers.fixed(worst.estimate(), 4) + ", confidence sequence "
                    + Numbers.interval(worst.low(), worst.high(), 4) + ". ");
        }
        if (family.members().size() > 1) {
            caption.text("Each world by the claim that is nearest to failing there, with its confidence sequence.");
        }
        if (family.members().size() > LISTED) {
            caption.text(" The numbers list the " + LISTED + " with the lowest rates; the raw certificate has all.");
        }
        if (family.members().size() < 2) {
            html.open("p").add(caption).close();
            return;
        }
        html.add(Figure.of(FamilyFigure.draw(id + "-members", family), caption, table(family)));
    }

    private static Html table(Family family) {
        List<List<Html>> rows = new ArrayList<>();
        List<Integer> lowest = IntStream.range(0, family.members().size())
                .boxed()
                .sorted(Comparator.comparingDouble(
                                (Integer i) -> family.members().get(i).estimate())
                        .thenComparing(i -> i))
                .limit(LISTED)
                .toList();
        for (int i : lowest) {
            Family.Member member = family.members().get(i);
            Html name = new Html().text(family.label(member));
            if (i == family.worst()) {
                name.text(" ").leaf("strong", "(worst)");
            }
            rows.add(List.of(
                    name,
                    member.verdict().chip(),
                    Tables.text(Words.of(member.claim())),
                    Tables.text(Numbers.fixed(member.estimate(), 4)),
                    Tables.text(Numbers.interval(member.low(), member.high(), 4)),
                    Tables.text(Numbers.count(member.replicates()))));
        }
        return Tables.of(
                "Worlds of the family",
                List.of("World", "Verdict", "Nearest to failing", "Rate", "Confidence sequence", "Replicates"),
                rows,
                "sortable compact");
    }
}
