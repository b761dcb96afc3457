/** The harness: claims, controls and cells, the runner that certifies them, the catalogue and the verifier. */
@NullMarked
package assay.harness;

import org.jspecify.annotations.NullMarked;
