package assay.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** What the first bytes of a file say that it is; its name is not asked. */
enum FileKind {
    /** Delimited text. */
    TEXT("csv"),
    /** Delimited text, compressed by gzip. */
    GZIPPED_TEXT("csv.gz"),
    /** Apache Parquet. */
    PARQUET("parquet");

    private static final int SNIFFED = 65_536;
    private static final String REMEDY = " Save the table as CSV in UTF-8, or as Parquet.";

    private final String extension;

    FileKind(String extension) {
        this.extension = extension;
    }

    /** The extension under which such a file is kept, without its dot. */
    String extension() {
        return extension;
    }

    /** The text of a file of this kind. */
    Content text(Content content) {
        return this == GZIPPED_TEXT
                ? () -> new BufferedInputStream(new GZIPInputStream(content.open(), SNIFFED), SNIFFED)
                : content;
    }

    /**
     * Looks at the first bytes.
     *
     * @throws DataException with FILE_EMPTY or FILE_FORMAT when they are no table
     */
    static FileKind of(String name, Content content) throws IOException {
        byte[] head = head(content);
        if (head.length == 0) {
            throw new DataException(DataProblem.FILE_EMPTY, name + " is empty: it has no header and no rows.");
        }
        if (startsWith(head, 'P', 'A', 'R', '1')) {
            return PARQUET;
        }
        if (!startsWith(head, 0x1f, 0x8b)) {
            requireText(name, head);
            return TEXT;
        }
        byte[] inside;
        try {
            inside = head(GZIPPED_TEXT.text(content));
        } catch (IOException e) {
            throw new DataException(
                    DataProblem.FILE_FORMAT, name + " is damaged or cut short: gzip cannot unpack it.", e);
        }
        if (inside.length == 0) {
            throw new DataException(DataProblem.FILE_EMPTY, name + " is empty inside its gzip compression.");
        }
        requireText(name, inside);
        return GZIPPED_TEXT;
    }

    private static byte[] head(Content content) throws IOException {
        try (InputStream in = content.open()) {
            return in.readNBytes(SNIFFED);
        }
    }

    private static void requireText(String name, byte[] head) {
        if (startsWith(head, 0xff, 0xfe) || startsWith(head, 0xfe, 0xff)) {
            throw new DataException(DataProblem.FILE_FORMAT, name + " is UTF-16 text, not UTF-8." + REMEDY);
        }
        if (startsWith(head, 'P', 'K', 3, 4)) {
            throw new DataException(
                    DataProblem.FILE_FORMAT, name + " is a zip archive or a spreadsheet workbook, not CSV." + REMEDY);
        }
        for (byte b : head) {
            if (b == 0) {
                throw new DataException(
                        DataProblem.FILE_FORMAT,
                        name + " has binary content: it is neither CSV nor Parquet (or it is UTF-16 text)." + REMEDY);
            }
        }
    }

    private static boolean startsWith(byte[] head, int... magic) {
        if (head.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((head[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
