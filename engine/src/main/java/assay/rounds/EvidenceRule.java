package assay.rounds;

/**
 * What the evidence of a campaign is judged by.
 *
 * @param discovery rounds of discovery, which are no evidence
 * @param evidence rounds after discovery
 * @param evidenceVisitors visitors planned for those
 * @param outcome what is known of the outcome
 * @param levels error rates
 */
record EvidenceRule(int discovery, int evidence, long evidenceVisitors, OutcomeRange outcome, CampaignLevels levels) {

    static EvidenceRule of(CampaignDesign design) {
        int discovery = design.segments().discovery();
        return new EvidenceRule(
                discovery, design.rounds() - discovery, design.evidenceVisitors(), design.outcome(), design.levels());
    }
}
