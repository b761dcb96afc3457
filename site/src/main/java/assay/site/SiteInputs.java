package assay.site;

import java.nio.file.Path;

/**
 * Where the site's material is. A part that does not exist is left out of the site, which then says so.
 *
 * @param content folder of texts in Markdown
 * @param certificates folder of {@code <method>.json} and {@code book.json}
 * @param executedChapters folder of {@code <NN-name>/chapter.ipynb}, executed
 * @param data folder of data cards in JSON
 * @param methods the catalogue in JSON
 * @param worlds the worlds in JSON
 * @param version the version that is published
 * @param bookState where the book of badges stands, in JSON; without it the site shows what certificates tell
 * @param cases what the commands of the study cases answered, in JSON
 */
public record SiteInputs(
        Path content,
        Path certificates,
        Path executedChapters,
        Path data,
        Path methods,
        Path worlds,
        String version,
        Path bookState,
        Path cases) {}
