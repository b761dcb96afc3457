package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.Estimand;
import assay.Fit;
import assay.baseline.OneSample;
import assay.certificate.Certificate;
import assay.certificate.CertificateFiles;
import assay.certificate.Tier;
import assay.dgp.Iid;
import assay.experiment.DifferenceInMeans;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is stopped and resumed ends as one that was not, whatever the threads and the budgets on the way. */
class ResumeTest {

    private static final Method<Fit> METHOD = Method.ofFit("tiny", "Tiny", new DifferenceInMeans(), Tier.D)
            .home(
                    List.of(
                            Mutants.scaledError(0.5).of(new DifferenceInMeans()),
                            Mutants.shifted(0.8).of(new DifferenceInMeans()),
                            Control.foil("one-sample", "ignores the control arm", new OneSample()),
                            Oracle.of(Estimand.ATE)),
                    Iid.standard(60))
            .stress(Iid.standard(30))
            .onRealTable(RealTables.jobs());

    @TempDir
    Path folder;

    /** Thrown by a listener to stop a run between two batches. */
    private static final class Stopped extends RuntimeException {}

    private static String withoutClock(Certificate certificate) {
        return CertificateFiles.text(certificate).replaceAll("\"(started|wall_seconds|cpu_seconds)\": [^\\n]*", "");
    }

    private static Progress stopAfter(int batches) {
        int[] heard = new int[1];
        return stage -> {
            if (!stage.finished() && ++heard[0] > batches) {
                throw new Stopped();
            }
        };
    }

    private void stop(Certifier certifier, int batches) {
        try (RunningFolder running = RunningFolder.open(folder)) {
            Certifier stopped = certifier.withRunning(running).withProgress(stopAfter(batches));
            assertThatThrownBy(() -> stopped.certify(METHOD)).isInstanceOf(Stopped.class);
        }
    }

    private Certificate resume(Certifier certifier) {
        try (RunningFolder running = RunningFolder.open(folder)) {
            Certificate certificate = certifier.withRunning(running).certify(METHOD);
            running.finish(certificate);
            assertThat(running.holds("tiny")).isFalse();
            assertThat(running.finished(certificate)).isTrue();
            running.complete();
            assertThat(running.finished(certificate)).isFalse();
            return certificate;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7})
    void aStoppedRunEndsAsAStraightOne(int batches) {
        stop(new Certifier(1), batches);
        stop(new Certifier(2), batches + 1);
        assertThat(withoutClock(resume(new Certifier(2)))).isEqualTo(withoutClock(new Certifier(1).certify(METHOD)));
        assertThat(folder.resolve(".running").resolve("tiny")).doesNotExist();
    }

    @Test
    void aLargerBudgetGoesOnWithTheSameReplicates() {
        stop(new Certifier(2).withBudget(250), 5);
        Certificate resumed = resume(new Certifier(2).withBudget(1401));
        assertThat(resumed.budget()).isEqualTo(1500);
        assertThat(withoutClock(resumed))
                .isEqualTo(withoutClock(new Certifier(1).withBudget(1500).certify(METHOD)));
        Certificate small = new Certifier(1).withBudget(1).certify(METHOD);
        assertThat(small.cells())
                .allSatisfy(cell -> assertThat(cell.replicates()).isEqualTo(100));
        // The first hundred are the same replicates: what was counted there is the same.
        assertThat(small.cells().get(1).claims().get(0).successes())
                .isEqualTo(new Certifier(2)
                        .withBudget(100)
                        .certify(METHOD)
                        .cells()
                        .get(1)
                        .claims()
                        .get(0)
                        .successes());
        assertThat(small.provenance().specDigest())
                .isEqualTo(resumed.provenance().specDigest());
    }

    @Test
    void aSmallerBudgetStopsWhereItWouldHave() {
        stop(new Certifier(2), 9);
        assertThat(withoutClock(resume(new Certifier(2).withBudget(300))))
                .isEqualTo(withoutClock(new Certifier(1).withBudget(300).certify(METHOD)));
    }

    @Test
    void timeIsThatOfAllSessions() throws InterruptedException {
        stop(new Certifier(1), 3);
        Certifier slow = new Certifier(1).withBudget(200);
        try (RunningFolder running = RunningFolder.open(folder)) {
            int[] heard = new int[1];
            Progress sleepy = stage -> {
                sleep();
                if (++heard[0] > 6) {
                    throw new Stopped();
                }
            };
            assertThatThrownBy(
                            () -> slow.withRunning(running).withProgress(sleepy).certify(METHOD))
                    .isInstanceOf(Stopped.class);
        }
        long start = System.nanoTime();
        Certificate certificate = resume(slow);
        double session = (System.nanoTime() - start) / 1e9;
        assertThat(certificate.provenance().wallSeconds()).isGreaterThan(session + 0.05);
        assertThat(certificate.provenance().cpuSeconds()).isPositive();
    }

    private static void sleep() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void progressTellsVerdictsAndControls() {
        int[] finished = new int[1];
        Progress.Stage[] last = new Progress.Stage[1];
        Certifier certifier = new Certifier(2).withProgress(stage -> {
            finished[0] += stage.finished() ? 1 : 0;
            last[0] = stage.index() == 1 ? stage : last[0];
        });
        Certificate certificate = certifier.certify(METHOD);
        assertThat(finished[0]).isEqualTo(3);
        assertThat(last[0].cells()).isEqualTo(3);
        assertThat(last[0].finished()).isTrue();
        assertThat(last[0].claims()).hasSize(6);
        assertThat(last[0].controlsHeld()).isEqualTo(4).isEqualTo(last[0].controls());
        assertThat(last[0].verdict()).isEqualTo(certificate.cells().get(0).verdict());
        assertThat(last[0].budget()).isEqualTo(Tier.D.maximum());
        assertThat(Files.exists(folder.resolve(".running"))).isFalse();
    }
}
