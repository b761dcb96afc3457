package assay.sequential;

/**
 * The totals of both arms at a look.
 *
 * @param label what the look is called, such as a date
 * @param control control arm
 * @param treated treated arm
 */
public record LookTotals(String label, ArmTotals control, ArmTotals treated) {

    /**
     * These units and others, under the label of the others.
     *
     * @param later units that came in after these
     * @return the totals of both
     */
    public LookTotals plus(LookTotals later) {
        return new LookTotals(later.label, control.plus(later.control), treated.plus(later.treated));
    }

    /**
     * Units of both arms.
     *
     * @return at least 0
     */
    public long units() {
        return control.n() + treated.n();
    }
}
