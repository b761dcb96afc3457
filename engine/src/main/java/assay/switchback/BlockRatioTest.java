package assay.switchback;

import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.sequential.SampleRatioTest;
import java.util.Arrays;
import java.util.Set;

/**
 * The test of a sample-ratio mismatch at the unit that was randomised: the blocks of a switchback, each with one toss. Rows or
 * users are not independent tosses: a busy block is one coin, and a test that counts its users finds a mismatch in most
 * healthy switchbacks.
 *
 * @param treated blocks in the treated arm, counted by market where there are markets
 * @param control blocks in the control arm
 * @param test Pearson's test of the two counts
 */
public record BlockRatioTest(long treated, long control, SampleRatioTest test) {

    /**
     * Tests the blocks of a sample.
     *
     * @param sample with assignment, time, block and, where there are several markets, cluster
     * @param probability planned share of blocks treated, in (0, 1)
     * @return the test
     * @throws assay.EstimationException if a role is missing, a block is in both arms, or all rows are in one arm
     * @throws IllegalArgumentException if the probability is not in (0, 1)
     */
    public static BlockRatioTest of(Sample sample, double probability) {
        sample.require(Set.of(Role.ASSIGNMENT, Role.TIME, Role.BLOCK));
        TwoArms arms = TwoArms.of(sample);
        int[] toss = Calendar.of(sample, arms).tosses();
        int[] arm = new int[Arrays.stream(toss).max().orElse(0) + 1];
        for (int i = 0; i < toss.length; i++) {
            arm[toss[i]] = (int) arms.indicator()[i];
        }
        long treated = Arrays.stream(arm).sum();
        long control = arm.length - treated;
        double[] shares = {1 - probability, probability};
        return new BlockRatioTest(treated, control, SampleRatioTest.of(new long[] {control, treated}, shares));
    }
}
