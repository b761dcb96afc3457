package assay.notebook;

import java.util.List;

/**
 * An exercise of a chapter whose answer is a number. A checking cell calls {@code Exercise.of(chapter, number).check(answer)}.
 *
 * @param chapter the number of the chapter
 * @param number the number of the exercise in it
 * @param answer the right answer, rounded as asked
 * @param decimals how many decimals are asked for
 * @param range where an answer of this kind must lie
 * @param hint what to think of when nothing more can be said
 * @param traps answers that are wrong in a known way
 */
public record Exercise(
        int chapter, int number, double answer, int decimals, Range range, String hint, List<Trap> traps) {

    /**
     * Where an answer must lie.
     *
     * @param least the least it can be
     * @param most the most it can be
     * @param what what the number is, such as {@code "A coverage is a share"}
     */
    public record Range(double least, double most, String what) {

        boolean holds(double value) {
            return value >= least && value <= most;
        }
    }

    /**
     * A wrong answer that people give.
     *
     * @param value the answer, rounded as asked
     * @param hint what is wrong with it
     */
    public record Trap(double value, String hint) {}

    /**
     * Checks its components.
     *
     * @throws IllegalArgumentException if the answer lies outside its range, or a trap is the answer
     */
    public Exercise {
        if (!range.holds(answer)) {
            throw new IllegalArgumentException(
                    "the answer of exercise " + chapter + "." + number + " lies outside its range");
        }
        traps = List.copyOf(traps);
        String right = Answers.text(answer, decimals);
        for (Trap trap : traps) {
            if (Answers.text(trap.value(), decimals).equals(right)) {
                throw new IllegalArgumentException("a trap of exercise " + chapter + "." + number + " is its answer");
            }
        }
    }

    /**
     * An exercise of the chapters.
     *
     * @param chapter the number of the chapter, from 1
     * @param number the number of the exercise, from 1
     * @return the exercise
     * @throws IllegalArgumentException if there is none
     */
    public static Exercise of(int chapter, int number) {
        return all().stream()
                .filter(each -> each.chapter == chapter && each.number == number)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("there is no exercise " + number + " in chapter " + chapter));
    }

    /**
     * All exercises of the chapters.
     *
     * @return by chapter and number
     */
    public static List<Exercise> all() {
        return ExerciseFile.ALL;
    }

    /**
     * Prints whether an answer is right. {@code NaN} is no answer yet.
     *
     * @param given the answer; more decimals than asked for are rounded
     * @throws WrongAnswer if it is wrong; the message says in which way, and does not tell the answer
     */
    public void check(double given) {
        if (Double.isNaN(given)) {
            System.out.println("Exercise " + number + ": not answered yet");
            return;
        }
        String wrong = Answers.fault(this, given);
        if (!wrong.isEmpty()) {
            throw new WrongAnswer("Exercise " + number + ": " + wrong);
        }
        System.out.println("Exercise " + number + ": right, " + Answers.text(given, decimals));
    }
}
