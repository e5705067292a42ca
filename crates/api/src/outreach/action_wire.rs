//! Next actions and types of contacts on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Text, calendar,
    calendar::Counted,
    outreach::{self, Candidate, NextAction, TypeJudgment},
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::wire::Word;

pub(crate) type Channel = Word<outreach::Channel>;
pub(crate) type NextActionKind = Word<outreach::NextActionKind>;
pub(crate) type ContactType = Word<outreach::ContactType>;
type DayUnit = Word<calendar::DayUnit>;

/// What to do next, when, and why.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = NextAction)]
pub(crate) struct NextActionResponse {
    kind: NextActionKind,
    /// By what to act, the preferred channel first.
    #[schema(max_items = 20)]
    channels: Vec<Channel>,
    /// Not before: until then it is too early, and an attempt needs an `override_reason`.
    from: DateTime<Utc>,
    /// At the latest.
    until: DateTime<Utc>,
    /// Why, with dates of the zone in which the days are counted.
    #[schema(max_length = 2000)]
    reason: String,
    /// The key of the rule of the methodology.
    #[schema(max_length = 100)]
    rule: String,
    /// Where the rule comes from.
    #[schema(max_length = 2000)]
    source: String,
    /// Whom to ask, where it is somebody else: some of those known at the organization, the warmest first.
    #[schema(max_items = 5)]
    candidates: Vec<CandidateResponse>,
    /// How the window was counted; null where it is not by a wait.
    counted: Option<CountedResponse>,
    /// What comes next with the contact, where this is about somebody else.
    #[schema(no_recursion)]
    then: Option<Box<NextActionResponse>>,
}

/// Somebody who could be asked instead.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Candidate)]
pub(super) struct CandidateResponse {
    id: Uuid,
    #[schema(max_length = 200)]
    name: String,
}

/// The days that were counted.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = CountedDays)]
pub(super) struct CountedResponse {
    /// Business days are neither weekend nor public holiday where the contact is.
    unit: DayUnit,
    #[schema(minimum = 0, maximum = 1000)]
    min: u32,
    #[schema(minimum = 0, maximum = 1000)]
    max: u32,
    first_on: NaiveDate,
    last_on: NaiveDate,
    /// The zone in which the days begin and end.
    #[schema(max_length = 64)]
    time_zone: String,
}

/// What kind of helper the contact is, apart from the state.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ContactTypeJudgment)]
pub(crate) struct ContactTypeResponse {
    #[serde(rename = "type")]
    contact_type: ContactType,
    /// Why.
    #[schema(max_length = 2000)]
    reason: String,
    /// The key of the rule of the methodology; null when the person said it.
    #[schema(max_length = 100)]
    rule: Option<String>,
    /// Where the rule comes from.
    #[schema(max_length = 2000)]
    source: Option<String>,
}

impl From<NextAction> for NextActionResponse {
    fn from(
        NextAction {
            kind,
            channels,
            window,
            reason,
            rule,
            source,
            candidates,
            then,
            counted,
        }: NextAction,
    ) -> Self {
        Self {
            kind: Word(kind),
            channels: channels.into_iter().map(Word).collect(),
            from: window.from(),
            until: window.until(),
            reason,
            rule,
            source,
            candidates: candidates.into_iter().map(Into::into).collect(),
            counted: counted.as_ref().map(Into::into),
            then: then.map(|then| Box::new((*then).into())),
        }
    }
}

impl From<Candidate> for CandidateResponse {
    fn from(Candidate { id, name }: Candidate) -> Self {
        Self {
            id: id.uuid(),
            name: Text::into_string(name),
        }
    }
}

impl From<&Counted> for CountedResponse {
    fn from(counted: &Counted) -> Self {
        let (wait, zone) = (counted.wait(), counted.zone);
        Self {
            unit: Word(wait.unit()),
            min: wait.span().min,
            max: wait.span().max,
            first_on: counted.first,
            last_on: counted.last,
            time_zone: zone.to_string(),
        }
    }
}

impl From<TypeJudgment> for ContactTypeResponse {
    fn from(
        TypeJudgment {
            contact_type,
            reason,
            rule,
        }: TypeJudgment,
    ) -> Self {
        let (rule, source) = rule.unzip();
        Self {
            contact_type: Word(contact_type),
            reason,
            rule,
            source,
        }
    }
}
