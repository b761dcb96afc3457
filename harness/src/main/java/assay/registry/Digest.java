package assay.registry;

import assay.certificate.Sha256;

/** SHA-256 of text, as it stands in the store. */
final class Digest {

    /** What the first entry of a chain follows. */
    static final String NONE = "0".repeat(64);

    private static final int PREFIX = "sha256:".length();

    private Digest() {}

    static String of(String text) {
        return Sha256.hex(text).substring(PREFIX);
    }
}
