package assay.decision.brief;

import assay.decision.DecisionRecord;
import java.util.List;

/**
 * A decision on one page: what was asked, what was seen, how sure that is, what could be wrong, what is done. All text is plain; a
 * name in a contract cannot become markup.
 *
 * @param title of the experiment
 * @param headline what is decided
 * @param lead why, in one sentence
 * @param sections the five sections
 * @param footer where it comes from
 */
public record Brief(String title, String headline, String lead, List<Section> sections, String footer) {

    public Brief {
        sections = List.copyOf(sections);
    }

    /**
     * A section.
     *
     * @param title its heading
     * @param blocks its parts
     */
    public record Section(String title, List<Block> blocks) {
        public Section {
            blocks = List.copyOf(blocks);
        }
    }

    /**
     * The brief of a decision.
     *
     * @param decision what was decided, from what
     * @param options what to say beyond it
     * @return the same for the same decision and options
     */
    public static Brief of(DecisionRecord decision, BriefOptions options) {
        String decided = options.decidedAt().map(at -> ", decided " + at).orElse("");
        return new Brief(
                decision.plan().title(),
                ActionText.headline(decision),
                decision.reasons().get(0).message(),
                List.of(
                        new Section("What we asked", AskedSection.of(decision.plan())),
                        new Section("What we saw", SeenSection.of(decision)),
                        new Section("How sure", SureSection.of(decision, options)),
                        new Section("What could be wrong", RiskSection.of(decision)),
                        new Section("What we do", ActionText.section(decision))),
                "Experiment " + decision.plan().id() + ", policy "
                        + decision.plan().policy().id() + " version "
                        + decision.plan().policy().version() + decided + ".");
    }

    /**
     * The brief in Markdown.
     *
     * @return the text of a file
     */
    public String markdown() {
        return BriefMarkdown.of(this);
    }

    /**
     * The brief as a page that needs nothing else.
     *
     * @return the text of a file
     */
    public String html() {
        return BriefHtml.of(this);
    }
}
