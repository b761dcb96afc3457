package assay.linear;

import java.util.function.Consumer;

/** Groups of identical rows in blocks. */
final class GroupFeed implements Feed {

    private static final int GROUPS_PER_PART = 1 << 16;
    private static final int PARTS = 8;

    private final LinearSpec spec;
    private final int clusters;
    private final boolean weighted;
    private final GroupTable table;

    GroupFeed(LinearSpec spec, int clusters, boolean weighted, GroupTable table) {
        this.spec = spec;
        this.clusters = clusters;
        this.weighted = weighted;
        this.table = table;
    }

    @Override
    public LinearSpec spec() {
        return spec;
    }

    @Override
    public int clusters() {
        return clusters;
    }

    @Override
    public boolean weighted() {
        return weighted;
    }

    @Override
    public boolean inMemory() {
        return true;
    }

    @Override
    public boolean grouped() {
        return true;
    }

    @Override
    public double[] origin() {
        return table.middle();
    }

    @Override
    public int parts() {
        return Math.min(PARTS, 1 + table.size() / GROUPS_PER_PART);
    }

    @Override
    public void read(int part, double[] origin, Consumer<Block> visitor) {
        int to = (int) ((long) table.size() * (part + 1) / parts());
        Block block = new Block(origin.length, table.size());
        int m = spec.outcomes().size();
        block.scatter = new double[m * (m + 1) / 2][block.capacity];
        for (int from = (int) ((long) table.size() * part / parts()); from < to; from += Block.ROWS) {
            table.copy(from, Math.min(Block.ROWS, to - from), origin, block);
            visitor.accept(block);
        }
    }
}
