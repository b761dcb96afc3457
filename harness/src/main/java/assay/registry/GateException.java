package assay.registry;

import java.util.List;
import java.util.stream.Collectors;

/** A move was refused since gates are closed. */
public final class GateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Gate> gates;

    GateException(String experiment, String action, List<Gate> gates, List<Gate> closed) {
        super("cannot " + action + " '" + experiment + "': "
                + closed.stream()
                        .map(gate -> gate.name() + " (" + gate.message() + "; " + gate.remedy() + ")")
                        .collect(Collectors.joining("; "))
                + ". A closed gate is passed with a written reason only: --override GATE=REASON.");
        this.gates = List.copyOf(gates);
    }

    /**
     * What all gates said.
     *
     * @return the open ones too
     */
    public List<Gate> gates() {
        return gates;
    }
}
