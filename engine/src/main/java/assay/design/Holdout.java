package assay.design;

/**
 * Units that are kept out of every experiment, so that what all of them did together can be measured.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the share is not in [0, 1) or the salt is none.
 *
 * @param salt of the holdout, the same for all experiments
 * @param share of the units that is held out
 */
public record Holdout(String salt, double share) {

    /** Nobody is held out. */
    public static final Holdout NONE = new Holdout("holdout", 0);

    public Holdout {
        salt = new SaltedHash(salt).salt();
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("the share held out must be in [0, 1), not " + share);
        }
    }
}
