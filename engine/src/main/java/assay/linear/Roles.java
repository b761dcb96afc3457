package assay.linear;

/** Which columns of the moments play which part; indices into the columns as delivered. */
final class Roles {

    final int[] outcomes;
    final int[] exogenous;
    final int[] endogenous;
    final int[] instruments;

    Roles(int[] outcomes, int[] exogenous, int[] endogenous, int[] instruments) {
        this.outcomes = outcomes;
        this.exogenous = exogenous;
        this.endogenous = endogenous;
        this.instruments = instruments;
    }

    static Roles of(LinearSpec spec) {
        int m = spec.outcomes().size();
        int p = spec.exogenous().size();
        int q = spec.endogenous().size();
        return new Roles(
                range(0, m),
                range(m, p),
                range(m + p, q),
                range(m + p + q, spec.instruments().size()));
    }

    static int[] range(int from, int count) {
        int[] out = new int[count];
        for (int i = 0; i < count; i++) {
            out[i] = from + i;
        }
        return out;
    }

    static int[] join(int[] a, int[] b) {
        int[] out = new int[a.length + b.length];
        System.arraycopy(a, 0, out, 0, a.length);
        System.arraycopy(b, 0, out, a.length, b.length);
        return out;
    }
}
