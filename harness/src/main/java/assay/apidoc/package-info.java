/** The engine's public API as data for the site, read from its sources by a doclet. */
@NullMarked
package assay.apidoc;

import org.jspecify.annotations.NullMarked;
