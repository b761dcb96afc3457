package assay.cli;

import assay.Fit;
import assay.harness.Catalog;
import assay.harness.Method;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Methods named on the command line. */
final class Methods {

    private Methods() {}

    /** The method of that name, whatever it answers; a usage error otherwise. */
    static Method<?> find(CommandSpec spec, String name) {
        return Catalog.find(name).orElseThrow(() -> new ParameterException(spec.commandLine(), unknown(name)));
    }

    /** The method of that name, which must answer a fit; a usage error otherwise. */
    static Method<Fit> fit(CommandSpec spec, String name) {
        Method<?> method = find(spec, name);
        return Catalog.fit(method.name())
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "The method '" + name
                                + "' does not answer with an estimate and its interval, which this command"
                                + " needs: see assay describe " + name + "."));
    }

    /** That there is no method of a name. */
    static String unknown(String name) {
        return "There is no method '" + name + "'. The methods are " + String.join(", ", Catalog.names()) + ".";
    }
}
