package assay.harness;

import assay.Estimator;
import assay.certificate.CodeDigest;
import assay.certificate.Sha256;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The three digests of a method: of its estimator, of the worlds, and of the claims, controls and code that weigh them.
 *
 * @param code digests of code
 */
record Digests(CodeDigest code) {

    static final List<Class<?>> PROCEDURE =
            List.of(CellRunner.class, FitClaim.class, FitMutation.class, Oracle.class, PermutedTable.class);

    String estimator(Estimator<?> estimator) {
        return Sha256.hex(code.of(roots(estimator)) + '\n' + text(estimator));
    }

    /** The estimator with its options; without the address that a class prints that does not say how it prints. */
    private static String text(Estimator<?> estimator) {
        String address = estimator.getClass().getName() + '@' + Integer.toHexString(estimator.hashCode());
        String text = String.valueOf(estimator);
        return text.equals(address) ? estimator.getClass().getName() : text;
    }

    /** The estimator's class, and those of its options. */
    private static List<Class<?>> roots(Object object) {
        List<Class<?>> roots = new ArrayList<>();
        roots.add(object.getClass());
        RecordComponent[] components = object.getClass().getRecordComponents();
        if (components != null) {
            for (RecordComponent component : components) {
                Object value = Knobs.value(component, object);
                if (value.getClass().getName().startsWith("assay.")) {
                    roots.addAll(roots(value));
                }
            }
        }
        return roots;
    }

    /** The code of the procedure, and of the claims of a method. */
    private static List<Class<?>> procedure(Method<?> method) {
        List<Class<?>> roots = new ArrayList<>(PROCEDURE);
        for (Claim<?> claim : method.claims()) {
            if (!roots.contains(claim.getClass())) {
                roots.add(claim.getClass());
            }
        }
        return roots;
    }

    Map<String, String> worlds(Method<?> method) {
        Map<String, String> digests = new TreeMap<>();
        for (Cell<?> cell : method.cells()) {
            digests.put(cell.world().name(), code.of(List.of(cell.world().getClass())));
        }
        return digests;
    }

    String spec(Method<?> method) {
        StringBuilder text = new StringBuilder(code.of(procedure(method))).append('\n');
        text.append(method.name()).append(' ').append(method.tier()).append('\n');
        for (Claim<?> claim : method.claims()) {
            text.append(claim.spec(method.tier()).withMaximum(0)).append('\n');
        }
        for (Cell<?> cell : method.cells()) {
            text.append(cell.role()).append(' ').append(cell.id()).append(Knobs.of(cell.world()));
            for (Control<?> control : cell.controls()) {
                text.append(' ').append(control.kind()).append(' ').append(control.name());
                control.estimator().ifPresent(e -> text.append(' ').append(estimator(e)));
            }
            text.append('\n');
        }
        method.realTable().ifPresent(table -> text.append(table.dataset()).append(table.description()));
        return Sha256.hex(text.toString());
    }
}
