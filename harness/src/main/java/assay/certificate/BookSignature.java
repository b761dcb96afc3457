package assay.certificate;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A signature under the book up to some line, as stored in {@code book.json.sig}. Lines that are added later do not break
 * it, as the chain holds the line that was signed; a book whose lines were written anew does.
 *
 * @param schema {@value #SCHEMA}
 * @param entries lines that are signed
 * @param digest digest that stands for them
 * @param publicKey key to check with, X.509 in Base64
 * @param signature Ed25519 signature of lines and digest, in Base64
 */
public record BookSignature(String schema, int entries, String digest, String publicKey, String signature) {

    /** The schema of this version. */
    public static final String SCHEMA = "assay/book-signature/1";

    private static final String ALGORITHM = "Ed25519";
    private static final String FILE = "book.json.sig";
    private static final BookSignature UNREADABLE = new BookSignature(SCHEMA, -1, "", "", "");

    /**
     * Makes a pair of keys: the private one in the file (PEM, PKCS #8), the public one beside it with {@code .pub} (PEM,
     * X.509).
     *
     * @param file where the private key goes; must not exist
     * @throws IllegalArgumentException if a file is there already
     */
    public static void newKey(Path file) {
        if (Files.exists(file) || Files.exists(publicKeyFile(file))) {
            throw new IllegalArgumentException("There is a key at " + file + " already; choose another name");
        }
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            AtomicFile.replace(file, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            AtomicFile.replace(
                    publicKeyFile(file), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform from 15 on has Ed25519", e);
        }
    }

    /**
     * Signs the book of a folder as it is now.
     *
     * @param files the folder
     * @param key file of the private key; the public one lies beside it with {@code .pub}
     * @return the file of the signature
     * @throws IllegalArgumentException if the book is broken, or a key cannot be read or does not belong to the other
     */
    public static Path sign(CertificateFiles files, Path key) {
        Ledger ledger = files.ledger();
        List<String> faults = ledger.faults();
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("A broken book is not signed: " + faults.get(0));
        }
        byte[] publicKey = decode(publicKeyFile(key));
        try {
            PrivateKey secret = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(decode(key)));
            Signature signer = Signature.getInstance(ALGORITHM);
            signer.initSign(secret);
            signer.update(signed(ledger.entries().size(), ledger.head()));
            Base64.Encoder base64 = Base64.getEncoder();
            BookSignature made = new BookSignature(
                    SCHEMA,
                    ledger.entries().size(),
                    ledger.head(),
                    base64.encodeToString(publicKey),
                    base64.encodeToString(signer.sign()));
            made.fault(ledger).ifPresent(fault -> {
                throw new IllegalArgumentException(publicKeyFile(key) + " does not belong to " + key);
            });
            Path file = files.folder().resolve(FILE);
            AtomicFile.replace(file, Json.write(made));
            return file;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(key + " is not an Ed25519 key in PEM (PKCS #8)", e);
        }
    }

    /**
     * Reads the signature of a folder.
     *
     * @param files the folder
     * @return empty if the book is not signed; a file that is no signature is one that does not hold
     */
    public static Optional<BookSignature> read(CertificateFiles files) {
        Path file = files.folder().resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            BookSignature read = Json.GSON.fromJson(Files.readString(file), BookSignature.class);
            return Optional.of(read == null ? UNREADABLE : read);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        } catch (JsonParseException e) {
            return Optional.of(UNREADABLE);
        }
    }

    /**
     * Checks the signature.
     *
     * @param ledger the book
     * @return what is wrong with it, empty if it holds
     */
    public Optional<String> fault(Ledger ledger) {
        if (entries < 0) {
            return Optional.of("the signature cannot be read");
        }
        if (entries > ledger.entries().size()) {
            return Optional.of("the book has fewer lines than were signed");
        }
        if (!new Ledger(ledger.entries().subList(0, entries)).head().equals(digest)) {
            return Optional.of("the lines that were signed are not those of the book");
        }
        try {
            Base64.Decoder base64 = Base64.getDecoder();
            PublicKey key =
                    KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(base64.decode(publicKey)));
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(signed(entries, digest));
            return verifier.verify(base64.decode(signature))
                    ? Optional.empty()
                    : Optional.of("the signature is not that of the book");
        } catch (GeneralSecurityException | RuntimeException e) {
            return Optional.of("the signature cannot be read");
        }
    }

    /**
     * Whether the signature was made with a key that is trusted.
     *
     * @param trusted file of the public key, PEM
     * @return false for another key
     * @throws IllegalArgumentException if the key cannot be read
     */
    public boolean madeWith(Path trusted) {
        return Base64.getEncoder().encodeToString(decode(trusted)).equals(publicKey);
    }

    private static byte[] signed(int entries, String digest) {
        return (SCHEMA + '\n' + entries + '\n' + digest).getBytes(StandardCharsets.UTF_8);
    }

    private static Path publicKeyFile(Path file) {
        return file.resolveSibling(file.getFileName() + ".pub");
    }

    private static String pem(String kind, byte[] key) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }

    private static byte[] decode(Path file) {
        try {
            return Base64.getMimeDecoder().decode(Files.readString(file).replaceAll("-----[A-Z ]+-----", ""));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("There is no readable key (PEM) at " + file, e);
        }
    }
}
