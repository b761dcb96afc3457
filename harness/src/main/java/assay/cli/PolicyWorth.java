package assay.cli;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import tech.tablesaw.api.Table;

/** What a policy of two actions is truly worth over giving no one the second: from the true effects of drawn units. */
final class PolicyWorth {

    private PolicyWorth() {}

    /**
     * The mean of effect less cost over all units, counting those alone that the policy treats, and over all treated.
     *
     * @param folder where the files lie
     * @param arguments the file of actions, the file of true effects and the cost, between spaces
     */
    static JsonObject of(Path folder, String arguments) throws IOException {
        String[] words = arguments.split(" ", -1);
        Table actions = Table.read().csv(folder.resolve(words[0]).toFile());
        Table truth = Table.read().csv(folder.resolve(words[1]).toFile());
        double cost = Double.parseDouble(words[2]);
        double policy = 0;
        double all = 0;
        int rows = truth.rowCount();
        if (actions.rowCount() != rows) {
            throw new IllegalStateException("actions and true effects are of different units");
        }
        for (int i = 0; i < rows; i++) {
            double net = truth.numberColumn("effect").getDouble(i) - cost;
            all += net / rows;
            policy += actions.column("action").getString(i).equals("1") ? net / rows : 0;
        }
        JsonObject json = new JsonObject();
        json.addProperty("units", rows);
        json.addProperty("policy", policy);
        json.addProperty("all", all);
        json.addProperty("gain", policy - all);
        return json;
    }
}
