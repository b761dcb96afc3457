package assay.decision.brief;

import java.util.List;

/** A brief as a page that needs nothing else: no script, no file, no network. */
final class BriefHtml {

    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --soft: #57606a; --rule: #d0d7de; --mark: #0b5cad; --bad: #b42318; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --soft: #9da7b3; --rule: #30363d; --mark: #6cb6ff; --bad: #ff8d85; } }
            body { margin: 0 auto; padding: 1.5rem 1rem; max-width: 50rem; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
            h1 { font-size: 1.3rem; margin: 0; } h2 { font-size: 1.05rem; margin: 1.4rem 0 .4rem; border-bottom: 1px solid var(--rule); }
            p, ul { margin: .4rem 0; } .headline { font-size: 1.6rem; font-weight: 700; margin: .2rem 0; } footer { margin-top: 1.5rem; color: var(--soft); font-size: .85rem; }
            .scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: .85rem; width: 100%; font-variant-numeric: tabular-nums; }
            caption { text-align: left; color: var(--soft); } th, td { text-align: left; padding: .2rem .5rem .2rem 0; border-bottom: 1px solid var(--rule); }
            svg.effects { width: 100%; height: auto; } svg text { fill: var(--ink); font: 13px system-ui, sans-serif; } svg .figures, svg .axis { fill: var(--soft); font-size: 12px; }
            svg .zero { stroke: var(--soft); } svg .interval { stroke: var(--mark); stroke-width: 2; } svg .estimate { fill: var(--mark); } svg .threshold { stroke: var(--bad); stroke-dasharray: 4 3; stroke-width: 2; }
            @media print { body { max-width: none; font-size: 11pt; } }
            """;

    private BriefHtml() {}

    static String of(Brief brief) {
        StringBuilder html = new StringBuilder();
        html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
        html.append(Escape.html(brief.headline() + " - " + brief.title()));
        html.append("</title>\n<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n<main>\n");
        element(html, "h1", brief.title());
        html.append("<p class=\"headline\">")
                .append(Escape.html(brief.headline()))
                .append("</p>\n");
        element(html, "p", brief.lead());
        for (Brief.Section section : brief.sections()) {
            html.append("<section>\n");
            element(html, "h2", section.title());
            section.blocks().forEach(block -> block(html, block));
            html.append("</section>\n");
        }
        html.append("</main>\n");
        element(html, "footer", brief.footer());
        return html.append("</body>\n</html>\n").toString();
    }

    private static void block(StringBuilder html, Block block) {
        if (block instanceof Block.Text paragraph) {
            element(html, "p", paragraph.text());
        } else if (block instanceof Block.Items list) {
            html.append("<ul>\n");
            list.items().forEach(item -> element(html, "li", item));
            html.append("</ul>\n");
        } else if (block instanceof Block.Grid grid) {
            table(html, grid);
        } else if (block instanceof Block.Chart chart) {
            html.append("<figure style=\"margin:0\">\n")
                    .append(chart.chart().svg())
                    .append("</figure>\n");
        }
    }

    private static void table(StringBuilder html, Block.Grid grid) {
        html.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .append(Escape.html(grid.caption()))
                .append("\">\n<table>\n");
        element(html, "caption", grid.caption());
        html.append("<thead><tr>");
        grid.head()
                .forEach(name -> html.append("<th scope=\"col\">")
                        .append(Escape.html(name))
                        .append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : grid.rows()) {
            html.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                html.append(i == 0 ? "<th scope=\"row\">" : "<td>")
                        .append(Escape.html(row.get(i)))
                        .append(i == 0 ? "</th>" : "</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</tbody>\n</table>\n</div>\n");
    }

    private static void element(StringBuilder html, String name, String text) {
        html.append('<').append(name).append('>').append(Escape.html(text));
        html.append("</").append(name).append(">\n");
    }
}
