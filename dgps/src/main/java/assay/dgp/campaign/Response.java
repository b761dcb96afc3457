package assay.dgp.campaign;

/** Who gains by an arm. Traits are tenths from 0 to 0.9, each as likely as the others. */
public enum Response {
    /**
     * Each arm helps in a region of its own and does nothing elsewhere: the first where {@code x1 >= 0.5}, the second where {@code x1 <
     * 0.5 <= x2}, the third where both are below 0.5, the fourth where both are not; then again from the first.
     */
    STEP("g_1 = 1\\{X_1 \\ge \\frac12\\}, \\quad g_2 = 1\\{X_1 < \\frac12 \\le X_2\\}, \\ldots") {
        @Override
        double gain(int arm, double x1, double x2) {
            boolean inside = switch ((arm - 1) % 4) {
                case 0 -> x1 >= HALF;
                case 1 -> x1 < HALF && x2 >= HALF;
                case 2 -> x1 < HALF && x2 < HALF;
                default -> x1 >= HALF && x2 >= HALF;
            };
            return inside ? 1 : 0;
        }
    },
    /** Each arm gains on one trait what it loses at its other end: {@code 2 x1 - 0.9}, its opposite, then the same with x2. */
    SMOOTH("g_1 = 2 X_1 - 0.9, \\quad g_2 = 0.9 - 2 X_1, \\ldots") {
        @Override
        double gain(int arm, double x1, double x2) {
            double slope = 2 * ((arm - 1) / 2 % 2 == 0 ? x1 : x2) - 0.9;
            return arm % 2 == 1 ? slope : -slope;
        }
    };

    private static final double HALF = 0.5;

    private final String equation;

    Response(String equation) {
        this.equation = equation;
    }

    /** In LaTeX. */
    String equation() {
        return equation;
    }

    /** What a treated arm brings a visitor, in units of the effect. */
    abstract double gain(int arm, double x1, double x2);
}
