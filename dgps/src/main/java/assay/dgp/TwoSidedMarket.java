package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import assay.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;

/**
 * A market of buyers and sellers, both assigned by lot: the pair of buyer i and seller j is treated where both are, {@code W_ij =
 * B_i S_j}, and what a treated pair does is felt in the other pairs of the two.
 *
 * <p>{@code y_ij = a_i + c_j + direct W_ij + buyerSpillover effect B_i q_S^dose + sellerSpillover effect S_j q_B^dose + e_ij} with
 * independent normal a, c and e, the realised shares {@code q_B} and {@code q_S} of treated buyers and sellers, and {@code direct =
 * effect (1 - buyerSpillover - sellerSpillover)}, so that treating all pairs adds the effect to each. With a dose of 0 the
 * spillover depends on whether the buyer (seller) is treated, and not on with how many others, which is what multiple
 * randomisation supposes.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size buyers, at least 4
 * @param sellers sellers, at least 4
 * @param effect what treating all pairs adds to the outcome of each
 * @param buyerSpillover part of the effect that reaches all pairs of a treated buyer; finite, negative where treated pairs take
 *     from others
 * @param sellerSpillover part of the effect that reaches all pairs of a treated seller
 * @param dose how spillovers grow with the share treated on the other side, at least 0
 * @param buyerSd standard deviation between buyers, not below 0
 * @param sellerSd standard deviation between sellers, not below 0
 * @param sd standard deviation between pairs, above 0
 * @param share share of buyers, and of sellers, treated, in (0, 1)
 */
