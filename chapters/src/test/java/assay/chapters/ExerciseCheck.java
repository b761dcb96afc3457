package assay.chapters;

import assay.notebook.CellEngine;
import assay.notebook.CellResult;
import assay.notebook.Exercise;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers the exercises of one chapter where its cells ended: not at all, wrongly in every known way, and by its solutions. */
final class ExerciseCheck {

    private static final Pattern SOLUTION =
            Pattern.compile("(?s)\\*\\*(\\d)\\.\\*\\*.*?<details><summary>Solution</summary>(.*?)</details>");
    private static final Pattern CODE = Pattern.compile("(?s)```java\n(.*?)\n```");

    private final int chapter;
    private final String prose;
    private final String code;
    private final List<String> problems = new ArrayList<>();

    ExerciseCheck(Path notebook) throws IOException {
        Path folder = Objects.requireNonNull(notebook.toAbsolutePath().getParent());
        chapter = Integer.parseInt(folder.getFileName().toString().substring(0, 2));
        StringBuilder texts = new StringBuilder();
        StringBuilder sources = new StringBuilder();
        for (JsonElement each : JsonParser.parseString(Files.readString(notebook))
                .getAsJsonObject()
                .getAsJsonArray("cells")) {
            boolean isCode =
                    each.getAsJsonObject().get("cell_type").getAsString().equals("code");
            (isCode ? sources : texts)
                    .append(ChapterForm.source(each.getAsJsonObject()))
                    .append("\n");
        }
        prose = texts.toString();
        code = sources.toString();
    }

    List<String> problems() {
        return problems;
    }

    void check(CellEngine engine) {
        List<Exercise> exercises = Exercise.all().stream()
                .filter(each -> each.chapter() == chapter)
                .toList();
        if (exercises.size() < 3 || exercises.size() > 5) {
            problems.add("chapter " + chapter + " has " + exercises.size() + " exercises, not 3 to 5");
        }
        for (Exercise exercise : exercises) {
            String call =
                    "Exercise.of(" + chapter + ", " + exercise.number() + ").check(answer" + exercise.number() + ");";
            String unanswered = "double answer" + exercise.number() + " = Double.NaN;\n" + call;
            expect(exercise, code.contains(unanswered), "has no checking cell");
            check(engine, exercise, call);
        }
        Matcher solution = SOLUTION.matcher(prose);
        int solutions = 0;
        while (solution.find()) {
            solutions++;
        }
        if (solutions != exercises.size()) {
            problems.add(solutions + " solutions, but " + exercises.size() + " exercises");
        }
    }

    private void check(CellEngine engine, Exercise exercise, String call) {
        String answer = "double answer" + exercise.number() + " = ";
        expect(
                exercise,
                run(engine, answer + "Double.NaN;\n" + call).endsWith("not answered yet"),
                "has no blank answer");
        for (Exercise.Trap trap : exercise.traps()) {
            String said = run(engine, answer + trap.value() + ";\n" + call);
            expect(exercise, said.endsWith(trap.hint()), "takes " + trap.value() + " and says " + said);
        }
        String right = String.format(Locale.ROOT, "%." + exercise.decimals() + "f", exercise.answer());
        for (double wrong : List.of(exercise.answer() * 7 + 3, 0.123456, -exercise.answer() * 3 - 5)) {
            String said = run(engine, answer + wrong + ";\n" + call);
            expect(
                    exercise,
                    said.startsWith("WrongAnswer")
                            && said.split("\\. ", -1).length > 1
                            && !said.contains(" " + right + " "),
                    "takes " + wrong + " and says " + said);
        }
        String solved = run(engine, solution(exercise.number()) + "\n" + call);
        expect(exercise, solved.contains(": right, "), "is not solved by its solution: " + solved);
    }

    private String solution(int number) {
        Matcher solution = SOLUTION.matcher(prose);
        while (solution.find()) {
            if (Integer.parseInt(solution.group(1)) == number) {
                Matcher block = CODE.matcher(solution.group(2));
                return block.find() ? block.group(1) : "";
            }
        }
        return "";
    }

    private void expect(Exercise exercise, boolean holds, String otherwise) {
        if (!holds) {
            problems.add("exercise " + chapter + "." + exercise.number() + " " + otherwise);
        }
    }

    /** What a cell printed last, or its error. */
    private static String run(CellEngine engine, String cell) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            CellResult result = engine.run(cell, Duration.ofMinutes(1), data -> {});
            return result.error() == null
                    ? printed.toString(StandardCharsets.UTF_8).strip()
                    : result.error().name() + ": " + result.error().message();
        } finally {
            System.setOut(out);
        }
    }
}
