package assay.cli;

/** A row of blocks in a terminal. */
final class Sparkline {

    private static final String BLOCKS = "▁▂▃▄▅▆▇█";
    private static final int WIDEST = 60;

    private Sparkline() {}

    /** Evidence look by look as a share of what is needed: a full block is enough. */
    static String of(MonitorReading reading) {
        double needed = -Math.log(reading.plan().monitoring().alpha());
        int looks = reading.looks().size();
        StringBuilder line = new StringBuilder();
        for (int i = Math.max(0, looks - WIDEST); i < looks; i++) {
            double p = reading.looks().get(i).pValue();
            double share = Double.isNaN(p) ? 0 : -Math.log(p) / needed;
            line.append(
                    share >= 1
                            ? BLOCKS.charAt(7)
                            : BLOCKS.charAt((int) Math.min(6, Math.floor(7 * Math.max(0, share)))));
        }
        return line.toString();
    }
}
