package assay.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects mistakes, so that a reader can tell all of them at once. */
final class Problems {

    private final List<ContractProblem> found = new ArrayList<>();

    /** Adds a mistake at a value. */
    void add(YamlNode node, String why, String fix) {
        found.addAll(node.problem(why, fix).problems());
    }

    /** Adds a mistake at the name of a field. */
    void add(YamlNode node, String key, String why, String fix) {
        found.addAll(node.problem(key, why, fix).problems());
    }

    /** Checks the form of a value. */
    void check(Shape shape, YamlNode node) {
        shape.check(node, found);
    }

    /** Runs a step that may fail, and keeps its mistakes. */
    <T> Optional<T> attempt(Supplier<T> step) {
        try {
            return Optional.of(step.get());
        } catch (ContractException e) {
            found.addAll(e.problems());
            return Optional.empty();
        }
    }

    /** Whether nothing was found so far. */
    boolean none() {
        return found.isEmpty();
    }

    /** The number of mistakes so far. */
    int size() {
        return found.size();
    }

    /** Ends with an error if anything was found. */
    void end() {
        if (!found.isEmpty()) {
            throw new ContractException(found);
        }
    }
}
