package assay.sequential;

import assay.Arguments;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the numbers of units that came into each arm, look by look, for a sample-ratio mismatch. Planned shares may differ from look
 * to look, as in a ramp: each period with its own shares multiplies the evidence.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the concentration is not finite and positive.
 *
 * @param concentration how many units the alternative is worth, times the shares
 */
public record SampleRatioMonitor(double concentration) {

    public SampleRatioMonitor {
        Arguments.positive("concentration", concentration);
    }

    /**
     * The units that came in between two looks.
     *
     * <p>The constructor throws {@link IllegalArgumentException} if there is no planned share for each arm.
     *
     * @param label what the look is called
     * @param counts new units of each arm
     * @param shares planned shares of the arms while they came in
     */
    public record Batch(String label, List<Long> counts, List<Double> shares) {

        public Batch {
            counts = List.copyOf(counts);
            shares = List.copyOf(shares);
            if (counts.size() != shares.size()) {
                throw new IllegalArgumentException("look '" + label + "' has " + counts.size() + " counts and "
                        + shares.size() + " planned shares; give one of each for every arm");
            }
        }
    }

    /**
     * The state after a look.
     *
     * @param label what the look is called
     * @param units so far
     * @param logBayesFactor log evidence against the planned shares so far
     * @param pValue the smallest so far; an alarm at alpha errs with probability alpha over all looks
     */
    public record Reading(String label, long units, double logBayesFactor, double pValue) {}

    /**
     * Reads a stream.
     *
     * @param batches the looks in order of time
     * @return the state after each
     * @throws IllegalArgumentException if there is no look, or shares or counts cannot be
     */
    public List<Reading> read(List<Batch> batches) {
        if (batches.isEmpty()) {
            throw new IllegalArgumentException("there is no look");
        }
        List<Double> planned = batches.get(0).shares();
        double[] shares = array(planned);
        DirichletMultinomial evidence = DirichletMultinomial.centred(shares, concentration);
        List<Reading> readings = new ArrayList<>();
        long units = 0;
        for (Batch batch : batches) {
            if (!batch.shares().equals(planned)) {
                planned = batch.shares();
                evidence.changeShares(array(planned), scaled(planned));
            }
            evidence.add(batch.counts().stream().mapToLong(count -> count).toArray());
            units += batch.counts().stream().mapToLong(count -> count).sum();
            readings.add(new Reading(batch.label(), units, evidence.logBayesFactor(), Math.min(1, evidence.pValue())));
        }
        return readings;
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(value -> value).toArray();
    }

    private double[] scaled(List<Double> shares) {
        return shares.stream().mapToDouble(share -> share * concentration).toArray();
    }
}