public record TwoSidedMarket(
        int size,
        int sellers,
        double effect,
        double buyerSpillover,
        double sellerSpillover,
        double dose,
        double buyerSd,
        double sellerSd,
        double sd,
        double share)
        implements Twins {

    public TwoSidedMarket {
        Arguments.atLeast("size", size, 4);
        Arguments.atLeast("sellers", sellers, 4);
        Arguments.finite("effect", effect);
        Arguments.finite("buyerSpillover", buyerSpillover);
        Arguments.finite("sellerSpillover", sellerSpillover);
        notNegative("dose", dose);
        notNegative("buyerSd", buyerSd);
        notNegative("sellerSd", sellerSd);
        Arguments.positive("sd", sd);
        Arguments.probability("share", share);
        int fewest = Math.min(size, sellers);
        if (Math.rint(share * fewest) < 2 || Math.rint(share * fewest) > fewest - 2) {
            throw new IllegalArgumentException(
                    "share must leave two buyers and two sellers to each arm, not " + share + " of " + fewest);
        }
    }

    private static void notNegative(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be finite and not below 0, not " + value);
        }
    }

    /**
     * A market in which treated pairs take from the other pairs of their buyer and seller more than they add.
     *
     * @param size buyers, as many sellers
     * @return effect 0.5, of which the buyer's other pairs see -0.8 and the seller's -0.6 times
     */
    public static TwoSidedMarket standard(int size) {
        return new TwoSidedMarket(size, size, 0.5, -0.8, -0.6, 0, 0.3, 0.3, 1, 0.5);
    }

    @Override
    public String name() {
        return "two-sided-market";
    }

    @Override
    public Draw draw(Streams streams) {
        Philox random = streams.assignment();
        double[] buyer = Assignment.COMPLETE.draw(random, size, share);
        double[] seller = Assignment.COMPLETE.draw(random, sellers, share);
        double direct = 0.0 + effect * (1 - buyerSpillover - sellerSpillover);
        GroundTruth truth = new GroundTruth(Map.of(Estimand.GLOBAL_ATE, effect, Estimand.EXPOSURE, direct), null);
        return new Draw(
                sample(streams, buyer, seller),
                dose > 0
                        ? truth
                        : truth.withTargets(Map.of(
                                "total",
                                effect,
                                "direct",
                                direct,
                                "buyer spillover",
                                0.0 + effect * buyerSpillover,
                                "seller spillover",
                                0.0 + effect * sellerSpillover)));
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        double[] buyer = new double[size];
        double[] seller = new double[sellers];
        Arrays.fill(buyer, arm);
        Arrays.fill(seller, arm);
        return sample(streams, buyer, seller);
    }

    private Sample sample(Streams streams, double[] buyer, double[] seller) {
        Philox traits = streams.covariates();
        double[] a = new double[size];
        traits.normals(a);
        double[] c = new double[sellers];
        traits.normals(c);
        double[] y = new double[size * sellers];
        streams.noise().normals(y);
        double direct = effect * (1 - buyerSpillover - sellerSpillover);
        double byBuyer = effect * buyerSpillover * power(mean(seller));
        double bySeller = effect * sellerSpillover * power(mean(buyer));
        double[] treated = new double[y.length];
        double[] ofBuyer = new double[y.length];
        double[] ofSeller = new double[y.length];
        for (int i = 0, k = 0; i < size; i++) {
            double row = buyerSd * a[i] + byBuyer * buyer[i];
            for (int j = 0; j < sellers; j++, k++) {
                treated[k] = buyer[i] * seller[j];
                y[k] = row + sellerSd * c[j] + bySeller * seller[j] + direct * treated[k] + sd * y[k];
                ofBuyer[k] = i;
                ofSeller[k] = j;
            }
        }
        return Sample.builder()
                .outcome("sales", y)
                .assignment("treated", treated)
                .add(Role.CLUSTER, "buyer", ofBuyer)
                .add(Role.CLUSTER, "seller", ofSeller)
                .build();
    }

    /** The share to the power of the dose, of which the zeroth is 1 for a share of 0 too. */
    private double power(double of) {
        return dose == 0 ? 1 : FastMath.pow(of, dose);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        return sum / values.length;
    }

    /**
     * The same market in which spillovers grow with the share treated.
     *
     * @param changed the dose
     * @return the changed world
     */
    public TwoSidedMarket withDose(double changed) {
        return new TwoSidedMarket(
                size, sellers, effect, buyerSpillover, sellerSpillover, changed, buyerSd, sellerSd, sd, share);
    }

    @Override
    public TwoSidedMarket withEffect(double changed) {
        return new TwoSidedMarket(
                size, sellers, changed, buyerSpillover, sellerSpillover, dose, buyerSd, sellerSd, sd, share);
    }

    @Override
    public TwoSidedMarket withSize(int changed) {
        return new TwoSidedMarket(
                changed, sellers, effect, buyerSpillover, sellerSpillover, dose, buyerSd, sellerSd, sd, share);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Buyers and sellers",
                List.of(
                        "W_{ij} = B_i S_j, \\quad B_i = 1 \\text{ and } S_j = 1 \\text{ for a share of buyers and of sellers, by lot}",
                        "Y_{ij} = \\sigma_B a_i + \\sigma_S c_j + \\tau (1 - \\beta - \\gamma) W_{ij} + \\tau \\beta B_i q_S^{\\kappa} + \\tau \\gamma S_j q_B^{\\kappa} + \\sigma \\varepsilon_{ij}, \\quad a_i, c_j, \\varepsilon_{ij} \\sim N(0, 1)",
                        "q_B, q_S \\text{ the shares of treated buyers and sellers}"),
                List.of(
                        new WorldCard.Knob("size", "buyers, at least 4"),
                        new WorldCard.Knob("sellers", "sellers, at least 4"),
                        new WorldCard.Knob("effect", "what treating all pairs adds to the outcome of each: tau"),
                        new WorldCard.Knob(
                                "buyerSpillover", "part beta of the effect that reaches all pairs of a treated buyer"),
                        new WorldCard.Knob(
                                "sellerSpillover",
                                "part gamma of the effect that reaches all pairs of a treated seller"),
                        new WorldCard.Knob(
                                "dose",
                                "how spillovers grow with the share treated on the other side: kappa, at least 0; 0 where they do not"),
                        new WorldCard.Knob("buyerSd", "standard deviation between buyers, not below 0"),
                        new WorldCard.Knob("sellerSd", "standard deviation between sellers, not below 0"),
                        new WorldCard.Knob("sd", "standard deviation between pairs, above 0"),
                        new WorldCard.Knob("share", "share of buyers, and of sellers, treated, in (0, 1)")),
                Dag.of("B, S -> W -> Y; B, S -> Y; [Buyer], [Seller] -> Y"),
                "The effect is a knob, and its parts are shares of it; treating everybody adds all of them.",
                "Bajari, Burdick, Imbens, Masoero, McQueen, Richardson and Rosen, Multiple randomization designs, arXiv 2112.13495 (2021).");
    }
}
