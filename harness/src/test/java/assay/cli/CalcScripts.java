package assay.cli;

import assay.site.SiteBuilder;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ScriptableObject;

/** The calculators of the site, run as they are by a script engine of the virtual machine. */
final class CalcScripts implements AutoCloseable {

    private static final List<String> FILES = List.of("stats", "random", "power", "srm", "peeking", "planner");

    private final Context context = Context.enter();
    private final ScriptableObject scope;
    private final Gson gson = new Gson();

    CalcScripts() {
        context.setLanguageVersion(Context.VERSION_ES6);
        scope = context.initSafeStandardObjects();
        for (String file : FILES) {
            context.evaluateString(scope, source(file), file + ".js", 1, null);
        }
    }

    private static String source(String file) {
        try (InputStream stream = SiteBuilder.class.getResourceAsStream("calc/" + file + ".js")) {
            if (stream == null) {
                throw new IllegalStateException("no script " + file);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A number that an expression in {@code c}, the calculators, has. */
    double number(String expression) {
        return Context.toNumber(value(expression));
    }

    String text(String expression) {
        return Context.toString(value(expression));
    }

    /** Anything else, by JSON. */
    JsonElement json(String expression) {
        return JsonParser.parseString(Context.toString(value("JSON.stringify(" + expression + ")")));
    }

    /** A state with some of its defaults changed, as an expression. */
    String state(String defaults, Map<String, Object> changes) {
        return "Object.assign({}, c." + defaults + ", " + gson.toJson(changes) + ")";
    }

    private Object value(String expression) {
        return context.evaluateString(
                scope, "(function (c) { return " + expression + "; })(ASSAY_CALC)", "test", 1, null);
    }

    @Override
    public void close() {
        Context.exit();
    }
}
