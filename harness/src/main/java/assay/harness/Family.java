package assay.harness;

import assay.Arguments;
import assay.certificate.Tier;

/**
 * What is to be shown of a whole family of worlds rather than of one cell. The verdict is reported beside the badge and
 * is no part of it: a family says how far the badge reaches, and one that is refuted shows the edge.
 */
public sealed interface Family permits Family.Grid, Family.Sampled, Family.Attack {

    /**
     * The family.
     *
     * @return a world with knobs that vary
     */
    KnobSpace space();

    /**
     * How sharp the claims are.
     *
     * @return a tier
     */
    Tier tier();

    /**
     * What is done.
     *
     * @return {@code grid}, {@code sampled} or {@code attack}
     */
    String kind();

    /**
     * The budget of the whole family.
     *
     * @return replicates at most
     */
    long most();

    /**
     * Every world of a grid, certified together: no world may fail.
     *
     * @param space the family
     * @param tier how sharp the claims are
     * @param points values of each range, at least 2
     * @param budget replicates over all worlds, at least 100
     */
    record Grid(KnobSpace space, Tier tier, int points, int budget) implements Family {

        public Grid {
            Arguments.atLeast("points", points, 2);
            Arguments.atLeast("budget", budget, CellRunner.BATCH);
        }

        @Override
        public String kind() {
            return "grid";
        }

        @Override
        public long most() {
            return budget;
        }
    }

    /**
     * Worlds drawn from the box, each certified on its own: few may fail.
     *
     * @param space the family
     * @param tier how sharp the claims are
     * @param worlds how many are drawn, at least 10
     * @param budget replicates in each, at least 100
     * @param tolerated share of worlds that may fail, in (0, 1)
     */
    record Sampled(KnobSpace space, Tier tier, int worlds, int budget, double tolerated) implements Family {

        public Sampled {
            Arguments.atLeast("worlds", worlds, 10);
            Arguments.atLeast("budget", budget, CellRunner.BATCH);
            Arguments.probability("tolerated", tolerated);
        }

        /**
         * With the budget of the tier, tolerating one world in ten.
         *
         * @param space the family
         * @param tier how sharp the claims are
         * @param worlds how many are drawn
         */
        public Sampled(KnobSpace space, Tier tier, int worlds) {
            this(space, tier, worlds, tier.maximum(), 0.1);
        }

        @Override
        public String kind() {
            return "sampled";
        }

        @Override
        public long most() {
            return (long) worlds * budget;
        }
    }

    /**
     * A search for the world in which the weakest claim does worst, then certification there on fresh keys.
     *
     * @param space the family
     * @param tier how sharp the claims are
     * @param search replicates that the search may spend, at least 2,000
     * @param budget replicates that the certification may take, at least 100
     */
    record Attack(KnobSpace space, Tier tier, int search, int budget) implements Family {

        public Attack {
            Arguments.atLeast("the budget of the search", search, 2000);
            Arguments.atLeast("budget", budget, CellRunner.BATCH);
        }

        /**
         * With the budget of the tier.
         *
         * @param space the family
         * @param tier how sharp the claims are
         * @param search replicates that the search may spend
         */
        public Attack(KnobSpace space, Tier tier, int search) {
            this(space, tier, search, tier.maximum());
        }

        @Override
        public String kind() {
            return "attack";
        }

        @Override
        public long most() {
            return (long) search + budget;
        }
    }
}
