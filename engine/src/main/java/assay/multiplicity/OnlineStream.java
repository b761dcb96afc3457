package assay.multiplicity;

import assay.Arguments;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A stream of hypotheses up to now, under a rule: what it takes to decide the next one. Immutable; {@link #text} writes it down
 * between one experiment and the next, and {@link #parse} goes on from there.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if times are not increasing or beyond the tests so far.
 *
 * @param rule the rule, fixed before the first hypothesis
 * @param tested hypotheses decided so far
 * @param candidates times, from 1, of tests that were candidates, for a rule that has them
 * @param rejections times, from 1, of rejections
 */
public record OnlineStream(OnlineRule rule, int tested, List<Integer> candidates, List<Integer> rejections) {

    public OnlineStream {
        Arguments.atLeast("tested", tested, 0);
        candidates = times("candidates", candidates, tested);
        rejections = times("rejections", rejections, tested);
    }

    private static List<Integer> times(String what, List<Integer> times, int tested) {
        int last = 0;
        for (int time : times) {
            if (time <= last || time > tested) {
                throw new IllegalArgumentException(
                        "times of " + what + " must increase from 1 to at most " + tested + ", not " + times);
            }
            last = time;
        }
        return List.copyOf(times);
    }

    /**
     * A stream before its first hypothesis.
     *
     * @param rule the rule
     * @return with nothing decided
     */
    public static OnlineStream start(OnlineRule rule) {
        return new OnlineStream(rule, 0, List.of(), List.of());
    }

    /**
     * The level of the next hypothesis: for a rule on p-values what its p-value must not exceed, for a rule on e-values the
     * reciprocal of what its e-value must reach.
     *
     * @return in [0, 1]
     */
    public double level() {
        return rule.level(this);
    }

    /**
     * Decides the next hypothesis.
     *
     * @param evidence its p-value, or for a rule on e-values the logarithm of its e-value
     * @return the stream after it
     * @throws IllegalArgumentException if that is no such number
     */
    public OnlineStream after(double evidence) {
        rule.check(evidence);
        int time = tested + 1;
        return new OnlineStream(
                rule,
                time,
                with(candidates, time, rule.candidate(evidence)),
                with(rejections, time, rule.rejects(evidence, level())));
    }

    private static List<Integer> with(List<Integer> times, int time, boolean added) {
        if (!added) {
            return times;
        }
        List<Integer> more = new ArrayList<>(times);
        more.add(time);
        return more;
    }

    /**
     * Whether the hypothesis that came last was rejected.
     *
     * @return false before the first
     */
    public boolean rejectedLast() {
        return !rejections.isEmpty() && rejections.get(rejections.size() - 1) == tested;
    }

    /** Candidates after a time. */
    int candidatesAfter(int time) {
        int at = Collections.binarySearch(candidates, time + 1);
        return candidates.size() - (at >= 0 ? at : -at - 1);
    }

    /**
     * The stream as one line of text.
     *
     * @return the name of the rule, its options and the history, as {@code key=value}
     */
    public String text() {
        return rule.name() + " " + rule.options() + " tested=" + tested + " candidates=" + joined(candidates)
                + " rejections=" + joined(rejections);
    }

    private static String joined(List<Integer> times) {
        return times.stream().map(String::valueOf).collect(Collectors.joining(";"));
    }

    /**
     * Reads a stream.
     *
     * @param text what {@link #text} wrote
     * @return an equal stream
     * @throws IllegalArgumentException if it is no such text
     */
    public static OnlineStream parse(String text) {
        List<String> words = List.of(text.strip().split("\\s+", -1));
        Map<String, String> values = new HashMap<>();
        for (String word : words.subList(1, words.size())) {
            int at = word.indexOf('=');
            if (at < 1) {
                throw new IllegalArgumentException("'" + word + "' of a stream is not a key=value");
            }
            values.put(word.substring(0, at), word.substring(at + 1));
        }
        try {
            return new OnlineStream(
                    rule(words.get(0), values),
                    Integer.parseInt(value(values, "tested")),
                    times(value(values, "candidates")),
                    times(value(values, "rejections")));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not the state of a stream, as a number is unreadable: " + text, e);
        }
    }

    private static OnlineRule rule(String name, Map<String, String> values) {
        double rate = Double.parseDouble(value(values, "rate"));
        return switch (name) {
            case "lord" -> new LordPlusPlus(rate, Double.parseDouble(value(values, "first")), shares(values));
            case "saffron" ->
                new Saffron(
                        rate,
                        Double.parseDouble(value(values, "first")),
                        Double.parseDouble(value(values, "lambda")),
                        shares(values));
            case "e-lond" -> new ELond(rate);
            default ->
                throw new IllegalArgumentException(
                        "there is no online rule '" + name + "'; the rules are lord, saffron and e-lond");
        };
    }

    private static GammaSequence shares(Map<String, String> values) {
        GammaSequence.Shape shape =
                GammaSequence.Shape.valueOf(value(values, "shares").toUpperCase(Locale.ROOT));
        int horizon = Integer.parseInt(value(values, "horizon"));
        return horizon == 0 ? GammaSequence.endless(shape) : GammaSequence.upTo(shape, horizon);
    }

    private static String value(Map<String, String> values, String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("the state of a stream lacks " + key);
        }
        return value;
    }

    private static List<Integer> times(String text) {
        return text.isEmpty()
                ? List.of()
                : List.of(text.split(";", -1)).stream().map(Integer::valueOf).toList();
    }
}
