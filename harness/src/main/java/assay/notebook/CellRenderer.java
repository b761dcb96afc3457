package assay.notebook;

import assay.Fit;
import assay.certificate.Certificate;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.RenderContext;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.common.Image;
import io.github.spencerpark.jupyter.kernel.display.common.Text;
import io.github.spencerpark.jupyter.kernel.display.common.Url;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.awt.image.RenderedImage;
import java.lang.reflect.Array;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/**
 * Renders values as IJava does, and tables, fits, certificates and charts besides. The plain text never holds an identity hash, which would
 * change an executed notebook at every run.
 */
final class CellRenderer extends Renderer {

    private static final int PLAIN_ROWS = 20;

    CellRenderer() {
        Image.registerAll(this);
        Url.registerAll(this);
        Text.registerAll(this);
        createRegistration(Table.class)
                .preferring(MIMEType.TEXT_HTML)
                .supporting(MIMEType.TEXT_PLAIN)
                .register((table, context) -> {
                    context.renderIfRequested(MIMEType.TEXT_HTML, () -> Html.of(table));
                    context.renderIfRequested(MIMEType.TEXT_PLAIN, () -> table.print(PLAIN_ROWS));
                });
        createRegistration(Fit.class)
                .preferring(MIMEType.TEXT_HTML)
                .supporting(MIMEType.TEXT_PLAIN)
                .register((fit, context) -> show(Views.of(fit), context));
        createRegistration(Certificate.class)
                .preferring(MIMEType.TEXT_HTML)
                .supporting(MIMEType.TEXT_PLAIN)
                .register((certificate, context) -> show(Views.of(certificate), context));
        createRegistration(Chart.class)
                .preferring(MIMEType.IMAGE_PNG)
                .register((chart, context) -> Image.renderImage(BitmapEncoder.getBufferedImage(chart), context));
    }

    private static void show(Views view, RenderContext context) {
        context.renderIfRequested(MIMEType.TEXT_HTML, view::html);
        context.renderIfRequested(MIMEType.TEXT_PLAIN, view::text);
    }

    DisplayData show(@Nullable Object value, String... types) {
        if (value instanceof DisplayData ready) {
            return ready;
        }
        DisplayData data = types.length == 0 ? render(value) : renderAs(value, types);
        if (value == null || !isPlain(value) || !(data.hasDataForType(MIMEType.TEXT_PLAIN) || types.length == 0)) {
            return data;
        }
        data.putText(plainText(value));
        return data;
    }

    /** Whether the plain text is ours to choose: not text itself. */
    private static boolean isPlain(Object value) {
        return !(value instanceof CharSequence);
    }

    static String plainText(Object value) {
        if (value instanceof RenderedImage image) {
            return "PNG " + image.getWidth() + "x" + image.getHeight();
        }
        if (value instanceof Chart<?, ?> chart) {
            return "PNG " + chart.getWidth() + "x" + chart.getHeight();
        }
        if (value instanceof Table table) {
            return table.print(PLAIN_ROWS);
        }
        if (value instanceof Fit fit) {
            return Views.of(fit).text();
        }
        if (value instanceof Certificate certificate) {
            return Views.of(certificate).text();
        }
        if (value.getClass().isArray()) {
            return array(value);
        }
        String text = value.toString();
        String identity = value.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(value));
        String simple = value.getClass().getSimpleName();
        return identity.equals(text) ? (simple.isEmpty() ? "object" : simple) : text;
    }

    private static String array(Object array) {
        StringJoiner all = new StringJoiner(", ", "[", "]");
        for (int i = 0; i < Array.getLength(array); i++) {
            Object element = Array.get(array, i);
            all.add(element == null ? "null" : plainText(element));
        }
        return all.toString();
    }
}
