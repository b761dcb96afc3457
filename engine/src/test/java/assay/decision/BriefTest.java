package assay.decision;

import static assay.decision.Readings.NEW;
import static assay.decision.Readings.trusted;
import static assay.decision.Readings.win;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import assay.decision.brief.Brief;
import assay.decision.brief.BriefOptions;
import assay.decision.brief.Credential;
import assay.experiment.Better;
import assay.trust.TrustFinding.Consequence;
import assay.trust.TrustFinding.State;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The page that people read. */
class BriefTest {

    private static final BriefOptions OPTIONS = new BriefOptions(
            List.of(new Credential("difference-in-means", "CERTIFIED", "inside its certified region")),
            List.of("experiment-decision: right in 97 of 100."),
            OptionalDouble.of(0.01),
            Optional.of("2026-03-01T12:00:00Z"));

    /** 120 and 160 of 1,000: p .009946 and the unpooled interval, by the two-proportion test of other software. */
    private static Readings counts() {
        return trusted()
                .primary(NEW, 0.04, 0.015491933384829668, 0.009946136752047696, 1000, 0.0434)
                .guardrail(NEW, 0, 0.002);
    }

    @Test
    void itSpeaksInCounts() {
        DecisionRecord decision = counts().decide();
        String text = Brief.of(decision, OPTIONS).markdown();
        assertThat(text)
                .contains("160 of 1,000 with new against 120 of 1,000 with control")
                .contains("(16 % against 12 %): 40 more in every 1,000, better.")
                .contains("+0.9636 to +7.036 percentage points")
                .contains("in about 1 of 100 experiments like this one (p 0.009946). That is strong evidence")
                .contains("difference-in-means: CERTIFIED (inside its certified region)")
                .contains("experiment-decision: right in 97 of 100.")
                .contains("decided 2026-03-01T12:00:00Z")
                .contains("Owner: growth.");
    }

    @Test
    void itHasFiveSectionsAndOnePicture() {
        Brief brief = Brief.of(win().decide(), OPTIONS);
        assertThat(brief.sections())
                .extracting(Brief.Section::title)
                .containsExactly("What we asked", "What we saw", "How sure", "What could be wrong", "What we do");
        assertThat(brief.html()).containsOnlyOnce("<svg").contains("role=\"img\"", "<desc", "prefers-color-scheme");
        assertThat(brief.html()).isEqualTo(Brief.of(win().decide(), OPTIONS).html());
    }

    @Test
    void namesOfOthersAreNoMarkup() {
        MetricDefinition odd = Readings.metric("<img src=x onerror=alert(1)>|`*", Better.LARGER, Optional.empty());
        Brief brief = Brief.of(
                trusted()
                        .primaryIs(odd)
                        .primary(NEW, 0.02, 0.005)
                        .guardrail(NEW, 0, 0.002)
                        .decide(),
                OPTIONS);
        assertThat(brief.html()).doesNotContain("<img").contains("&lt;img src=x onerror=alert(1)&gt;");
        assertThat(brief.markdown()).doesNotContain("<img").contains("&lt;img").contains("\\|\\`\\*");
    }

    @Test
    void whatCannotBeTrustedShowsNoEffect() {
        DecisionRecord decision =
                win().finding("duplicate-users", State.FAIL, Consequence.INVALIDATES).decide();
        Brief brief = Brief.of(decision, OPTIONS);
        assertThat(brief.headline()).isEqualTo("Read no effect: the data cannot be trusted");
        assertThat(brief.html()).doesNotContain("<svg");
        assertThat(brief.markdown()).contains("No effect is shown").doesNotContain("more in every 1,000");
    }

    @Test
    void everyActionHasAHeadlineAndANextStep() {
        List<Readings> all = List.of(
                win(),
                trusted().primary(NEW, 0.001, 0.005).guardrail(NEW, 0, 0.002).segment("platform=ios", 0.03, 0.001, 0.03, 0),
                trusted().primary(NEW, 0.006, 0.002).guardrail(NEW, 0, 0.002),
                trusted().primary(NEW, 0.001, 0.002).guardrail(NEW, 0, 0.002),
                win().finding("maturity", State.FAIL, Consequence.DELAYS),
                trusted().primary(NEW, 0.02, 0.005),
                trusted().primary(NEW, -0.02, 0.005).guardrail(NEW, 0, 0.002),
                trusted().primary(NEW, 0.001, 0.02).guardrail(NEW, 0, 0.002),
                Readings.none());
        assertThat(all.stream().map(r -> r.decide().action()).distinct()).hasSize(Action.values().length);
        for (Readings readings : all) {
            Brief brief = Brief.of(readings.decide(), BriefOptions.none());
            assertThat(brief.headline()).isNotBlank();
            assertThat(brief.markdown()).contains("Action: ").doesNotContain("NaN", "Optional", "null");
            assertThat(brief.html()).doesNotContain("NaN", "Optional", "null");
        }
    }

    /** By hand: shrinkage 0.01^2 / (0.01^2 + 0.005^2) = 0.8, mean 0.016, sd sqrt(0.8) * 0.005. */
    @Test
    void thePosteriorShrinks() {
        MetricReading reading = win().reading().readings().get(0);
        Posterior posterior = Posterior.of(reading, 0.01);
        assertThat(posterior.mean()).isCloseTo(0.016, within(1e-15));
        assertThat(posterior.sd()).isCloseTo(0.00447213595499958, within(1e-15));
        // Python 3: 0.5 * math.erfc(-0.016 / 0.00447213595499958 / math.sqrt(2))
        assertThat(posterior.probabilityAbove(0)).isCloseTo(0.9998266903244327, within(1e-12));
        assertThat(posterior.interval(0.95).lower()).isCloseTo(0.016 - 1.959963985 * 0.00447213595, within(1e-10));
        assertThatIllegalArgumentException().isThrownBy(() -> Posterior.of(reading, 0));
    }

    @Test
    void smallCountsAreToldApart() {
        assertThat(counts().decide().action()).isEqualTo(Action.RERUN_UNDERPOWERED);
    }
}
