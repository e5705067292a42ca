//! The agenda on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Id,
    agenda::{self, AgendaItem, Fate, Settles, Subject, Window},
    contact::Contact,
    text::Name,
    vocabulary::Vocabulary,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::wire::Word;

pub(super) type AgendaKind = Word<agenda::AgendaKind>;
pub(super) type Bucket = Word<agenda::Bucket>;

/// One thing to do.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = AgendaItem, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "agenda_item", "kind": "follow_up", "bucket": "due",
    "from": "2026-01-05T23:00:00Z", "until": "2026-01-06T22:59:59Z", "title": "Thank Grace Hopper",
    "reason": "A thank-you is due by the end of the day after the conversation.", "rule": "thank_you_days",
    "source": null, "contact": { "id": "019b76da-a800-7000-8000-000000000005", "name": "Grace Hopper" },
    "outreach_id": null, "interview_id": null, "follow_up_id": "019b76da-a800-7000-8000-000000000007",
    "promise_id": null, "hand_off_id": null, "snoozed_until": null, "dismissed_at": null, "dismissal_reason": null,
    "details": "/v1/follow-ups/019b76da-a800-7000-8000-000000000007",
    "operation": {
        "operation_id": "complete_follow_up", "method": "POST",
        "path": "/v1/follow-ups/019b76da-a800-7000-8000-000000000007/complete"
    }
}))]
pub(super) struct AgendaItemResponse {
    /// That of the outreach, the interview, the follow-up, the promise, the hand-off or the contact that it is about.
    id: Uuid,
    /// Always `agenda_item`.
    #[schema(max_length = 50)]
    object: &'static str,
    kind: AgendaKind,
    bucket: Bucket,
    /// When its window opens: before this it is too early.
    from: DateTime<Utc>,
    /// When its window closes: after this it is late.
    until: DateTime<Utc>,
    /// What to do.
    #[schema(max_length = 300)]
    title: String,
    /// Why.
    #[schema(max_length = 2000)]
    reason: String,
    /// The key of the methodology's rule that it follows from, if one does.
    #[schema(max_length = 100)]
    rule: Option<String>,
    /// Where that rule comes from, if that is known.
    #[schema(max_length = 2000)]
    source: Option<String>,
    contact: ContactNameResponse,
    /// The outreach whose next action it is.
    outreach_id: Option<Uuid>,
    /// The interview that is to be held or recorded.
    interview_id: Option<Uuid>,
    /// The follow-up that is pending.
    follow_up_id: Option<Uuid>,
    /// The promise that is to be kept, by either side.
    promise_id: Option<Uuid>,
    /// The hand-off that is waited for.
    hand_off_id: Option<Uuid>,
    /// Until when it was put off, when that is to come.
    snoozed_until: Option<DateTime<Utc>>,
    dismissed_at: Option<DateTime<Utc>>,
    /// Why it is not done.
    #[schema(max_length = 1000)]
    dismissal_reason: Option<String>,
    /// Where to read all about it.
    #[schema(max_length = 200)]
    details: String,
    operation: SettlingOperationResponse,
}

/// A contact by name.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ContactName)]
pub(crate) struct ContactNameResponse {
    id: Uuid,
    #[schema(max_length = 200)]
    name: String,
}

impl ContactNameResponse {
    pub(crate) fn new(id: Id<Contact>, name: Name) -> Self {
        Self {
            id: id.uuid(),
            name: name.into_string(),
        }
    }
}

/// The operation of this document that settles an item.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = SettlingOperation)]
struct SettlingOperationResponse {
    #[schema(max_length = 100)]
    operation_id: &'static str,
    #[schema(max_length = 10)]
    method: &'static str,
    /// With the id of what it is about.
    #[schema(max_length = 200)]
    path: String,
}

impl From<AgendaItem> for AgendaItemResponse {
    fn from(
        AgendaItem {
            subject,
            contact_id,
            contact_name,
            kind,
            bucket,
            window: Window { from, until },
            title,
            reason,
            rule,
            source,
            settled_by,
            fate,
        }: AgendaItem,
    ) -> Self {
        let (snoozed_until, dismissed_at, dismissal_reason) = cells(fate);
        let is = |is: bool| is.then(|| subject.uuid());
        Self {
            id: subject.uuid(),
            object: "agenda_item",
            kind: Word(kind),
            bucket: Word(bucket),
            from,
            until,
            title,
            reason,
            rule,
            source,
            contact: ContactNameResponse::new(contact_id, contact_name),
            outreach_id: is(matches!(subject, Subject::Outreach(_))),
            interview_id: is(matches!(subject, Subject::Interview(_))),
            follow_up_id: is(matches!(subject, Subject::FollowUp(_))),
            promise_id: is(matches!(subject, Subject::Promise(_))),
            hand_off_id: is(matches!(subject, Subject::HandOff(_))),
            snoozed_until,
            dismissed_at,
            dismissal_reason,
            details: details(subject),
            operation: SettlingOperationResponse {
                operation_id: settled_by.as_str(),
                method: method(settled_by),
                path: path(settled_by, subject),
            },
        }
    }
}

/// What a person said about an item, as three members have it.
pub(super) fn cells(
    fate: Option<Fate>,
) -> (Option<DateTime<Utc>>, Option<DateTime<Utc>>, Option<String>) {
    match fate {
        None => (None, None, None),
        Some(Fate::Snoozed { until }) => (Some(until), None, None),
        Some(Fate::Dismissed { at, reason }) => (None, Some(at), Some(reason.into_string())),
    }
}

fn method(settled_by: Settles) -> &'static str {
    match settled_by {
        Settles::UpdateHandOff => "PATCH",
        _ => "POST",
    }
}

fn details(subject: Subject) -> String {
    match subject {
        Subject::Outreach(id) => format!("/v1/outreach/{id}"),
        Subject::Interview(id) => format!("/v1/interviews/{id}"),
        Subject::FollowUp(id) => format!("/v1/follow-ups/{id}"),
        Subject::Promise(id) => format!("/v1/promises/{id}"),
        Subject::HandOff(id) => format!("/v1/hand-offs/{id}"),
        Subject::Contact(id) => format!("/v1/contacts/{id}"),
    }
}

/// Where the settling operation is; a test holds it against the document.
fn path(settled_by: Settles, subject: Subject) -> String {
    let details = details(subject);
    match settled_by {
        Settles::RecordAttempt => format!("{details}/attempts"),
        // It names its outreach in the body.
        Settles::ScheduleInterview => "/v1/interviews".to_owned(),
        // It names its contact in the body.
        Settles::CreateMessage => "/v1/messages".to_owned(),
        Settles::UpdateHandOff => details,
        Settles::StartInterview => format!("{details}/start"),
        Settles::KeepPromise => format!("{details}/keep"),
        Settles::CompleteInterview | Settles::CompleteFollowUp => format!("{details}/complete"),
    }
}
