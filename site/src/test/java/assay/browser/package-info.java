/** The published site in a browser, and its markup: run on a site that exists, named by {@code -Dassay.guide=FOLDER}. */
@NullMarked
package assay.browser;

import org.jspecify.annotations.NullMarked;
