package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final int BATCH = 3;
    private static final boolean[][] WANTED = {{true, true, false}, {false, true, true}};

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void place() {
        file = folder.resolve("cell.journal");
    }

    /** A batch with everything that is awkward: not a number, negative zero, no reading, an unbounded interval. */
    private static Replicate[] batch(int first) {
        Replicate[] batch = empty();
        for (int i = 0; i < BATCH; i++) {
            Replicate replicate = batch[i];
            replicate.scores[0][0] = (first + i) % 2;
            replicate.scores[0][1] = i == 0 ? Double.NaN : 0.1 * (first + i);
            replicate.scores[1][1] = -0.0;
            replicate.scores[1][2] = 1;
            replicate.failed[1] = i == 1;
            replicate.nullPValue = i == 2 ? Double.NaN : 0.25 / (first + i + 1);
            replicate.reading = i == 1
                    ? null
                    : new Reading(first + 0.1, 1e-300, new Interval(-1, Double.POSITIVE_INFINITY), Math.PI, 0.03);
            if (i == 0) {
                Map<String, Double> descriptors = new LinkedHashMap<>();
                descriptors.put("rows", 100.0 + first);
                descriptors.put("another", -1.5);
                replicate.descriptors = descriptors;
            }
        }
        return batch;
    }

    private static Replicate[] empty() {
        Replicate[] batch = new Replicate[BATCH];
        Arrays.setAll(batch, i -> new Replicate(2, 3));
        return batch;
    }

    private static void assertSame(Replicate[] actual, Replicate[] expected) {
        for (int i = 0; i < BATCH; i++) {
            for (int s = 0; s < WANTED.length; s++) {
                assertThat(actual[i].failed[s]).isEqualTo(expected[i].failed[s]);
                for (int c = 0; c < WANTED[s].length; c++) {
                    if (WANTED[s][c]) {
                        assertThat(Double.doubleToRawLongBits(actual[i].scores[s][c]))
                                .isEqualTo(Double.doubleToRawLongBits(expected[i].scores[s][c]));
                    }
                }
            }
            assertThat(actual[i].reading).isEqualTo(expected[i].reading);
            assertThat(Double.valueOf(actual[i].nullPValue)).isEqualTo(Double.valueOf(expected[i].nullPValue));
            assertThat(actual[i].descriptors.entrySet()).containsExactlyElementsOf(expected[i].descriptors.entrySet());
        }
    }

    private Journal open(String content) {
        return new Journal(file, content, new Spent());
    }

    /** How many batches come back, each checked to the bit. */
    private int replayed(Journal journal) {
        int count = 0;
        Replicate[] read = empty();
        while (journal.replay(BATCH * count, WANTED, read)) {
            assertSame(read, batch(BATCH * count));
            count++;
        }
        return count;
    }

    /** Where each of three frames ends, the header first. */
    private long[] write() throws IOException {
        long[] ends = new long[4];
        try (Journal journal = open("this")) {
            assertThat(journal.replay(0, WANTED, empty())).isFalse();
            ends[0] = Files.size(file);
            for (int k = 0; k < 3; k++) {
                journal.append(BATCH * k, WANTED, batch(BATCH * k));
                ends[k + 1] = Files.size(file);
            }
        }
        return ends;
    }

    @Test
    void whatWasKeptComesBackToTheBit() throws IOException {
        write();
        try (Journal journal = open("this")) {
            assertThat(replayed(journal)).isEqualTo(3);
            assertThat(journal.replayed()).isEqualTo(9);
        }
    }

    /** Torn at every byte of the last frame, and at some before. */
    @Test
    void aTornTailIsCutOff() throws IOException {
        long[] ends = write();
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += length < ends[2] ? 7 : 1) {
            Files.write(file, Arrays.copyOf(whole, length));
            int left = length < ends[1] ? 0 : length < ends[2] ? 1 : 2;
            try (Journal journal = open("this")) {
                assertThat(replayed(journal)).as("%d bytes", length).isEqualTo(left);
                journal.append(BATCH * left, WANTED, batch(BATCH * left));
            }
            try (Journal journal = open("this")) {
                assertThat(replayed(journal)).as("%d bytes, grown", length).isEqualTo(left + 1);
            }
        }
    }

    @Test
    void damageDiscardsFromThereOn() throws IOException {
        long[] ends = write();
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at += 3) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(file, damaged);
            int left = at < ends[1] ? 0 : at < ends[2] ? 1 : 2;
            try (Journal journal = open("this")) {
                assertThat(replayed(journal)).as("byte %d", at).isEqualTo(left);
            }
            assertThat(Files.size(file)).isEqualTo(at < ends[0] ? ends[0] : ends[left]);
        }
    }

    @Test
    void aJournalOfSomethingElseIsDiscarded() throws IOException {
        long[] ends = write();
        try (Journal journal = open("that")) {
            assertThat(replayed(journal)).isZero();
        }
        assertThat(Files.size(file)).isEqualTo(ends[0]);
    }

    @Test
    void aBatchOfOtherScoresIsComputedAgain() throws IOException {
        write();
        try (Journal journal = open("this")) {
            boolean[][] other = {{true, true, true}, {false, true, true}};
            assertThat(journal.replay(0, other, empty())).isFalse();
        }
        try (Journal journal = open("this")) {
            assertThat(replayed(journal)).isZero();
        }
    }

    @Test
    void oneRunHoldsAFolder() {
        try (RunningFolder held = RunningFolder.open(folder)) {
            assertThat(held.holds("lin")).isFalse();
            assertThatThrownBy(() -> RunningFolder.open(folder))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Another run is certifying into " + folder);
        }
        RunningFolder.open(folder).close();
    }
}
