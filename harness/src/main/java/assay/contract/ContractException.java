package assay.contract;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/** A contract cannot be used: it is no YAML, or says what cannot be meant. */
public final class ContractException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<ContractProblem> problems;

    /**
     * Mistakes of a contract.
     *
     * @param problems all that were found, at least one; those that are the same are told once
     * @throws IllegalArgumentException if there is none
     */
    public ContractException(List<ContractProblem> problems) {
        super(message(problems));
        this.problems = List.copyOf(new LinkedHashSet<>(problems));
    }

    /**
     * A mistake of a contract.
     *
     * @param problem the mistake
     */
    public ContractException(ContractProblem problem) {
        this(List.of(problem));
    }

    private static String message(List<ContractProblem> problems) {
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("a contract without mistakes is no error");
        }
        return problems.stream().map(ContractProblem::text).distinct().collect(Collectors.joining("\n"));
    }

    /**
     * The mistakes.
     *
     * @return in the order in which they were found
     */
    public List<ContractProblem> problems() {
        return new ArrayList<>(problems);
    }
}
