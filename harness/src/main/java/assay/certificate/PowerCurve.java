package assay.certificate;

import java.util.List;

/**
 * Power against the size of the effect, in one cell.
 *
 * @param cell id of the cell
 * @param points by growing effect
 */
public record PowerCurve(String cell, List<PowerPoint> points) {

    public PowerCurve {
        points = List.copyOf(points);
    }
}
