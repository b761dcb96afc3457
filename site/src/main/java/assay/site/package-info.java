/**
 * The static site: reads certificates, executed chapters, cards and texts, and writes plain HTML with SVG figures.
 *
 * <p>Every number on a page comes from one of those files. The only entry is {@code SiteBuilder}.
 */
@NullMarked
package assay.site;

import org.jspecify.annotations.NullMarked;
