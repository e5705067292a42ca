//! The derivation of a course on the wire.

use chrono::NaiveDate;
use domain::{
    Id, calendar,
    methodology::{Methodology, Rule},
    outreach::{self, Course, Explained, NextAction, Outreach, Prospect, Reading},
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    action_wire::{Channel, ContactTypeResponse, NextActionKind, NextActionResponse},
    attempt_wire::{Direction, Outcome},
    wire::OutreachState,
};
use crate::{methodology::RuleResponse, wire::Word};

type Effect = Word<outreach::Effect>;
type StepKind = Word<calendar::StepKind>;

/// Why an outreach stands where it stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = OutreachExplanation, example = json!({
    "object": "outreach_explanation", "outreach_id": "019b76da-a800-7000-8000-000000000007",
    "methodology_id": "01a21526-e400-7000-8000-000000000601", "state": "planned", "recontact_on": null,
    "next_action": null,
    "contact_type": {
        "type": "unknown", "reason": "Nothing has been heard from them yet.", "rule": "curmudgeon_after_attempts",
        "source": "Dalton, The 2-Hour Job Search (D1), as many as the cap"
    },
    "attempts": [{ "number": 1, "effect": "counts", "tries": 1, "sentence": "It counts as try 1 of 3." }],
    "counting": [{
        "kind": "day_off", "starts_on": "2026-01-10", "ends_on": "2026-01-11", "sentence": "2026-01-10 and 2026-01-11 are a weekend."
    }],
    "rules": [],
    "prospects": [{
        "channel": "email", "direction": "inbound", "outcome": "declined", "state": "declined",
        "next_action": "thank_and_close", "reason": "They declined on 2026-01-05: thank them all the same."
    }]
}))]
pub(super) struct ExplanationResponse {
    /// Always `outreach_explanation`.
    #[schema(max_length = 50)]
    object: &'static str,
    outreach_id: Uuid,
    /// The version that the outreach began with and keeps.
    methodology_id: Uuid,
    state: OutreachState,
    recontact_on: Option<NaiveDate>,
    next_action: Option<NextActionResponse>,
    contact_type: ContactTypeResponse,
    /// How each attempt was read, in order.
    #[schema(max_items = 100)]
    attempts: Vec<ReadingResponse>,
    /// How the days of the next action were counted, and then those of what comes after it; empty where none were.
    #[schema(max_items = 1000)]
    counting: Vec<CountingResponse>,
    /// The rules that it follows from, the most important first.
    #[schema(max_items = 100)]
    rules: Vec<RuleResponse>,
    /// What could come of the next touch, and what would follow.
    #[schema(max_items = 100)]
    prospects: Vec<ProspectResponse>,
}

/// How one attempt was read.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = AttemptReading)]
struct ReadingResponse {
    #[schema(minimum = 1, maximum = 100)]
    number: u16,
    effect: Effect,
    /// Tries without an answer after it.
    #[schema(minimum = 0, maximum = 100)]
    tries: u16,
    #[schema(max_length = 2000)]
    sentence: String,
}

/// One step of a count of days.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = CountingStep)]
struct CountingResponse {
    kind: StepKind,
    /// The first day that it is about.
    starts_on: NaiveDate,
    /// The last day that it is about.
    ends_on: NaiveDate,
    #[schema(max_length = 2000)]
    sentence: String,
}

/// What would follow if that came next.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = OutreachProspect)]
struct ProspectResponse {
    channel: Channel,
    direction: Direction,
    outcome: Outcome,
    state: OutreachState,
    next_action: Option<NextActionKind>,
    #[schema(max_length = 2000)]
    reason: Option<String>,
}

impl ExplanationResponse {
    /// `rules` are all that the methodology has.
    pub(super) fn new(
        outreach: Id<Outreach>,
        methodology: Id<Methodology>,
        explained: Explained,
        rules: &[Rule],
    ) -> Self {
        let Explained {
            course,
            readings,
            rules: keys,
            prospects,
        } = explained;
        let Course {
            state,
            next_action,
            recontact_on,
            contact_type,
            helps_since: _,
        } = course;
        let cited = keys
            .iter()
            .filter_map(|key| rules.iter().find(|rule| rule.key == *key));
        Self {
            object: "outreach_explanation",
            outreach_id: outreach.uuid(),
            methodology_id: methodology.uuid(),
            state: Word(state),
            recontact_on,
            counting: counting(next_action.as_ref()),
            next_action: next_action.map(Into::into),
            contact_type: contact_type.into(),
            attempts: readings.into_iter().map(Into::into).collect(),
            rules: cited.cloned().map(Into::into).collect(),
            prospects: prospects.into_iter().map(Into::into).collect(),
        }
    }
}

fn counting(next: Option<&NextAction>) -> Vec<CountingResponse> {
    let then = next.and_then(|next| next.then.as_deref());
    let counted = next.into_iter().chain(then).filter_map(|next| next.counted);
    let steps = counted.flat_map(|counted| counted.steps());
    steps.map(Into::into).collect()
}

impl From<calendar::Step> for CountingResponse {
    fn from(
        calendar::Step {
            kind,
            from,
            until,
            sentence,
        }: calendar::Step,
    ) -> Self {
        Self {
            kind: Word(kind),
            starts_on: from,
            ends_on: until,
            sentence,
        }
    }
}

impl From<Reading> for ReadingResponse {
    fn from(
        Reading {
            number,
            effect,
            tries,
            sentence,
        }: Reading,
    ) -> Self {
        Self {
            number,
            effect: Word(effect),
            tries: u16::try_from(tries).unwrap_or(u16::MAX),
            sentence,
        }
    }
}

impl From<Prospect> for ProspectResponse {
    fn from(
        Prospect {
            channel,
            direction,
            outcome,
            course,
        }: Prospect,
    ) -> Self {
        let next = course.next_action;
        Self {
            channel: Word(channel),
            direction: Word(direction),
            outcome: Word(outcome),
            state: Word(course.state),
            next_action: next.as_ref().map(|next| Word(next.kind)),
            reason: next.map(|next| next.reason),
        }
    }
}
