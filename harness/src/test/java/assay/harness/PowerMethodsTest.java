package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.certificate.CellRecord;
import assay.certificate.Certificate;
import assay.certificate.ClaimRecord;
import assay.certificate.ControlRecord;
import assay.certificate.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every plan is certified, and its wrong formulas are refuted; a verdict is wrong with probability at most 0.01. */
class PowerMethodsTest {

    static Stream<String> names() {
        return makers().keySet().stream()
                .filter(n -> System.getProperty("only") == null || n.matches(System.getProperty("only")));
    }

    private static Map<String, Supplier<? extends Method<?>>> makers() {
        Map<String, Supplier<? extends Method<?>>> makers = new LinkedHashMap<>();
        PowerMethods.addTo(makers);
        return makers;
    }

    @ParameterizedTest
    @MethodSource("names")
    void isCertifiedWithItsControls(String name) {
        Supplier<? extends Method<?>> maker = makers().get(name);
        assertThat(maker).isNotNull();
        Certificate certificate = new Certifier(2).certify(maker.get());
        StringBuilder out = new StringBuilder(name + " " + certificate.verdict() + " cpu "
                + certificate.provenance().cpuSeconds() + "\n");
        for (CellRecord cell : certificate.cells()) {
            out.append("  ")
                    .append(cell.id())
                    .append(" ")
                    .append(cell.verdict())
                    .append(" n=")
                    .append(cell.replicates())
                    .append(" fail=")
                    .append(cell.failures())
                    .append("\n");
            for (ClaimRecord c : cell.claims())
                out.append("     ")
                        .append(c.name())
                        .append(" ")
                        .append(c.verdict())
                        .append(" ")
                        .append(c.successes() / c.replicates())
                        .append(" of ")
                        .append(c.threshold())
                        .append("\n");
            for (ControlRecord k : cell.controls()) {
                out.append("     [")
                        .append(k.name())
                        .append("] ")
                        .append(k.required())
                        .append(" -> ")
                        .append(k.verdict());
                for (ClaimRecord c : k.claims())
                    out.append("  ")
                            .append(c.name())
                            .append(" ")
                            .append(String.format("%.3f", c.successes() / c.replicates()))
                            .append("/")
                            .append(c.replicates())
                            .append(c.verdict().name().charAt(0));
                out.append("\n");
            }
        }
        System.out.println(out);
        assertThat(certificate.verdict()).isEqualTo(Verdict.CERTIFIED);
    }
}
