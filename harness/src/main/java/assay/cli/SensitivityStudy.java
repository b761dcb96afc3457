package assay.cli;

import assay.Caution;
import assay.Column;
import assay.EstimationException;
import assay.Interval;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.harness.PlantedConfounder;
import assay.sensitivity.Benchmark;
import assay.sensitivity.BiasBounds;
import assay.sensitivity.EValue;
import assay.sensitivity.MatchedPairs;
import assay.sensitivity.OmittedVariableAnalysis;
import assay.sensitivity.OmittedVariableBounds;
import assay.sensitivity.Oster;
import assay.sensitivity.Refutation;
import assay.sensitivity.Strength;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A sensitivity analysis of a table.
 *
 * @param analysis the regression
 * @param bounds its effect and bias bound in the population
 * @param benchmarks what confounders like observed covariates would do
 * @param strengths confounders of stated strength
 * @param learned the effect and bias bound by double machine learning, empty if not asked
 * @param ratio the E-value, empty where the treatment has no two arms or the outcome no ratio
 * @param selection the two regressions of proportional selection, empty without covariates
 * @param pairs matched pairs, empty if no stratum is named
 * @param refutations what attempts to refute it found
 * @param planted what was found with a planted confounder, empty if not asked
 * @param cautions reasons for care
 */
record SensitivityStudy(
        OmittedVariableAnalysis analysis,
        BiasBounds bounds,
        List<Benchmark> benchmarks,
        List<Strength> strengths,
        Optional<BiasBounds> learned,
        Optional<EValue> ratio,
        Optional<Oster> selection,
        Optional<MatchedPairs> pairs,
        List<Refutation> refutations,
        List<PlantedConfounder.Finding> planted,
        List<Caution> cautions) {

    private static final int SHOWN = 3;
    private static final int TRIED = 20;

    SensitivityStudy {
        benchmarks = List.copyOf(benchmarks);
        strengths = List.copyOf(strengths);
        refutations = List.copyOf(refutations);
        planted = List.copyOf(planted);
        cautions = List.copyOf(cautions);
    }

    /** The analysis itself; what else was asked is added by {@code with}. */
    static SensitivityStudy of(
            Sample sample, List<List<String>> asked, List<Double> multiples, List<Strength> strengths) {
        OmittedVariableAnalysis analysis = OmittedVariableAnalysis.of(sample);
        List<Caution> cautions = new ArrayList<>();
        List<Benchmark> benchmarks =
                asked.isEmpty() ? strongest(analysis, multiples) : named(analysis, asked, multiples);
        return new SensitivityStudy(
                analysis,
                OmittedVariableBounds.bounds(analysis),
                benchmarks,
                strengths,
                Optional.empty(),
                ratio(analysis),
                sample.has(Role.COVARIATE) ? Optional.of(Oster.of(analysis)) : Optional.empty(),
                sample.has(Role.STRATUM) ? Optional.of(MatchedPairs.of(sample)) : Optional.empty(),
                List.of(),
                List.of(),
                cautions);
    }

    SensitivityStudy with(
            Optional<BiasBounds> byLearning, List<Refutation> attempts, List<PlantedConfounder.Finding> findings) {
        return new SensitivityStudy(
                analysis,
                bounds,
                benchmarks,
                strengths,
                byLearning,
                ratio,
                selection,
                pairs,
                attempts,
                findings,
                cautions);
    }

    private static List<Benchmark> named(
            OmittedVariableAnalysis analysis, List<List<String>> asked, List<Double> multiples) {
        List<Benchmark> out = new ArrayList<>();
        for (List<String> group : asked) {
            multiples.forEach(k -> out.add(analysis.benchmark(group, k)));
        }
        return out;
    }

    /** The covariates that would do most, once; those that can have no rival of their strength are left out. */
    private static List<Benchmark> strongest(OmittedVariableAnalysis analysis, List<Double> multiples) {
        List<Benchmark> once = new ArrayList<>();
        List<Column> covariates = analysis.sample().columns(Role.COVARIATE);
        for (Column covariate : covariates.subList(0, Math.min(TRIED, covariates.size()))) {
            for (double k : multiples) {
                try {
                    once.add(analysis.benchmark(List.of(covariate.name()), k));
                } catch (EstimationException e) {
                    break;
                }
            }
        }
        List<String> lead = once.stream()
                .filter(benchmark -> benchmark.timesTreatment() == multiples.get(0))
                .sorted(Comparator.comparingDouble(
                        benchmark -> -benchmark.adjusted().bias()))
                .limit(SHOWN)
                .map(benchmark -> benchmark.covariates().get(0))
                .toList();
        return once.stream()
                .filter(benchmark -> lead.contains(benchmark.covariates().get(0)))
                .toList();
    }

    /** On the scale of risks where the outcome is one, else through the standardised difference. */
    private static Optional<EValue> ratio(OmittedVariableAnalysis analysis) {
        TwoArms arms;
        try {
            arms = TwoArms.of(analysis.sample());
        } catch (EstimationException e) {
            return Optional.empty();
        }
        double[] y = analysis.sample().outcome();
        double estimate = analysis.regression().value();
        boolean binary = true;
        double[] mean = new double[2];
        for (int i = 0; i < y.length; i++) {
            binary &= y[i] == 0 || y[i] == 1;
            int a = arms.indicator()[i] > 0.5 ? 1 : 0;
            mean[a] += y[i] / (a == 1 ? arms.treated() : arms.control());
        }
        if (binary) {
            double all = (mean[1] * arms.treated() + mean[0] * arms.control()) / y.length;
            double control = all - estimate * arms.treated() / y.length;
            Interval interval = analysis.regression().inference().interval(0.95);
            boolean defined = control > 0 && control + interval.lower() > 0;
            return defined
                    ? Optional.of(EValue.ofRiskRatio(
                            1 + estimate / control,
                            new Interval(1 + interval.lower() / control, 1 + interval.upper() / control)))
                    : Optional.empty();
        }
        double squares = 0;
        for (int i = 0; i < y.length; i++) {
            double rest = y[i] - mean[arms.indicator()[i] > 0.5 ? 1 : 0];
            squares += rest * rest;
        }
        double sd = Math.sqrt(squares / (y.length - 2.0));
        return Optional.of(EValue.ofStandardizedDifference(
                estimate / sd, analysis.regression().stdError() / sd));
    }
}
