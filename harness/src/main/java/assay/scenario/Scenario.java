package assay.scenario;

import assay.dgp.scenario.ScenarioPack;
import assay.dgp.scenario.ScenarioWorld;

/**
 * A scenario: a world with its name.
 *
 * @param id name, snake case
 * @param title name in words
 * @param story what happens, in a sentence
 * @param seed key of its streams unless somebody says otherwise
 * @param world what happens and what goes wrong
 */
public record Scenario(String id, String title, String story, long seed, ScenarioWorld world) {

    /** Key of the streams where nobody says otherwise. */
    public static final long SEED = 1;

    /**
     * A scenario of the pack.
     *
     * @param scenario which one
     * @return the scenario
     */
    public static Scenario of(ScenarioPack scenario) {
        String title = scenario.code().replace('-', ' ');
        return new Scenario(
                scenario.code().replace('-', '_'),
                Character.toUpperCase(title.charAt(0)) + title.substring(1),
                scenario.story(),
                SEED,
                scenario.world());
    }

    /**
     * The scenario with another number of users.
     *
     * @param users at least 2
     * @return the changed scenario
     */
    public Scenario withUsers(int users) {
        return new Scenario(id, title, story, seed, world.withSize(users));
    }
}
