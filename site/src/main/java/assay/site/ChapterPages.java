package assay.site;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The chapters as they were executed. */
final class ChapterPages {

    private static final Pattern HEADING = Pattern.compile("(?s)<h2 id=\"([^\"]*)\">(.*?)</h2>");
    private static final Pattern OTHER = Pattern.compile("(?:\\.\\./)([0-9]{2}-[a-z0-9-]+)/chapter\\.ipynb(#.*)?");

    private final Library library;
    private final GlossaryTerms glossary;
    private final List<Page> pages = new ArrayList<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private ChapterPages(Library library) {
        this.library = library;
        this.glossary = GlossaryTerms.of(library);
    }

    static ChapterPages write(Library library) {
        ChapterPages written = new ChapterPages(library);
        written.index();
        for (int i = 0; i < library.chapters().size(); i++) {
            written.chapter(i);
        }
        return written;
    }

    List<Page> pages() {
        return pages;
    }

    /** Images and notebooks, by their place in the site. */
    Map<String, byte[]> files() {
        return files;
    }

    private void index() {
        Html html = new Html("../");
        html.leaf("h1", "Chapters");
        html.leaf(
                "p",
                "Notebooks as they were executed by the build: one decision, one real table, a naive answer that fails, and the method that earns its certificate.",
                "class",
                "lead");
        if (library.chapters().isEmpty()) {
            html.leaf("p", "No chapter has been executed yet. Run ./assay publish.", "class", "notice");
        }
        ReadingPath.write(html, library.chapters());
        if (library.content().page("promote").isPresent()) {
            html.open("p")
                    .text("When you have read a few: ")
                    .link("promote.html", "promote your own method")
                    .text(".");
            html.close();
        }
        pages.add(Page.of("chapters/index.html", "Chapters", "chapters", "Executed notebooks.", html));
    }

    private void chapter(int position) {
        Chapter chapter = library.chapters().get(position);
        NotebookOutput outputs = new NotebookOutput(chapter.slug());
        Html cells = cells(chapter, outputs);
        Html html = new Html("../");
        html.open("div", "class", "chapter");
        contents(html, cells.toString());
        html.open("article", "class", "prose")
                .leaf("p", kicker(chapter), "class", "kicker")
                .leaf("h1", chapter.title());
        html.open("p", "class", "downloads").text("Download: ");
        html.openLink(notebook(chapter), "download", "")
                .text("executed notebook")
                .close();
        if (Files.exists(chapter.clean())) {
            html.text(" · ")
                    .openLink(clean(chapter), "download", "")
                    .text("clean copy")
                    .close();
        }
        html.close().add(cells);
        neighbours(html, position);
        html.close().close();
        pages.add(Page.of(chapter.page(), chapter.title(), "chapters", chapter.question(), html));
        outputs.files().forEach((name, bytes) -> files.put("chapters/" + name, bytes));
        notebooks(chapter);
    }

    private static String kicker(Chapter chapter) {
        String effort = ReadingPath.effort(chapter);
        return effort.isEmpty() ? "Chapter" : "Chapter, " + effort;
    }

    private static String notebook(Chapter chapter) {
        return "chapters/" + chapter.slug() + ".ipynb";
    }

    private static String clean(Chapter chapter) {
        return "chapters/" + chapter.slug() + ".clean.ipynb";
    }

    private Html cells(Chapter chapter, NotebookOutput outputs) {
        Markdown markdown = new Markdown("chapter " + chapter.name(), ChapterPages::site);
        Html html = new Html("../");
        GlossaryTerms.Linker terms = glossary.linker(html.root());
        boolean titled = false;
        for (Json cell : chapter.cells()) {
            String source = cell.text("source");
            if (cell.text("cell_type").equals("markdown")) {
                String text = titled ? source : source.replaceFirst("(?m)\\A\\s*# .*$", "");
                titled |= !text.equals(source);
                html.trusted(terms.link(demoted(markdown.render(text, 0))));
            } else if (cell.text("cell_type").equals("code")) {
                html.open("div", "class", "cell-code").add(JavaHighlighter.block(source, "java"));
                cell.list("outputs").forEach(output -> html.add(outputs.render(output)));
                html.close().line();
            }
        }
        return html;
    }

    /** The page has one first-level heading, its title. */
    private static String demoted(String html) {
        return html.replace("<h1 ", "<h2 ").replace("</h1>", "</h2>");
    }

    /** A link to another notebook becomes a link to its page. */
    private static String site(String link) {
        Matcher other = OTHER.matcher(link);
        if (!other.matches()) {
            return link;
        }
        String anchor = other.group(2);
        return other.group(1) + ".html" + (anchor == null ? "" : anchor);
    }

    private static void contents(Html html, String cells) {
        html.open("nav", "class", "contents", "aria-label", "Contents of the chapter")
                .open("ol");
        Matcher heading = HEADING.matcher(cells);
        while (heading.find()) {
            html.open("li").open("a", "href", "#" + heading.group(1));
            html.trusted(heading.group(2).replaceAll("</?(?:a|code)[^>]*>", ""))
                    .close()
                    .close();
        }
        html.close().close();
    }

    private void neighbours(Html html, int position) {
        html.open("nav", "class", "neighbours", "aria-label", "Other chapters");
        if (position > 0) {
            Chapter before = library.chapters().get(position - 1);
            html.link(before.page(), "← " + before.title(), "rel", "prev");
        }
        if (position + 1 < library.chapters().size()) {
            Chapter after = library.chapters().get(position + 1);
            html.link(after.page(), after.title() + " →", "rel", "next");
        }
        html.link("chapters/index.html", "All chapters").close();
    }

    private void notebooks(Chapter chapter) {
        try {
            files.put(notebook(chapter), Files.readAllBytes(chapter.file()));
            if (Files.exists(chapter.clean())) {
                files.put(clean(chapter), Files.readAllBytes(chapter.clean()));
            }
        } catch (IOException e) {
            throw new SiteException("Cannot read " + chapter.file() + ": " + e.getMessage(), e);
        }
    }
}
