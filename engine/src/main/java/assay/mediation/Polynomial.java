package assay.mediation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A sum of products of coefficients: the effect along a path, or a sum of such effects. */
final class Polynomial {

    private final double[] factors;
    private final int[][] products;

    private Polynomial(double[] factors, int[][] products) {
        this.factors = factors;
        this.products = products;
    }

    static Polynomial product(int... coefficients) {
        return new Polynomial(new double[] {1}, new int[][] {coefficients.clone()});
    }

    static Polynomial zero() {
        return new Polynomial(new double[0], new int[0][]);
    }

    static Polynomial sum(List<Polynomial> parts) {
        Polynomial sum = zero();
        for (Polynomial part : parts) {
            sum = sum.plus(part);
        }
        return sum;
    }

    Polynomial plus(Polynomial other) {
        double[] f = new double[factors.length + other.factors.length];
        int[][] p = new int[f.length][];
        for (int i = 0; i < f.length; i++) {
            boolean first = i < factors.length;
            f[i] = first ? factors[i] : other.factors[i - factors.length];
            p[i] = first ? products[i] : other.products[i - factors.length];
        }
        return new Polynomial(f, p);
    }

    Polynomial times(Polynomial other) {
        List<int[]> p = new ArrayList<>();
        double[] f = new double[factors.length * other.factors.length];
        for (int i = 0; i < factors.length; i++) {
            for (int j = 0; j < other.factors.length; j++) {
                int[] joined = new int[products[i].length + other.products[j].length];
                System.arraycopy(products[i], 0, joined, 0, products[i].length);
                System.arraycopy(other.products[j], 0, joined, products[i].length, other.products[j].length);
                f[p.size()] = factors[i] * other.factors[j];
                p.add(joined);
            }
        }
        return new Polynomial(f, p.toArray(new int[0][]));
    }

    Polynomial times(double factor) {
        double[] f = factors.clone();
        for (int i = 0; i < f.length; i++) {
            f[i] *= factor;
        }
        return new Polynomial(f, products);
    }

    Polynomial minus(Polynomial other) {
        return plus(other.times(-1));
    }

    /** Whether it is one coefficient and nothing else. */
    boolean single() {
        return factors.length == 1 && factors[0] == 1 && products[0].length == 1;
    }

    /** The coefficients of its only product. */
    int[] factorsOfOnly() {
        return factors.length == 1 ? products[0].clone() : new int[0];
    }

    double value(double[] coefficients) {
        double sum = 0;
        for (int i = 0; i < factors.length; i++) {
            double product = factors[i];
            for (int at : products[i]) {
                product *= coefficients[at];
            }
            sum += product;
        }
        return sum;
    }

    /** The values at many coefficients at once, which are given coefficient by coefficient. */
    double[] values(double[][] coefficients, int count) {
        double[] sum = new double[count];
        double[] product = new double[count];
        for (int i = 0; i < factors.length; i++) {
            Arrays.fill(product, factors[i]);
            for (int at : products[i]) {
                double[] column = coefficients[at];
                for (int d = 0; d < count; d++) {
                    product[d] *= column[d];
                }
            }
            for (int d = 0; d < count; d++) {
                sum[d] += product[d];
            }
        }
        return sum;
    }

    double[] gradient(double[] coefficients) {
        double[] gradient = new double[coefficients.length];
        for (int i = 0; i < factors.length; i++) {
            for (int left = 0; left < products[i].length; left++) {
                double product = factors[i];
                for (int j = 0; j < products[i].length; j++) {
                    product *= j == left ? 1 : coefficients[products[i][j]];
                }
                gradient[products[i][left]] += product;
            }
        }
        return gradient;
    }
}
