package assay;

/** The columns of R's mtcars (Henderson and Velleman, Biometrics 37, 1981) that the golden values use. */
public final class Mtcars {

    private Mtcars() {}

    /** Miles per gallon. */
    public static double[] mpg() {
        return new double[] {
            21.0, 21.0, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4, 10.4, 14.7, 32.4,
            30.4, 33.9, 21.5, 15.5, 15.2, 13.3, 19.2, 27.3, 26.0, 30.4, 15.8, 19.7, 15.0, 21.4
        };
    }

    /** Weight in 1000 lb. */
    public static double[] wt() {
        return new double[] {
            2.620, 2.875, 2.320, 3.215, 3.440, 3.460, 3.570, 3.190, 3.150, 3.440, 3.440, 4.070, 3.730, 3.780, 5.250,
            5.424, 5.345, 2.200, 1.615, 1.835, 2.465, 3.520, 3.435, 3.840, 3.845, 1.935, 2.140, 1.513, 3.170, 2.770,
            3.570, 2.780
        };
    }

    /** Gross horsepower. */
    public static double[] hp() {
        return new double[] {
            110, 110, 93, 110, 175, 105, 245, 62, 95, 123, 123, 180, 180, 180, 205, 215, 230, 66, 52, 65, 97, 150, 150,
            245, 175, 66, 91, 113, 264, 175, 335, 109
        };
    }

    /** Transmission: 1 is manual. */
    public static double[] am() {
        return new double[] {
            1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1
        };
    }

    /** Number of cylinders. */
    public static double[] cyl() {
        return new double[] {
            6, 6, 4, 6, 8, 6, 8, 4, 4, 6, 6, 8, 8, 8, 8, 8, 8, 4, 4, 4, 4, 8, 8, 8, 8, 4, 4, 4, 8, 6, 8, 4
        };
    }

    /** Number of carburettors. */
    public static double[] carb() {
        return new double[] {
            4, 4, 1, 1, 2, 1, 4, 2, 2, 4, 4, 3, 3, 3, 4, 4, 4, 1, 2, 1, 1, 2, 2, 4, 2, 1, 2, 2, 4, 6, 8, 2
        };
    }
}
