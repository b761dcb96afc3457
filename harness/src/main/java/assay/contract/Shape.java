package assay.contract;

import com.google.gson.JsonObject;
import java.util.List;

/**
 * What a value of a contract may be, said once: files are checked by it, and the JSON Schema that editors use is written from it.
 */
public interface Shape {

    /**
     * Finds what is wrong with the form of a value.
     *
     * @param node the value
     * @param problems where mistakes are added
     */
    void check(YamlNode node, List<ContractProblem> problems);

    /**
     * The shape as a JSON Schema of draft 2020-12.
     *
     * @return a new object, without a description
     */
    JsonObject schema();
}
