package assay.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A campaign in a file, killed wherever it can be. */
class CampaignStateTest {

    private static final TreeSegmentModel MODEL = TreeSegmentModel.standard();

    @TempDir
    Path folder;

    /** The end of a process, at a point of its writing. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class KillAt implements Consumer<String> {
        private int left;

        KillAt(int left) {
            this.left = left;
        }

        @Override
        public void accept(String point) {
            if (left-- == 0) {
                throw new Killed();
            }
        }
    }

    private final Site site = new Site(0.5, OutcomeRange.UNIT);

    /** The steps of a campaign, each of which reads the state, goes on and writes it: rounds in two parts. */
    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (int r = 0; r < 4; r++) {
            int round = r;
            int visitors = Site.DESIGN.sizes().get(r);
            steps.add(c -> c.round() == round && !c.over() ? c.record(site.log(c, 0, 100)) : c);
            steps.add(c -> c.round() == round && !c.over() ? c.record(site.log(c, 100, visitors)) : c);
            steps.add(c -> c.round() == round ? c.advance() : c);
        }
        return steps;
    }

    private interface Step {
        Campaign apply(Campaign campaign);
    }

    private String straight(Path file) throws IOException {
        CampaignState state = new CampaignState(file, MODEL);
        state.save(Campaign.start(Site.design(OutcomeRange.UNIT), MODEL));
        for (Step step : steps()) {
            state.save(step.apply(state.load()));
        }
        return Files.readString(file);
    }

    @Test
    void killedAtEachPointOfEachStepItEndsAsIfItHadNotBeen() throws IOException {
        String expected = straight(folder.resolve("straight.json"));
        // Saving rows and state takes up to ten points; one more than there are kills nothing.
        for (int point = 0; point <= 10; point++) {
            Path file = folder.resolve("killed-" + point + ".json");
            CampaignState quiet = new CampaignState(file, MODEL);
            quiet.save(Campaign.start(Site.design(OutcomeRange.UNIT), MODEL));
            for (Step step : steps()) {
                try {
                    CampaignState doomed = new CampaignState(file, MODEL, new KillAt(point));
                    doomed.save(step.apply(doomed.load()));
                } catch (Killed e) {
                    // The operator gives the step again.
                    quiet.save(step.apply(quiet.load()));
                }
            }
            assertThat(Files.readString(file)).isEqualTo(expected);
        }
    }

    @Test
    void aFileReadsBackToTheSameBytes() throws IOException {
        Path file = folder.resolve("state.json");
        String text = straight(file);
        CampaignState state = new CampaignState(file, MODEL);
        state.save(state.load());
        assertThat(Files.readString(file)).isEqualTo(text);
        assertThat(state.load().read()).hasSameSizeAs(site.run().read());
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.filter(p -> p.toString().endsWith(".tmp"))).isEmpty();
        }
    }

    @Test
    void damageIsTold() throws IOException {
        Path file = folder.resolve("state.json");
        CampaignState state = new CampaignState(file, MODEL);
        Campaign campaign = Campaign.start(Site.design(OutcomeRange.UNIT), MODEL);
        campaign = campaign.record(site.log(campaign));
        state.save(campaign);
        String text = Files.readString(file);
        Files.writeString(file, text.replace("\"alpha\":0.05", "\"alpha\":0.5"));
        assertThatThrownBy(state::load)
                .isInstanceOf(CampaignFileException.class)
                .hasMessageContaining("its checksum does not fit");
        Files.writeString(file, text.substring(0, text.length() / 2));
        assertThatThrownBy(state::load).isInstanceOf(CampaignFileException.class);
        Files.writeString(file, text.replace("\"version\":1", "\"version\":9"));
        assertThatThrownBy(state::load).hasMessageContaining("of version 9");
        Files.writeString(file, "{}");
        assertThatThrownBy(state::load).hasMessageContaining("is no campaign");
        Files.writeString(file, text);
        Path rows;
        try (Stream<Path> files = Files.list(folder.resolve("state.json.rows"))) {
            rows = files.findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(rows);
        Files.write(rows, java.util.Arrays.copyOf(bytes, bytes.length - 5));
        assertThatThrownBy(state::load).hasMessageContaining("cut off or damaged");
        bytes[bytes.length - 1] ^= 1;
        Files.write(rows, bytes);
        assertThatThrownBy(state::load).hasMessageContaining("are damaged");
        Files.delete(rows);
        assertThatThrownBy(state::load).hasMessageContaining("are missing");
    }
}
