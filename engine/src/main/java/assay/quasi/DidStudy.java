package assay.quasi;

import assay.Caution;
import assay.Role;
import assay.Sample;
import java.util.List;

/** What all answers about a panel share: cohorts, cells and how uncertain they are. */
final class DidStudy {

    private final Cohorts cohorts;
    private final DidCells cells;
    private final DidDispersion dispersion;
    private final Pretrend pretrend;
    private final List<Caution> cautions;

    private DidStudy(
            Cohorts cohorts, DidCells cells, DidDispersion dispersion, Pretrend pretrend, List<Caution> cautions) {
        this.cohorts = cohorts;
        this.cells = cells;
        this.dispersion = dispersion;
        this.pretrend = pretrend;
        this.cautions = cautions;
    }

    static DidStudy of(Sample sample, DoublyRobustDid options) {
        sample.require(options.needs());
        Panel panel = Panel.of(sample);
        Cohorts cohorts = Cohorts.of(panel);
        DoublyRobustDid.refuseOneTreated(cohorts);
        CohortMoments moments = CohortMoments.of(cohorts);
        GroupTimeCells plain = new GroupTimeCells(moments, options.comparison(), options.base());
        UnitCovariates covariates = UnitCovariates.of(sample, panel);
        Dispersion independent =
                sample.has(Role.CLUSTER) ? ClusterDispersion.of(moments, sample) : new UnitDispersion(moments);
        DidDispersion dispersion = sample.has(Role.CLUSTER)
                ? UnitClusters.of(sample, cohorts).dispersion(cohorts)
                : DidDispersion.ofUnits(cohorts);
        DidCells cells =
                new DidCells(cohorts, covariates, plain, options.comparison(), options.base(), options.score());
        Pretrend pretrend = dispersion.pretrend(cells.all().stream()
                .filter(cell -> !cell.treated())
                .map(DidCells.Cell::effect)
                .toList());
        return new DidStudy(
                cohorts,
                cells,
                dispersion,
                pretrend,
                PanelNotes.cautions(cohorts, plain, options.comparison(), pretrend, independent));
    }

    Cohorts cohorts() {
        return cohorts;
    }

    DidCells cells() {
        return cells;
    }

    DidDispersion dispersion() {
        return dispersion;
    }

    Pretrend pretrend() {
        return pretrend;
    }

    List<Caution> cautions() {
        return cautions;
    }
}
