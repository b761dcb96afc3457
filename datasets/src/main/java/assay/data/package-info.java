/** Real data as Tablesaw tables: cards that say what a table is good for, checksums, loaders, and a reader for a user's own file. */
@NullMarked
package assay.data;

import org.jspecify.annotations.NullMarked;
