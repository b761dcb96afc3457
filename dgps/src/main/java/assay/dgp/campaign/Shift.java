package assay.dgp.campaign;

/** What drift moves. */
public enum Shift {
    /** The outcomes of everybody, whatever the arm: a season. */
    LEVEL {
        @Override
        boolean moves(int arm) {
            return true;
        }
    },
    /** The outcomes under the first treated arm: it wears off, or catches on. */
    EFFECT {
        @Override
        boolean moves(int arm) {
            return arm == 1;
        }
    };

    abstract boolean moves(int arm);
}
