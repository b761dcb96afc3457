package assay.site;

import java.nio.file.Path;
import java.util.List;

/**
 * What a build wrote.
 *
 * @param home the first page to open
 * @param pages number of HTML pages
 * @param links number of internal links and anchors that were checked
 * @param bytes size of all files together
 * @param missing what the site had to leave out, one sentence each
 */
public record SiteSummary(Path home, int pages, int links, long bytes, List<String> missing) {

    public SiteSummary {
        missing = List.copyOf(missing);
    }
}
