package assay.rounds;

/**
 * A part of a round's log that has been taken in.
 *
 * @param digest of its content
 * @param rows rows
 */
record Chunk(String digest, int rows) {}
