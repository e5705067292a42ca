//! The eagerness of organizations on the wire.

use domain::{
    Id,
    analytics::{AnalyticsRule, Place, Ranked},
};
use persistence::analytics::Evidence;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    score_wire::{AnalyticsRuleResponse, ScoreResponse},
    wire::CAVEAT,
};

/// Organizations in the order of their eagerness to talk.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = EagernessRanking, example = json!({
    "object": "eagerness_ranking", "total": 1,
    "organizations": [{
        "rank": 1, "organization_id": "019b76da-a800-7000-8000-000000000006", "organization_name": "Harbor Hospital",
        "not_distinguishable_from_next": null, "score": {
            "value": 71.3, "interval": { "low": 40.2, "high": 96.0, "confidence_percent": 95 },
            "parts": [{
                "part": "replied",
                "own": {
                    "successes": 2, "trials": 3, "estimate": 0.6667,
                    "interval": { "low": 0.2077, "high": 0.9385, "confidence_percent": 95 }, "is_small_sample": true,
                    "words": "2 of 3 so far; with so few, anything from 21 to 94 percent is possible."
                },
                "overall_mean": 0.5, "shrunk": 0.5714,
                "interval": { "low": 0.2285, "high": 0.9143, "confidence_percent": 95 }, "weight": 25, "points": 14.3,
                "words": "2 of 3 answered. Drawn towards your mean of 50 percent, that makes 57 percent."
            }],
            "words": "71 of 100; by what is known so far, anything from 40 to 96 is possible."
        }
    }],
    "rules": [{
        "key": "weight_replied", "version": 1, "value": 25, "unit": "weight",
        "rationale": "That somebody answers at all is the plainest sign of interest.", "source": "seed 001 (F71)",
        "confidence": "low"
    }],
    "caveat": "These are your own numbers so far."
}))]
pub(super) struct EagernessRankingResponse {
    /// Always `eagerness_ranking`.
    #[schema(max_length = 50)]
    object: &'static str,
    /// How many organizations are ranked, also those that are not shown.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    total: u32,
    /// The most eager first.
    #[schema(max_items = 100)]
    organizations: Vec<RankedResponse>,
    /// The numbers that made the scores.
    #[schema(max_items = 100)]
    rules: Vec<AnalyticsRuleResponse>,
    /// What these numbers do not say.
    #[schema(max_length = 1000)]
    caveat: &'static str,
}

/// An organization with its rank.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = RankedOrganization)]
struct RankedResponse {
    #[schema(minimum = 1, maximum = 2_147_483_647)]
    rank: u32,
    organization_id: Uuid,
    #[schema(max_length = 200)]
    organization_name: String,
    score: ScoreResponse,
    /// Whether its interval overlaps that of the next, so that the order may be chance; null of the last.
    not_distinguishable_from_next: Option<bool>,
}

/// How eager one organization was to talk.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = OrganizationEagerness, example = json!({
    "object": "organization_eagerness", "organization_id": "019b76da-a800-7000-8000-000000000006",
    "organization_name": "Harbor Hospital", "rank": 1, "total": 4,
    "score": {
        "value": 50.0, "interval": { "low": 10.0, "high": 90.0, "confidence_percent": 95 }, "parts": [],
        "words": "50 of 100; by what is known so far, anything from 10 to 90 is possible."
    },
    "evidence": { "attempt_ids": ["019b76da-a800-7000-8000-00000000000a"], "interview_ids": [], "referral_ids": [] },
    "rules": [], "caveat": "These are your own numbers so far."
}))]
pub(super) struct OrganizationEagernessResponse {
    /// Always `organization_eagerness`.
    #[schema(max_length = 50)]
    object: &'static str,
    organization_id: Uuid,
    #[schema(max_length = 200)]
    organization_name: String,
    /// Null while nobody there was reached or came first.
    #[schema(minimum = 1, maximum = 2_147_483_647)]
    rank: Option<u32>,
    /// How many organizations are ranked.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    total: u32,
    score: ScoreResponse,
    evidence: EvidenceResponse,
    /// The numbers that made the score.
    #[schema(max_items = 100)]
    rules: Vec<AnalyticsRuleResponse>,
    /// What these numbers do not say.
    #[schema(max_length = 1000)]
    caveat: &'static str,
}

/// What the score rests on, the latest hundred of each. Attempts that reached nobody are here too, though the outreach is
/// not counted when all of its attempts were such.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = EagernessEvidence)]
#[expect(
    clippy::struct_field_names,
    reason = "on the wire a reference ends in _id, and several in _ids"
)]
struct EvidenceResponse {
    /// The caller's attempts, and their answers.
    #[schema(max_items = 100)]
    attempt_ids: Vec<Uuid>,
    /// Conversations that were held.
    #[schema(max_items = 100)]
    interview_ids: Vec<Uuid>,
    /// Referrals that its people gave.
    #[schema(max_items = 100)]
    referral_ids: Vec<Uuid>,
}

impl EagernessRankingResponse {
    pub(super) fn new(mut ranked: Vec<Ranked>, limit: usize, rules: Vec<AnalyticsRule>) -> Self {
        let total = ranked.len();
        ranked.truncate(limit);
        Self {
            object: "eagerness_ranking",
            total: u32::try_from(total).unwrap_or(u32::MAX),
            organizations: ranked.into_iter().map(Into::into).collect(),
            rules: rules.into_iter().map(Into::into).collect(),
            caveat: CAVEAT,
        }
    }
}

impl OrganizationEagernessResponse {
    pub(super) fn new(
        id: Uuid,
        place: Place,
        evidence: Evidence,
        rules: Vec<AnalyticsRule>,
    ) -> Self {
        let Place { rank, of, score } = place;
        let Evidence {
            organization_name,
            attempt_ids,
            interview_ids,
            referral_ids,
        } = evidence;
        Self {
            object: "organization_eagerness",
            organization_id: id,
            organization_name: organization_name.into_string(),
            rank,
            total: of,
            score: score.into(),
            evidence: EvidenceResponse {
                attempt_ids: attempt_ids.into_iter().map(Id::uuid).collect(),
                interview_ids: interview_ids.into_iter().map(Id::uuid).collect(),
                referral_ids: referral_ids.into_iter().map(Id::uuid).collect(),
            },
            rules: rules.into_iter().map(Into::into).collect(),
            caveat: CAVEAT,
        }
    }
}

impl From<Ranked> for RankedResponse {
    fn from(
        Ranked {
            rank,
            organization_id,
            organization_name,
            score,
            not_distinguishable_from_next,
        }: Ranked,
    ) -> Self {
        Self {
            rank,
            organization_id: organization_id.uuid(),
            organization_name: organization_name.into_string(),
            score: score.into(),
            not_distinguishable_from_next,
        }
    }
}
