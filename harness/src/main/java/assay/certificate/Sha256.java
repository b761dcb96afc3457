package assay.certificate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of text, from which every key and digest comes. */
public final class Sha256 {

    private Sha256() {}

    /**
     * The digest of some bytes.
     *
     * @param bytes what to digest
     * @return 32 bytes
     */
    public static byte[] of(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The digest of text in UTF-8, as it is written in files.
     *
     * @param text what to digest
     * @return {@code sha256:} and 64 hexadecimal digits
     */
    public static String hex(String text) {
        return "sha256:" + HexFormat.of().formatHex(of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The first 64 bits of the digest of text, a key of a random stream.
     *
     * @param text what to digest
     * @return the key, big-endian
     */
    public static long key(String text) {
        byte[] digest = of(text.getBytes(StandardCharsets.UTF_8));
        long key = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            key = (key << 8) | (digest[i] & 0xFF);
        }
        return key;
    }
}
