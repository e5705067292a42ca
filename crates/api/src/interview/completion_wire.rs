//! The end of an interview on the wire, with what the interviewee gave.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    at_most::AtMost,
    interview::{ActualMinutes, Ending},
    question::Body,
    text::Name,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    closing::{Closing, Fit, Promised},
    debrief_wire::DebriefInput,
};
use crate::{
    error::ApiError,
    fit_rating::FitDimension,
    promise::PromiseDirection,
    referral::lead::{LeadInput, leads},
    wire::{Word, instant, optional_day, optional_text, text, texts, whole},
};

type Questions = AtMost<Body, 10>;
type Fields = AtMost<Name, 10>;

/// How a conversation ended, and what the interviewee gave.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "at": "2026-01-08T14:25:00Z", "notes": "Try an afternoon in the clinic first.",
    "debrief": { "stay_in_touch": "By mail", "confidence_before": 2, "confidence_after": 4, "talk_share_percent": 30 },
    "referrals": [{
        "contact": { "name": "Joan Clarke", "headline": "Speech therapist at a school" },
        "permission_to_name": "granted", "note": "Knows about the waiting lists."
    }],
    "should_have_asked": ["Who pays for the training?"], "other_fields": ["Audiology"],
    "promises": [
        { "direction": "mine", "what": "The article on stammering", "due_on": "2026-01-12" },
        { "direction": "theirs", "what": "An introduction to the head of the clinic" }
    ],
    "resume_requested": false
}))]
pub(super) struct InterviewCompletionInput {
    /// When it ended; now when it is not given.
    at: Option<DateTime<Utc>>,
    /// Counted from start to end when they are not given.
    #[schema(minimum = 1, maximum = 600)]
    actual_minutes: Option<i16>,
    /// In place of the notes so far, which stay when none are given.
    #[schema(min_length = 1, max_length = 20000)]
    notes: Option<String>,
    /// How it went.
    debrief: Option<DebriefInput>,
    /// Who else to talk to.
    #[serde(default)]
    #[schema(max_items = 10)]
    referrals: Vec<LeadInput>,
    /// What they say should have been asked. Each becomes a question of the person's own.
    #[serde(default)]
    #[schema(max_items = 10, min_length = 1, max_length = 500)]
    should_have_asked: Vec<String>,
    /// Other fields that may suit the person. Each that is no theme yet becomes one, with the status `idea`.
    #[serde(default)]
    #[schema(max_items = 10, min_length = 1, max_length = 200)]
    other_fields: Vec<String>,
    /// How well the theme of the interview fits now, once in each dimension.
    #[serde(default)]
    #[schema(max_items = 7)]
    fit_ratings: Vec<FitInput>,
    /// What the two promised each other.
    #[serde(default)]
    #[schema(max_items = 10)]
    promises: Vec<PromisedInput>,
    /// Whether they asked for the resume.
    #[serde(default)]
    resume_requested: bool,
}

/// Something that the person or the interviewee promised.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ClosingPromiseInput)]
struct PromisedInput {
    /// Whose promise it is: the person's own or the interviewee's.
    direction: PromiseDirection,
    #[schema(min_length = 1, max_length = 500)]
    what: String,
    /// The last day on which it is in time, where the person lives.
    due_on: Option<NaiveDate>,
    #[schema(min_length = 1, max_length = 5000)]
    note: Option<String>,
}

/// How well the theme of an interview fits in one dimension.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ClosingFitInput)]
struct FitInput {
    dimension: FitDimension,
    /// From 1, not at all, to 5, fully.
    #[schema(minimum = 1, maximum = 5)]
    score: i16,
    /// What it rests on.
    #[schema(min_length = 1, max_length = 2000)]
    evidence: Option<String>,
}

impl InterviewCompletionInput {
    /// The ending, at `now` unless it says when, and what the interviewee gave.
    pub(super) fn read(self, now: DateTime<Utc>) -> Result<(Ending, Closing), ApiError> {
        let Self {
            at,
            actual_minutes,
            notes,
            debrief,
            referrals,
            should_have_asked,
            other_fields,
            fit_ratings,
            promises,
            resume_requested,
        } = self;
        let debrief = debrief.unwrap_or_default().read();
        let minutes = actual_minutes
            .map(|given| -> Result<ActualMinutes, _> { whole("/actual_minutes", given) });
        let ending = Ending {
            at: at.map_or(Ok(now), |at| instant("/at", at))?,
            actual_minutes: minutes.transpose()?,
            notes: optional_text("/notes", notes.as_deref())?,
            debrief: debrief.map_err(|refused| refused.below("/debrief"))?,
            is_resume_requested: resume_requested,
        };
        let fits = fit_ratings.into_iter().enumerate().map(|(index, fit)| {
            let fit = fit.read();
            fit.map_err(|refused| refused.below(&format!("/fit_ratings/{index}")))
        });
        let promises = promises.into_iter().enumerate();
        let promises = promises.map(|(index, input)| {
            let read = input.read();
            read.map_err(|refused| refused.below(&format!("/promises/{index}")))
        });
        let questions: Questions = texts("/should_have_asked", &should_have_asked)?;
        let fields: Fields = texts("/other_fields", &other_fields)?;
        let closing = Closing {
            leads: leads(referrals)?,
            should_have_asked: questions.as_slice().to_vec(),
            other_fields: fields.as_slice().to_vec(),
            fits: fits.collect::<Result<_, _>>()?,
            promises: promises.collect::<Result<_, _>>()?,
        };
        Ok((ending, closing))
    }
}

impl PromisedInput {
    fn read(self) -> Result<Promised, ApiError> {
        let Self {
            direction: Word(direction),
            what,
            due_on,
            note,
        } = self;
        Ok(Promised {
            direction,
            what: text("/what", &what)?,
            due_on: optional_day("/due_on", due_on)?,
            note: optional_text("/note", note.as_deref())?,
        })
    }
}

impl FitInput {
    fn read(self) -> Result<Fit, ApiError> {
        let Self {
            dimension: Word(dimension),
            score,
            evidence,
        } = self;
        Ok(Fit {
            dimension,
            score: whole("/score", score)?,
            evidence: optional_text("/evidence", evidence.as_deref())?,
        })
    }
}
