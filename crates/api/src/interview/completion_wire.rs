//! The end of an interview on the wire, with all that follows from it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Id, Stored,
    at_most::AtMost,
    follow_up::FollowUp,
    interview::{ActualMinutes, Ending, Interview},
    question::Body,
    text::Name,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    closing::{Closing, Fit, Kept, Promised},
    debrief_wire::DebriefInput,
    wire::InterviewResponse,
};
use crate::{
    contact::ContactResponse,
    error::ApiError,
    fit_rating::{FitDimension, FitRatingResponse},
    follow_up::FollowUpResponse,
    promise::{PromiseDirection, PromiseResponse},
    question::QuestionResponse,
    referral::{
        ReferralResponse,
        lead::{Followed, LeadInput, leads},
    },
    theme::ThemeResponse,
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

/// A completed interview and all that followed from it.
#[derive(Debug)]
pub(super) struct Completed {
    pub(super) interview: Stored<Interview>,
    pub(super) kept: Kept,
    pub(super) follow_ups: Vec<Stored<FollowUp>>,
}

/// A completed interview and all that followed from it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = CompletedInterview, example = json!({
    "interview": {
        "id": "019b76da-a800-7000-8000-000000000009", "object": "interview",
        "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-08T14:25:00Z",
        "outreach_id": "019b76da-a800-7000-8000-000000000007", "contact_id": "019b76da-a800-7000-8000-000000000005",
        "theme_id": null, "kind": "exploratory", "mode": "in_person", "place": "Cafe Central", "link": null,
        "starts_at": "2026-01-08T14:00:00Z", "time_zone": "Europe/Berlin", "planned_minutes": 20,
        "planned_end_at": "2026-01-08T14:20:00Z", "reschedule_count": 0, "state": "completed",
        "started_at": "2026-01-08T14:00:00Z", "completed_at": "2026-01-08T14:25:00Z", "actual_minutes": 25,
        "canceled_by": null, "end_reason": null, "notes": "Try an afternoon in the clinic first.",
        "notes_transcribed_at": null, "resume_requested_at": null, "extended_minutes": 5, "debrief": {
            "stay_in_touch": "By mail", "confidence_before": 2, "confidence_after": 4, "talk_share_percent": 30,
            "overrun_minutes": 0
        }
    },
    "contacts": [],
    "referrals": [{
        "id": "019b76da-a800-7000-8000-00000000000b", "object": "referral",
        "created_at": "2026-01-08T14:25:00Z", "updated_at": "2026-01-08T14:25:00Z",
        "referrer_id": "019b76da-a800-7000-8000-000000000005", "contact_id": "019b76da-a800-7000-8000-00000000000a",
        "attempt_id": null, "interview_id": "019b76da-a800-7000-8000-000000000009", "network_ask_id": null,
        "event_id": null, "permission_to_name": "granted", "permission_changed_on": "2026-01-08", "outcome": "open",
        "loop_closed_at": null, "loop_note": null, "note": null
    }],
    "follow_ups": [{
        "id": "019b76da-a800-7000-8000-00000000000c", "object": "follow_up",
        "created_at": "2026-01-08T14:25:00Z", "updated_at": "2026-01-08T14:25:00Z",
        "contact_id": "019b76da-a800-7000-8000-000000000005", "interview_id": "019b76da-a800-7000-8000-000000000009",
        "kind": "thank_you", "due_at": "2026-01-09T22:59:59Z", "rule": "thank_you_days",
        "reason": "A thank-you is due by the end of the day after the conversation.", "note": null,
        "referral_id": null, "message_id": null, "learning_id": null, "state": "pending", "thank_you_state": "due",
        "snoozed_until": null, "next_due_at": "2026-01-09T22:59:59Z", "settled_at": null, "skip_reason": null,
        "withdrawal_reason": null
    }],
    "questions": [], "themes": [], "fit_ratings": [],
    "promises": [{
        "id": "019b76da-a800-7000-8000-00000000000d", "object": "promise",
        "created_at": "2026-01-08T14:25:00Z", "updated_at": "2026-01-08T14:25:00Z",
        "contact_id": "019b76da-a800-7000-8000-000000000005", "interview_id": "019b76da-a800-7000-8000-000000000009",
        "direction": "mine", "what": "The article on stammering", "due_on": "2026-01-12", "note": null, "state": "open",
        "settled_at": null
    }]
}))]
pub(super) struct CompletedResponse {
    interview: InterviewResponse,
    /// The contacts that were added.
    #[schema(max_items = 10)]
    contacts: Vec<ContactResponse>,
    /// To whom the interviewee led, in the order they were given.
    #[schema(max_items = 10)]
    referrals: Vec<ReferralResponse>,
    /// What is owed to the interviewee now, and to the first twenty of those who led to them.
    #[schema(max_items = 30)]
    follow_ups: Vec<FollowUpResponse>,
    /// What should have been asked, in the person's own collection.
    #[schema(max_items = 10)]
    questions: Vec<QuestionResponse>,
    /// The fields that were added as ideas.
    #[schema(max_items = 10)]
    themes: Vec<ThemeResponse>,
    #[schema(max_items = 7)]
    fit_ratings: Vec<FitRatingResponse>,
    /// What the two promised each other.
    #[schema(max_items = 10)]
    promises: Vec<PromiseResponse>,
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
        let promises = promises.map(|(index, promised)| {
            let promised = promised.read();
            promised.map_err(|refused| refused.below(&format!("/promises/{index}")))
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

/// Under the revision of the interview.
impl From<Stored<Completed>> for CompletedResponse {
    fn from(completed: Stored<Completed>) -> Self {
        let Completed {
            interview,
            kept,
            follow_ups,
        } = completed.value;
        let Kept {
            followed,
            questions,
            themes,
            fit_ratings,
            promises,
        } = kept;
        let Followed {
            contacts,
            referrals,
        } = followed;
        Self {
            interview: interview.into(),
            contacts: contacts.into_iter().map(Into::into).collect(),
            referrals: referrals.into_iter().map(Into::into).collect(),
            follow_ups: follow_ups.into_iter().map(Into::into).collect(),
            questions: questions.into_iter().map(Into::into).collect(),
            themes: themes.into_iter().map(Into::into).collect(),
            fit_ratings: fit_ratings.into_iter().map(Into::into).collect(),
            promises: promises.into_iter().map(Into::into).collect(),
        }
    }
}

impl Completed {
    /// With the identity of the interview, so that the answer carries its `ETag`.
    pub(super) fn stored(self) -> Stored<Self> {
        let Stored {
            id,
            version,
            created_at,
            updated_at,
            ..
        } = self.interview;
        Stored {
            id: Id::new(id.uuid()),
            version,
            created_at,
            updated_at,
            value: self,
        }
    }
}
