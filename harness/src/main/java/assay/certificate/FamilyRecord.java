package assay.certificate;

import com.google.gson.JsonParseException;
import java.util.List;
import java.util.Map;

/**
 * What is shown of a whole family of worlds, as stored. It is reported beside the badge and is no part of it: an attack
 * that refutes shows where the region of the badge ends.
 *
 * @param kind {@code grid}, {@code sampled} or {@code attack}
 * @param world name of the world
 * @param fixed the knobs that do not vary
 * @param box range of each knob that varies; for an option, the positions of the first and the last
 * @param tier how sharp the claims are
 * @param claims number of claims in the conjunction that is tested in each world
 * @param statement what is guaranteed, in words
 * @param verdict on the family
 * @param share for a sampled family, upper bound on the share of worlds that fail; NaN otherwise
 * @param confidence of the bound; NaN otherwise
 * @param tolerated for a sampled family, the share of worlds that may fail; NaN otherwise
 * @param attackWorlds for an attack, worlds that were tried; 0 otherwise
 * @param attackReplicates for an attack, replicates that were spent on finding the worst; 0 otherwise
 * @param worst position of the worst member, from 0
 * @param members the worlds
 */
public record FamilyRecord(
        String kind,
        String world,
        Map<String, String> fixed,
        Map<String, List<Double>> box,
        Tier tier,
        int claims,
        String statement,
        Verdict verdict,
        double share,
        double confidence,
        double tolerated,
        int attackWorlds,
        long attackReplicates,
        int worst,
        List<FamilyMember> members) {

    public FamilyRecord {
        members = List.copyOf(members);
    }

    /**
     * The record as it is written in a certificate.
     *
     * @return canonical JSON
     */
    public String json() {
        return Json.write(this);
    }

    /**
     * Reads a record.
     *
     * @param json what {@link #json()} wrote
     * @return the record
     * @throws IllegalArgumentException if it is something else
     */
    public static FamilyRecord parse(String json) {
        try {
            FamilyRecord record = Json.GSON.fromJson(json, FamilyRecord.class);
            if (record == null) {
                throw new IllegalArgumentException("the record of a family is empty");
            }
            return record;
        } catch (JsonParseException | NullPointerException e) {
            throw new IllegalArgumentException("not the record of a family: " + e.getMessage(), e);
        }
    }

    /**
     * Members with a verdict.
     *
     * @param wanted the verdict
     * @return how many
     */
    public int count(Verdict wanted) {
        return (int) members.stream().filter(m -> m.verdict() == wanted).count();
    }
}
