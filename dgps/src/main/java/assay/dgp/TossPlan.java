package assay.dgp;

import assay.switchback.SwitchbackDesign;

/** When the coin of a switchback is tossed. */
public enum TossPlan {
    /** At the start of blocks of one length. */
    REGULAR {
        @Override
        SwitchbackDesign design(int periods, int block) {
            return SwitchbackDesign.regular(periods, block);
        }
    },
    /** By the minimax design for a carryover of an order that is the block. */
    MINIMAX {
        @Override
        SwitchbackDesign design(int periods, int block) {
            return SwitchbackDesign.minimax(periods, block);
        }
    };

    abstract SwitchbackDesign design(int periods, int block);
}
