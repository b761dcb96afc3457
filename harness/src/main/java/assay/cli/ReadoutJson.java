package assay.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** A readout as JSON. */
final class ReadoutJson {

    private ReadoutJson() {}

    static JsonElement of(Readout readout, Rows rows) {
        JsonObject json = new JsonObject();
        json.addProperty("action", readout.action().name());
        json.addProperty("reason", readout.reason());
        json.addProperty("control", readout.control().variant());
        json.addProperty("alpha", readout.options().alpha());
        json.addProperty("power", readout.options().power());
        json.addProperty("shares_p_value", readout.shareP());
        json.add("comparisons", rows.json());
        return json;
    }
}
