//! The review of a pitch on the wire.

use domain::{
    Id,
    pitch::{self, Pitch, PitchFinding, PitchFix, PitchPolicy, PitchTiming, Seconds},
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Reviewed, wire::PitchSection};
use crate::{interview::FixingOperationResponse, wire::Word};

type PitchRule = Word<pitch::PitchRule>;
type TimeBasis = Word<pitch::TimeBasis>;

/// Whether a pitch has what it needs and keeps the time, and what to do.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PitchReview, example = json!({
    "object": "pitch_review", "pitch_id": "019b76da-a800-7000-8000-000000000007", "words": 28,
    "words_per_minute": 150, "estimated_seconds": 12, "rehearsals": 0, "last_rehearsed_seconds": null,
    "best_rehearsed_seconds": null, "seconds": 12, "basis": "estimated", "min_seconds": 30, "max_seconds": 45,
    "time_source": "seed 001 (F91)", "mission": null, "proposed_where_i_am": null,
    "findings": [{
        "rule": "in_time", "met": false, "why": "by its words it takes about 12 seconds; good are 30 to 45",
        "sections": [], "seconds_to_cut": null, "seconds_to_add": 18,
        "operation": {
            "operation_id": "update_pitch", "method": "PATCH", "path": "/v1/pitches/019b76da-a800-7000-8000-000000000007"
        }
    }]
}))]
pub(crate) struct PitchReviewResponse {
    /// Always `pitch_review`.
    #[schema(max_length = 50)]
    object: &'static str,
    pitch_id: Uuid,
    #[schema(minimum = 0, maximum = 3000)]
    words: u32,
    /// The pace of the methodology; null where it names none.
    #[schema(minimum = 60, maximum = 300)]
    words_per_minute: Option<u32>,
    /// What the words take at that pace.
    #[schema(minimum = 1, maximum = 3600)]
    estimated_seconds: Option<u32>,
    /// How often it was said aloud.
    #[schema(minimum = 0, maximum = 100)]
    rehearsals: u32,
    #[schema(minimum = 1, maximum = 3600)]
    last_rehearsed_seconds: Option<i16>,
    /// Of the rehearsal that kept the time best.
    #[schema(minimum = 1, maximum = 3600)]
    best_rehearsed_seconds: Option<i16>,
    /// What counts: the last rehearsal, else the estimate.
    #[schema(minimum = 1, maximum = 3600)]
    seconds: Option<u32>,
    basis: Option<TimeBasis>,
    #[schema(minimum = 5, maximum = 600)]
    min_seconds: u32,
    #[schema(minimum = 5, maximum = 600)]
    max_seconds: u32,
    /// Where the methodology has the limits from.
    #[schema(max_length = 2000)]
    time_source: String,
    /// What the organization that it is for says it is for.
    #[schema(max_length = 5000)]
    mission: Option<String>,
    /// What the person may say of where they stand, by their profile; null where the pitch says it.
    #[schema(max_length = 1000)]
    proposed_where_i_am: Option<String>,
    #[schema(max_items = 10)]
    findings: Vec<FindingResponse>,
}

/// One rule, whether it is met and why, and what would help.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PitchFinding)]
struct FindingResponse {
    rule: PitchRule,
    met: bool,
    #[schema(max_length = 1000)]
    why: String,
    /// The parts to tell.
    #[schema(max_items = 6)]
    sections: Vec<PitchSection>,
    #[schema(minimum = 1, maximum = 3600)]
    seconds_to_cut: Option<u32>,
    #[schema(minimum = 1, maximum = 600)]
    seconds_to_add: Option<u32>,
    /// Null when the rule is met.
    operation: Option<FixingOperationResponse>,
}

impl From<Reviewed<'_>> for PitchReviewResponse {
    fn from(reviewed: Reviewed<'_>) -> Self {
        let Reviewed {
            id,
            rehearsed,
            timing:
                PitchTiming {
                    words,
                    estimated_seconds,
                    seconds,
                },
            findings,
            preparing,
            mission,
            where_i_am,
        } = reviewed;
        let PitchPolicy {
            seconds: limits,
            words_per_minute,
        } = preparing.into();
        let (seconds, basis) = seconds.unzip();
        let took = |seconds: Seconds| seconds.get();
        Self {
            object: "pitch_review",
            pitch_id: id.uuid(),
            words,
            words_per_minute,
            estimated_seconds,
            rehearsals: rehearsed.map_or(0, |known| known.times),
            last_rehearsed_seconds: rehearsed.map(|known| took(known.last)),
            best_rehearsed_seconds: rehearsed.map(|known| took(known.best)),
            seconds,
            basis: basis.map(Word),
            min_seconds: limits.min,
            max_seconds: limits.max,
            time_source: preparing.pitch_seconds.rule.source.clone(),
            mission,
            proposed_where_i_am: where_i_am,
            findings: findings
                .map(|finding| FindingResponse::new(id, finding))
                .into(),
        }
    }
}

impl FindingResponse {
    fn new(pitch: Id<Pitch>, PitchFinding { rule, why, fix }: PitchFinding) -> Self {
        let mut response = Self {
            rule: Word(rule),
            met: fix.is_none(),
            why,
            sections: Vec::new(),
            seconds_to_cut: None,
            seconds_to_add: None,
            operation: fix.as_ref().map(|fix| operation(pitch, fix)),
        };
        match fix {
            Some(PitchFix::Tell { sections }) => {
                response.sections = sections.into_iter().map(Word).collect();
            }
            Some(PitchFix::Shorten { seconds }) => response.seconds_to_cut = Some(seconds),
            Some(PitchFix::Lengthen { seconds }) => response.seconds_to_add = Some(seconds),
            Some(PitchFix::Rehearse) | None => {}
        }
        response
    }
}

fn operation(pitch: Id<Pitch>, fix: &PitchFix) -> FixingOperationResponse {
    match fix {
        PitchFix::Tell { .. } | PitchFix::Shorten { .. } | PitchFix::Lengthen { .. } => {
            FixingOperationResponse {
                operation_id: "update_pitch",
                method: "PATCH",
                path: format!("/v1/pitches/{pitch}"),
            }
        }
        PitchFix::Rehearse => FixingOperationResponse {
            operation_id: "create_pitch_rehearsal",
            method: "POST",
            path: format!("/v1/pitches/{pitch}/rehearsals"),
        },
    }
}
