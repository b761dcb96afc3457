package assay.dgp;

import assay.Arguments;
import assay.Column;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * People in a network, each treated by the toss of a coin, who feel the treatment of their neighbours.
 *
 * <p>The network is drawn once from a seed: a ring, and from each person a number of links to others by lot. With d_i neighbours,
 * {@code y_i = hubs (d_i - 2) + (1 - spillover) effect T_i + spillover effect r_i + sd e_i} with standard normal e; the response
 * r_i is whether a neighbour is treated, or the share of them that is. Treating all adds the effect to each.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size people, at least 10
 * @param links links that each person makes beside the ring, at least 0
 * @param effect what treating everybody adds to each outcome
 * @param spillover part of the effect that comes from neighbours
 * @param hubs how much higher the outcome is for each neighbour beyond two
 * @param response how outcomes respond to the neighbours
 * @param sd standard deviation of the noise, above 0
 * @param share probability of treatment, in (0, 1)
 * @param seed seed of the network
 */
public record NetworkSpillover(
        int size,
        int links,
        double effect,
        double spillover,
        double hubs,
        NeighbourResponse response,
        double sd,
        double share,
        long seed)
        implements Twins {

    public NetworkSpillover {
        Arguments.atLeast("size", size, 10);
        Arguments.atLeast("links", links, 0);
        Arguments.finite("effect", effect);
        Arguments.finite("spillover", spillover);
        Arguments.finite("hubs", hubs);
        Arguments.positive("sd", sd);
        Arguments.probability("share", share);
    }

    /**
     * The network of the chapter on interference.
     *
     * @param size people
     * @return one link each beside the ring, effect 2, half of it from neighbours, as soon as one is treated
     */
    public static NetworkSpillover standard(int size) {
        return new NetworkSpillover(size, 1, 2, 0.5, 0.5, NeighbourResponse.ANY, 1, 0.3, 1);
    }

    @Override
    public String name() {
        return "network-spillover";
    }

    @Override
    public Draw draw(Streams streams) {
        double[] arm = Assignment.BERNOULLI.draw(streams.assignment(), size, share);
        return new Draw(sample(streams, arm), truth());
    }

    private GroundTruth truth() {
        return new GroundTruth(
                Map.of(
                        Estimand.GLOBAL_ATE, effect,
                        Estimand.EXPOSURE, effect,
                        Estimand.SPILLOVER, 0.0 + effect * spillover),
                null);
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        double[] all = new double[size];
        Arrays.fill(all, arm);
        return sample(streams, all);
    }

    private Sample sample(Streams streams, double[] arm) {
        Links network = Links.drawn(seed, size, links);
        double[] y = new double[size];
        streams.noise().normals(y);
        double[] unit = new double[size];
        double[] propensity = new double[size];
        int[] list = new int[size];
        double own = effect * (1 - spillover);
        double fromOthers = effect * spillover;
        for (int i = 0; i < size; i++) {
            int[] of = network.of(i);
            double treated = 0;
            for (int k : of) {
                treated += arm[k];
            }
            double felt = response == NeighbourResponse.SHARE ? treated / of.length : Math.min(1, treated);
            y[i] = hubs * (of.length - 2) + own * arm[i] + fromOthers * felt + sd * y[i];
            unit[i] = i;
            list[i] = i;
            propensity[i] = share;
        }
        return Sample.builder()
                .outcome("y", y)
                .assignment("t", arm)
                .add(Role.PROPENSITY, "propensity", propensity)
                .add(Role.UNIT, "person", unit)
                .add(Role.NEIGHBOURS, new Column.Categorical("neighbours", list, network.lists()))
                .build();
    }

    /**
     * The same network with another response to neighbours.
     *
     * @param changed the response
     * @return the changed world
     */
    public NetworkSpillover withResponse(NeighbourResponse changed) {
        return new NetworkSpillover(size, links, effect, spillover, hubs, changed, sd, share, seed);
    }

    @Override
    public NetworkSpillover withEffect(double changed) {
        return new NetworkSpillover(size, links, changed, spillover, hubs, response, sd, share, seed);
    }

    @Override
    public NetworkSpillover withSize(int changed) {
        return new NetworkSpillover(changed, links, effect, spillover, hubs, response, sd, share, seed);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "A network with spillovers",
                List.of(
                        "T_i \\sim \\mathrm{Bernoulli}(p), \\quad N_i \\text{ the neighbours of } i, \\; d_i \\text{ of them}",
                        "R_i = 1\\{\\sum_{k \\in N_i} T_k > 0\\} \\text{ or } \\frac{1}{d_i} \\sum_{k \\in N_i} T_k",
                        "Y_i = \\eta (d_i - 2) + \\tau (1 - \\beta) T_i + \\tau \\beta R_i + \\sigma \\varepsilon_i, \\quad \\varepsilon_i \\sim N(0, 1)"),
                List.of(
                        new WorldCard.Knob("size", "people, at least 10"),
                        new WorldCard.Knob("links", "links that each person makes beside the ring, at least 0"),
                        new WorldCard.Knob("effect", "what treating everybody adds to each outcome: tau"),
                        new WorldCard.Knob("spillover", "part beta of the effect that comes from neighbours"),
                        new WorldCard.Knob("hubs", "how much higher the outcome is for each neighbour beyond two: eta"),
                        new WorldCard.Knob("response", "whether one treated neighbour does all, or each does a share"),
                        new WorldCard.Knob("sd", "standard deviation sigma of the noise, above 0"),
                        new WorldCard.Knob("share", "probability p of treatment, in (0, 1)"),
                        new WorldCard.Knob("seed", "seed of the network, which is the same in every draw")),
                Dag.of("T -> Y; Neighbours -> R -> Y; Degree -> R; Degree -> Y"),
                "With everybody treated both parts are felt in full, and with nobody neither; everybody has neighbours.",
                "Aronow and Samii, Estimating average causal effects under general interference, Ann. Appl. Stat. 11 (2017).");
    }
}
