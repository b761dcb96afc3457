package assay.contract;

import assay.random.Philox;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Spoils texts, the same way every time. */
final class Mutations {

    private static final List<String> VALUES = List.of(
            "~",
            "",
            "yes",
            "-1",
            "0",
            "1.5",
            "1e3",
            "010",
            "1e999",
            "9".repeat(400),
            ".nan",
            ".inf",
            "-.INF",
            "[]",
            "{}",
            "[a, a]",
            "{a: {b: [1]}}",
            "\"\"",
            "' '",
            "'5'",
            "true",
            "*all",
            "&all x",
            "!!javax.script.ScriptEngineManager [x]",
            "!!int '5'",
            "!local 5",
            "2026-02-30T00:00:00Z",
            "1999-01-01T00:00:00Z",
            "\u202Eabc\u0000",
            "\uD83D\uDE00 \u00E9\u0301",
            "\"\\uD800\"",
            "| ",
            "> folded",
            "@1",
            "conversion_7d@",
            "x".repeat(5000),
            "((((country = 'US'",
            "'' or 1=1 --",
            "%s%n${x}",
            "../../etc");

    private final Philox random;

    Mutations(int stream) {
        random = new Philox(20_260_722L, stream, 0);
    }

    byte[] bytes(String text) {
        String spoiled = text;
        int times = 1 + random.nextInt(3);
        for (int k = 0; k < times; k++) {
            spoiled = once(spoiled);
        }
        byte[] bytes = spoiled.getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(8) == 0 && bytes.length > 0) {
            for (int k = 0; k < 3; k++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
        }
        return bytes;
    }

    private String once(String text) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        int at = random.nextInt(lines.size());
        int other = random.nextInt(lines.size());
        String line = lines.get(at);
        int colon = line.indexOf(':');
        switch (random.nextInt(11)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(other, line);
            case 2 -> lines.set(at, "  " + line);
            case 3 -> lines.set(at, line.stripLeading());
            case 4, 5, 6, 7 ->
                lines.set(
                        at,
                        (colon < 0 ? line + ": " : line.substring(0, colon + 1) + " ")
                                + VALUES.get(random.nextInt(VALUES.size())));
            case 8 -> {
                String there = lines.get(other);
                int colonThere = there.indexOf(':');
                if (colon >= 0 && colonThere >= 0) {
                    lines.set(at, line.substring(0, colon) + there.substring(colonThere));
                    lines.set(other, there.substring(0, colonThere) + line.substring(colon));
                }
            }
            case 9 -> lines.set(at, line.isEmpty() ? "\t" : swap(line));
            default -> lines.subList(at, lines.size()).clear();
        }
        return String.join("\n", lines);
    }

    private String swap(String line) {
        int at = random.nextInt(line.length());
        char[] junk = {'\t', '{', '}', '[', '"', '\'', ':', '#', '&', '*', '!', '-', '?', '\u0007', '\uFEFF', 'z'};
        return line.substring(0, at) + junk[random.nextInt(junk.length)] + line.substring(at + 1);
    }
}
