package assay.site;

import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/** How the site renders code, raw HTML, links and images. */
final class MarkdownNodes implements NodeRenderer {

    private final HtmlNodeRendererContext context;
    private final HtmlWriter html;
    private final UnaryOperator<String> links;

    MarkdownNodes(HtmlNodeRendererContext context, UnaryOperator<String> links) {
        this.context = context;
        this.html = context.getWriter();
        this.links = links;
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(FencedCodeBlock.class, HtmlBlock.class, HtmlInline.class, Link.class, Image.class);
    }

    @Override
    public void render(Node node) {
        if (node instanceof FencedCodeBlock code) {
            String language = code.getInfo() == null ? "" : code.getInfo().strip();
            html.raw(JavaHighlighter.block(code.getLiteral(), language).toString());
            html.line();
        } else if (node instanceof HtmlBlock block) {
            html.raw(RawHtml.filter(block.getLiteral()));
            html.line();
        } else if (node instanceof HtmlInline inline) {
            html.raw(RawHtml.filter(inline.getLiteral()));
        } else if (node instanceof Link link) {
            link(link.getDestination(), link);
        } else if (node instanceof Image image) {
            image(image);
        }
    }

    private void image(Image image) {
        if (image.getDestination().startsWith("data:image/")) {
            StringBuilder text = new StringBuilder();
            for (Node child = image.getFirstChild(); child != null; child = child.getNext()) {
                text.append(child instanceof Text words ? words.getLiteral() : "");
            }
            html.tag("img", Map.of("src", image.getDestination(), "alt", text.toString()), true);
        } else {
            link(image.getDestination(), image);
        }
    }

    private void link(String destination, Node node) {
        String target = context.urlSanitizer().sanitizeLinkUrl(links.apply(destination));
        html.tag("a", Map.of("href", context.encodeUrl(target)));
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            context.render(child);
        }
        html.tag("/a");
    }
}
