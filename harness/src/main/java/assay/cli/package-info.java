/** The command line: data on standard output, talk on standard error. */
@NullMarked
package assay.cli;

import org.jspecify.annotations.NullMarked;
