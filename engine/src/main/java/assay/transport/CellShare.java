package assay.transport;

/**
 * A cell of the covariates in both populations.
 *
 * @param cell what its units have in common
 * @param experimentShare its share of the experiment
 * @param targetShare its share of the target
 * @param treated treated rows of the experiment
 * @param control control rows of the experiment
 * @param effect difference in means in the experiment; NaN where the target has none of it
 * @param stdError its standard error; NaN where the target has none of it
 */
public record CellShare(
        String cell,
        double experimentShare,
        double targetShare,
        int treated,
        int control,
        double effect,
        double stdError) {}
