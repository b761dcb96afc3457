package assay.geo;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Regions that could have a campaign.
 *
 * @param regions their names, in the order of the table
 * @param detectable smallest effect that is found often enough, as a share of the outcome; empty where none is
 * @param power of the largest effect asked for
 * @param bias mean estimated lift where there is none
 * @param scaledImbalance distance to the weighted controls in the whole past, as a share of that with equal weights
 * @param share of the regions in the total outcome, in (0, 1)
 */
public record MarketSet(
        List<String> regions,
        OptionalDouble detectable,
        double power,
        double bias,
        double scaledImbalance,
        double share) {}
