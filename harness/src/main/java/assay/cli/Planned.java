package assay.cli;

import assay.Caution;
import assay.design.SampleSize;
import assay.design.SequentialDesign;
import assay.design.StudyDesign;
import assay.design.Traffic;
import assay.harness.SimulatedPower;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Solves a plan for what was left out, and prints it. */
final class Planned {

    /** Cautions that say that a formula does not hold. */
    private static final Set<String> FORMULA_FAILS =
            Set.of("skewed-outcome", "few-planned-clusters", "few-expected-events");

    private Planned() {}

    /**
     * Solves and prints.
     *
     * @param comparison the name of what is compared
     * @param mean mean under control, 0 where it is not known
     * @param simulation power at a size and an effect by simulation, null where there is none
     */
    static void print(
            String comparison,
            StudyDesign design,
            double mean,
            PlanOptions options,
            @Nullable BiFunction<Integer, Double, SimulatedPower.Point> simulation,
            OutputOptions output,
            PrintWriter out,
            PrintWriter err)
            throws IOException {
        Double given = options.effect(mean);
        Double size = options.size;
        Traffic traffic = options.traffic();
        if (size != null && given != null && options.power != null) {
            throw new IllegalArgumentException(
                    "Size, effect and power are all given, and nothing is left to solve for: leave one of --n, --mde and "
                            + "--power out.");
        }
        if (size == null && given == null) {
            throw new IllegalArgumentException("A plan takes two of size, effect and power: give --mde or --n.");
        }
        String solved;
        double total;
        double effect;
        double power;
        List<Long> arms = new ArrayList<>();
        if (size == null && given != null) {
            solved = "size";
            effect = given;
            SampleSize found = design.size(effect, options.plannedPower());
            total = found.total();
            power = found.power();
            arms.addAll(found.arms());
        } else if (size != null) {
            total = size;
            design.shares().forEach(share -> arms.add(Math.round(share * size)));
            solved = given == null ? "effect" : "power";
            effect = given == null ? design.minimumEffect(total, options.plannedPower()) : given;
            power = design.power(total, effect);
        } else {
            throw new IllegalStateException("unreachable");
        }
        List<Caution> cautions = design.cautions(total);
        boolean fails = cautions.stream().anyMatch(caution -> FORMULA_FAILS.contains(caution.code()));
        SimulatedPower.Point simulated =
                fails && simulation != null ? simulation.apply((int) Math.ceil(total), effect) : null;
        Rows rows = new Rows(
                "comparison",
                "solved_for",
                "unit",
                "n",
                "n_control",
                "n_treated",
                "effect",
                "relative_effect",
                "power",
                "alpha",
                "days",
                "weeks",
                "expected_n",
                "simulated_power",
                "simulated_std_error");
        rows.add(
                comparison,
                solved,
                design.unit().plural(),
                (long) total,
                arms.get(0),
                arms.size() > 1 ? arms.get(1) : null,
                effect,
                mean == 0 ? null : effect / mean,
                power,
                options.test().level(),
                traffic == null ? null : traffic.days(total),
                traffic == null ? null : traffic.weeks(total),
                design instanceof SequentialDesign looks ? looks.expectedSize(total, effect) : null,
                simulated == null ? null : simulated.power(),
                simulated == null ? null : simulated.stdError());
        output.print(out, err, "power", rows.format(output.format()));
        err.println("formula: " + design.formula());
        for (Caution caution : cautions) {
            err.println(CautionLine.of(caution));
        }
        if (fails && simulated == null) {
            err.println("simulate: ./assay power simulate WORLD METHOD, for a world like yours");
        }
    }
}
