//! A completed interview on the wire, with all that followed from it.

use domain::{Id, Stored, follow_up::FollowUp, interview::Interview};
use serde::Serialize;
use utoipa::ToSchema;

use super::{closing::Kept, wire::InterviewResponse};
use crate::{
    contact::ContactResponse,
    fit_rating::FitRatingResponse,
    follow_up::FollowUpResponse,
    promise::PromiseResponse,
    question::QuestionResponse,
    referral::{ReferralResponse, lead::Followed},
    theme::ThemeResponse,
};

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
