package assay.cli;

import assay.Fit;
import assay.harness.Catalog;
import assay.harness.Method;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Methods named on the command line. */
final class Methods {

    private Methods() {}

    /** The method of that name; a usage error with the nearest name otherwise. */
    static Method<Fit> find(CommandSpec spec, String name) {
        return Catalog.find(name).orElseThrow(() -> new ParameterException(spec.commandLine(), unknown(name)));
    }

    /** That there is no method of a name. */
    static String unknown(String name) {
        return "There is no method '" + name + "'. The methods are " + String.join(", ", Catalog.names()) + ".";
    }
}
