package assay.site;

import java.util.List;

/**
 * A page before it is framed.
 *
 * @param path its place from the top of the site, such as {@code methods/lin.html}
 * @param title its title
 * @param section the entry of the navigation that it belongs to
 * @param description one sentence for search engines and search results
 * @param body its content, already safe HTML
 * @param keywords further words to find it by
 */
record Page(String path, String title, String section, String description, String body, List<String> keywords) {

    Page {
        keywords = List.copyOf(keywords);
    }

    static Page of(String path, String title, String section, String description, Html body) {
        return new Page(path, title, section, description, body.toString(), List.of());
    }

    Page withKeywords(List<String> words) {
        return new Page(path, title, section, description, body, words);
    }

    /** The way from a page to the top of the site. */
    static String root(String path) {
        long depth = path.chars().filter(c -> c == '/').count();
        return "../".repeat((int) depth);
    }
}
