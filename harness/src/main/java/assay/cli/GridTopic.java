package assay.cli;

import assay.harness.Method;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * A question that is answered by turning one knob: the values that are run, and the methods that are run at each.
 *
 * @param name kebab case
 * @param title what grows
 * @param question what a reader wants to know
 * @param seeing what there is to see
 * @param knob what the slider turns, in words
 * @param headline the claim that leads
 * @param values the values of the knob, in order
 * @param methods the methods side by side
 */
record GridTopic(
        String name,
        String title,
        String question,
        String seeing,
        String knob,
        String headline,
        List<Value> values,
        List<Contender> methods) {

    /**
     * A value of the knob.
     *
     * @param at the value
     * @param words the value in words
     */
    record Value(double at, String words) {}

    /** How a method deals with what the knob turns. */
    enum Stance {
        /** As if there were nothing to deal with. */
        NAIVE,
        /** It is made for it. */
        AWARE
    }

    /**
     * A method of the grid.
     *
     * @param name kebab case, unique in the topic
     * @param title name in words
     * @param catalogue its name in the catalogue, empty for a baseline that is not in it
     * @param stance how it deals with what the knob turns
     * @param at the method with its one cell at a value
     */
    record Contender(String name, String title, String catalogue, Stance stance, DoubleFunction<Method<?>> at) {}

    GridTopic {
        values = List.copyOf(values);
        methods = List.copyOf(methods);
    }

    Contender contender(String wanted) {
        return methods.stream()
                .filter(method -> method.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The topic '" + name + "' has no method '" + wanted
                        + "'. It has "
                        + String.join(
                                ", ", methods.stream().map(Contender::name).toList()) + "."));
    }

    Value value(double wanted) {
        return values.stream()
                .filter(value -> value.at() == wanted)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The topic '" + name + "' was not run at "
                        + Grid.brief(wanted) + ", but at "
                        + String.join(
                                ", ",
                                values.stream()
                                        .map(value -> Grid.brief(value.at()))
                                        .toList()) + "."));
    }
}
