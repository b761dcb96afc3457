package assay.decision.brief;

import java.util.List;

/** A brief in Markdown. */
final class BriefMarkdown {

    private BriefMarkdown() {}

    static String of(Brief brief) {
        StringBuilder text = new StringBuilder();
        text.append("# ").append(Escape.markdown(brief.title())).append("\n\n");
        text.append("**").append(Escape.markdown(brief.headline())).append(".** ");
        text.append(Escape.markdown(brief.lead())).append("\n\n");
        for (Brief.Section section : brief.sections()) {
            text.append("## ").append(Escape.markdown(section.title())).append("\n\n");
            section.blocks().forEach(block -> block(text, block));
        }
        return text.append(Escape.markdownLine(brief.footer())).append('\n').toString();
    }

    private static void block(StringBuilder text, Block block) {
        if (block instanceof Block.Text paragraph) {
            text.append(Escape.markdownLine(paragraph.text())).append("\n\n");
        } else if (block instanceof Block.Items list) {
            list.items().forEach(item -> text.append("- ").append(Escape.markdownLine(item)).append('\n'));
            text.append('\n');
        } else if (block instanceof Block.Grid grid) {
            text.append(Escape.markdownLine(grid.caption())).append(":\n\n");
            row(text, grid.head());
            text.append("|---".repeat(grid.head().size())).append("|\n");
            grid.rows().forEach(row -> row(text, row));
            text.append('\n');
        }
    }

    private static void row(StringBuilder text, List<String> cells) {
        cells.forEach(cell -> text.append("| ").append(Escape.markdown(cell)).append(' '));
        text.append("|\n");
    }
}
