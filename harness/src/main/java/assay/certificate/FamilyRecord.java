package assay.certificate;

import java.util.List;
import java.util.Map;

/**
 * What is shown of a whole family of worlds, as stored.
 *
 * @param kind {@code grid}, {@code sampled} or {@code attack}
 * @param world name of the world
 * @param box range of each knob that varies
 * @param statement what is guaranteed, in words
 * @param verdict on the family
 * @param share for a sampled family, upper bound on the share of worlds that fail; NaN otherwise
 * @param confidence of the bound; NaN otherwise
 * @param attackWorlds for an attack, worlds that were tried; 0 otherwise
 * @param attackReplicates for an attack, replicates that were spent on finding the worst; 0 otherwise
 * @param worst position of the worst member, from 0
 * @param members the worlds
 */
public record FamilyRecord(
        String kind,
        String world,
        Map<String, List<Double>> box,
        String statement,
        Verdict verdict,
        double share,
        double confidence,
        int attackWorlds,
        long attackReplicates,
        int worst,
        List<FamilyMember> members) {

    public FamilyRecord {
        members = List.copyOf(members);
    }
}
