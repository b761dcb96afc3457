package assay.site;

import java.util.Map;

/** Letters in the alphabets of mathematics, as the characters that Unicode has for them. */
final class TexLetters {

    private static final Map<Integer, Integer> DOUBLE_STRUCK = Map.of(
            (int) 'C', 0x2102, (int) 'H', 0x210D, (int) 'N', 0x2115, (int) 'P', 0x2119, (int) 'Q', 0x211A, (int) 'R',
            0x211D, (int) 'Z', 0x2124);

    private static final Map<Integer, Integer> SCRIPT = Map.of(
            (int) 'B', 0x212C, (int) 'E', 0x2130, (int) 'F', 0x2131, (int) 'H', 0x210B, (int) 'I', 0x2110, (int) 'L',
            0x2112, (int) 'M', 0x2133, (int) 'R', 0x211B);

    private TexLetters() {}

    static String doubleStruck(String text) {
        return map(text, DOUBLE_STRUCK, 0x1D538, 0x1D552, 0x1D7D8);
    }

    static String script(String text) {
        return map(text, SCRIPT, 0x1D49C, 0, 0);
    }

    static String bold(String text) {
        return map(text, Map.of(), 0x1D400, 0x1D41A, 0x1D7CE);
    }

    private static String map(String text, Map<Integer, Integer> special, int upper, int lower, int digit) {
        StringBuilder mapped = new StringBuilder();
        text.codePoints().forEach(c -> mapped.appendCodePoint(letter(c, special, upper, lower, digit)));
        return mapped.toString();
    }

    private static int letter(int c, Map<Integer, Integer> special, int upper, int lower, int digit) {
        if (special.containsKey(c)) {
            return special.get(c);
        }
        if (c >= 'A' && c <= 'Z') {
            return upper + c - 'A';
        }
        if (c >= 'a' && c <= 'z' && lower > 0) {
            return lower + c - 'a';
        }
        return c >= '0' && c <= '9' && digit > 0 ? digit + c - '0' : c;
    }
}
