/**
 * Certificates: the evidence that they rest on, the records that they are stored as, and the digests that tie them to
 * code. Knows nothing of estimators or worlds.
 */
@NullMarked
package assay.certificate;

import org.jspecify.annotations.NullMarked;
