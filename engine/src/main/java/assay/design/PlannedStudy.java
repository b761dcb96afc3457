package assay.design;

import assay.Arguments;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A study that enrols as many units as its plan asks for and is then analysed: what a sample-size formula is good for, in
 * one estimator. Rows are taken in order until each arm is full, so that arms have the planned sizes exactly.
 *
 * <p>Of several plans it carries out the largest for which there are enough units, as one does who plans for the smallest
 * effect that the traffic can show.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there is no plan.
 *
 * @param plans sizes and the effects that they are for, all of one design
 * @param target what is estimated, under which the analysis's estimate is reported
 * @param analysis how the enrolled units are analysed
 */
public record PlannedStudy(List<Plan> plans, Estimand target, Estimator<Fit> analysis) implements Estimator<Fit> {

    public PlannedStudy {
        plans = List.copyOf(plans);
        if (plans.isEmpty()) {
            throw new IllegalArgumentException("a planned study needs at least one plan");
        }
    }

    /**
     * One plan.
     *
     * @param design the design
     * @param effect planned effect
     * @param power planned power
     * @param size what they ask for
     */
    public record Plan(StudyDesign design, double effect, double power, SampleSize size) {

        /**
         * A plan by the design's own size.
         *
         * @param design the design
         * @param effect planned effect
         * @param power planned power, in (0, 1)
         * @return the plan
         */
        public static Plan of(StudyDesign design, double effect, double power) {
            return new Plan(design, effect, power, design.size(effect, power));
        }

        /**
         * The same plan with another size.
         *
         * @param factor what each arm is multiplied by, above 0
         * @return the changed plan
         */
        public Plan times(double factor) {
            Arguments.positive("factor", factor);
            List<Long> arms =
                    size.arms().stream().map(n -> (long) Math.ceil(factor * n)).toList();
            return new Plan(
                    design, effect, power, new SampleSize(factor * size.exact(), arms, size.unit(), size.power()));
        }
    }

    /**
     * A study for several effects.
     *
     * @param design the design
     * @param power planned power, in (0, 1)
     * @param target what is estimated
     * @param analysis how the enrolled units are analysed
     * @param effects the effects that are planned for
     * @return the study
     */
    public static PlannedStudy of(
            StudyDesign design, double power, Estimand target, Estimator<Fit> analysis, double... effects) {
        return new PlannedStudy(
                Arrays.stream(effects)
                        .mapToObj(effect -> Plan.of(design, effect, power))
                        .toList(),
                target,
                analysis);
    }

    /**
     * The same study with another number of units.
     *
     * @param factor what each arm is multiplied by, above 0
     * @return the changed study
     */
    public PlannedStudy times(double factor) {
        return new PlannedStudy(plans.stream().map(plan -> plan.times(factor)).toList(), target, analysis);
    }

    @Override
    public Set<Role> needs() {
        return analysis.needs();
    }

    @Override
    public Set<Role> reads() {
        return analysis.reads();
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        Fit fit = analysis.estimate(enrolled(sample), random);
        List<Estimate> terms = fit.terms().stream()
                .map(e -> new Estimate(target, e.term(), e.value(), e.stdError(), e.inference()))
                .toList();
        return new Fit(terms, fit.glance(), fit.cautions());
    }

    /**
     * The study with the one plan that it would carry out.
     *
     * @param sample all that could be enrolled
     * @return the largest plan for which there are enough units
     * @throws EstimationException if there are too few for any plan
     */
    public PlannedStudy chosen(Sample sample) {
        return new PlannedStudy(List.of(plan(enrolment(sample).available())), target, analysis);
    }

    /**
     * The units that the study enrols.
     *
     * @param sample all that could be enrolled, in order of arrival
     * @return the rows of the largest plan for which there are enough
     * @throws EstimationException if there are too few for any plan
     */
    public Sample enrolled(Sample sample) {
        Enrolment enrolment = enrolment(sample);
        return enrolment.first(plan(enrolment.available()).size().arms());
    }

    private Enrolment enrolment(Sample sample) {
        return Enrolment.of(sample, plans.get(0).size().unit());
    }

    private Plan plan(long[] available) {
        return plans.stream()
                .filter(plan -> fits(plan.size().arms(), available))
                .max((a, b) -> Long.compare(a.size().total(), b.size().total()))
                .orElseThrow(() -> new EstimationException(
                        Problem.TOO_FEW_ROWS,
                        "No plan can be carried out: " + Arrays.toString(available)
                                + " units came by arm, and the smallest plan asks for "
                                + plans.get(0).size().arms() + ".",
                        "Plan for a larger effect, or wait for more units."));
    }

    private static boolean fits(List<Long> arms, long[] available) {
        for (int a = 0; a < arms.size(); a++) {
            if (a >= available.length || arms.get(a) > available[a]) {
                return false;
            }
        }
        return true;
    }
}
