package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.Sample;
import assay.baseline.OneSample;
import assay.certificate.Verdict;
import assay.experiment.DifferenceInMeans;
import org.junit.jupiter.api.Test;

/** On a fixed seed; a wrong verdict has probability at most 0.01 for another seed (Ville). */
class AaStudyTest {

    private final Sample jobs = RealTables.jobs().sample().get();

    @Test
    void aValidTestKeepsItsSizeOnShuffledLabels() {
        AaStudy study = AaStudy.run(new DifferenceInMeans(), jobs, 0.05, 20_000, 2, 1);
        assertThat(study.verdict()).isEqualTo(Verdict.CERTIFIED);
        assertThat(study.shareSignificant()).isBetween(study.csLow(), study.csHigh());
        assertThat(study.failures()).isZero();
        assertThat(AaStudy.run(new DifferenceInMeans(), jobs, 0.05, 20_000, 1, 1))
                .isEqualTo(study);
    }

    @Test
    void anInvalidOneIsFound() {
        AaStudy study = AaStudy.run(new OneSample(), jobs, 0.05, 20_000, 2, 1);
        assertThat(study.verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(study.csLow()).isGreaterThan(0.06);
    }
}
