//! Sending messages over HTTP: nothing is transmitted; it is recorded that it went out, by the rules for that.

use actix_web::{post, web::Path};
use chrono::{DateTime, SecondsFormat, Utc};
use domain::{
    Id, Stored,
    channel::Channel,
    contact::Contact,
    follow_up::FollowUp,
    lint::{Finding, LintRule, LintSeverity},
    message::{AlreadySent, Message, MessageKind, OverrideReason, Sent},
    outreach::{Attempt, Direction, InvalidAttempt, Outcome, Touch},
};
use persistence::{Transaction, outreach::find_approach, workspace::Owner};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{
    finding::findings,
    finding_wire::FindingsResponse,
    settlement::{require_learning, settled_by},
    wire::{Channel as ChannelWord, MessageResponse},
};
use crate::{
    error::{ApiError, Code, Problem},
    follow_up::{touched, updated},
    http::{Answer, Body, Caller, Reply, Write, caller::WriteMessages},
    outreach::record_sent,
    wire::{Word, instant, optional_text},
};

/// When and how it went out.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MessageSendingInput, example = json!({ "at": "2026-01-05T08:30:00Z", "channel": "email" }))]
struct SendingInput {
    /// Now when it is not given; never in the future.
    at: Option<DateTime<Utc>>,
    /// That of the message when it is not given.
    channel: Option<ChannelWord>,
    /// What is settled by it, such as the thanks that were owed, besides the follow-ups that name it.
    follow_up_id: Option<Uuid>,
    /// Why it goes out although the lint finds an error, the thanks name nothing new, or the methodology advises against
    /// it.
    #[schema(min_length = 1, max_length = 1000)]
    override_reason: Option<String>,
}

/// The same, read.
struct Sending {
    at: DateTime<Utc>,
    channel: Option<Channel>,
    follow_up: Option<Id<FollowUp>>,
    override_reason: Option<OverrideReason>,
}

/// Send a message
///
/// Records that it went out; the caller's own mail program or letter box carries it. What asks for a conversation becomes
/// an attempt of its outreach, by the rules of the methodology; the rest is noted on the contact. From then on it stays
/// as it went. The follow-ups that name it in `message_id`, and the one that the body names, are done by it in the same
/// step; thanks for a conversation name what was new to the person, where the methodology wants it. That, and errors of the
/// lint, refuse it unless there is an `override_reason`; a referrer who did not say that they may be named refuses it
/// always.
#[utoipa::path(operation_id = "send_message", tag = "messages", security(("bearer" = ["messages:write"])),
    request_body = SendingInput,
    responses(
        (status = 200, description = "The message, sent", body = MessageResponse),
        (status = 409, body = Problem, description = "`already_sent`; `permission_needed` and `findings_open`: see \
            `findings`; `outreach_needed`: start an outreach and name it in the message; `not_sent`: a call is made, so \
            record the attempt; `learning_needed`: the follow-up `follow_up_id` is to name a learning, as `rule` has it; \
            `already_settled`: the follow-up is; `too_early`, `attempt_cap_reached`, \
            `do_not_contact`, `outreach_closed`, `outreach_already_open` and `too_many_attempts`: as for an attempt"),
    ))]
#[post("/messages/{id}/send")]
async fn send_message(
    caller: Caller<WriteMessages>,
    write: Write,
    id: Path<Uuid>,
    body: Body<SendingInput>,
) -> Result<Answer<MessageResponse>, ApiError> {
    let (owner, sending) = (caller.owner, body.0.read(write.now())?);
    write
        .run(owner, async |tx| {
            let current: Stored<Message> = write.find_for_update(tx, owner, *id).await?;
            let draft = current.value.as_draft()?;
            let found = findings(tx, owner, draft).await?;
            admit(found, sending.override_reason.is_some())?;
            let moments = (sending.at, write.now());
            let settled = settled_by(tx, owner, &current, sending.follow_up, moments).await?;
            if sending.override_reason.is_none() {
                require_learning(tx, owner, &settled).await?;
            }
            for done in settled {
                write.save(tx, owner, done).await?;
            }
            let sent = go_out(tx, &write, owner, draft, &sending).await?;
            let next = current.value.clone().send(sent)?;
            let next = write.save(tx, owner, current.with(next)).await?;
            note(tx, &write, owner, &next.value, sending.at).await?;
            Ok(Reply::ok(next))
        })
        .await
}

impl SendingInput {
    fn read(self, now: DateTime<Utc>) -> Result<Sending, ApiError> {
        let at = self.at.map(|at| instant("/at", at)).transpose()?;
        let at = at.unwrap_or(now);
        if at > now {
            return Err(ApiError::field(
                "/at",
                "in_future",
                "must not be in the future",
            ));
        }
        Ok(Sending {
            at,
            channel: self.channel.map(|Word(channel)| channel),
            follow_up: self.follow_up_id.map(Id::new),
            override_reason: optional_text("/override_reason", self.override_reason.as_deref())?,
        })
    }
}

/// Refuses what should not go out.
fn admit(findings: Vec<Finding>, is_overridden: bool) -> Result<(), ApiError> {
    let names = |finding: &Finding| finding.rule == LintRule::ReferrerWithoutPermission;
    let is_error = |finding: &Finding| finding.severity == LintSeverity::Error;
    let refused = if findings.iter().any(names) {
        let detail = "Ask them first and record their answer, or leave the name out.";
        ApiError::new(Code::PermissionNeeded, detail)
    } else if !is_overridden && findings.iter().any(is_error) {
        let detail = "Mend it, or say as `override_reason` why it goes out as it is.";
        ApiError::new(Code::FindingsOpen, detail)
    } else {
        return Ok(());
    };
    let found = FindingsResponse::from(findings).into_members()?;
    Err(refused.with("findings", found))
}

/// Records how a message went out: as an attempt of its outreach, or on the contact.
async fn go_out(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    draft: &Message,
    sending: &Sending,
) -> Result<Sent, ApiError> {
    let outcome = draft.kind.outcome().ok_or_else(|| {
        let detail = "It tells what to say. Record the call as an attempt of the outreach.";
        ApiError::new(Code::NotSent, detail)
    })?;
    let channel = sending.channel.or(draft.channel);
    let channel = channel.unwrap_or(draft.kind.channel());
    let attempt_id = if draft.kind.is_touch() {
        let outreach = draft.outreach_id.ok_or_else(|| {
            let detail = "Start an outreach to the contact, and name it in the message.";
            ApiError::new(Code::OutreachNeeded, detail)
        })?;
        let touch = attempt(outcome, channel, sending)?;
        Some(record_sent(tx, write, owner, outreach, touch).await?)
    } else {
        if let Some(contact) = draft.contact_id {
            require_willing(tx, owner, contact).await?;
        }
        None
    };
    Ok(Sent {
        at: sending.at,
        channel,
        attempt_id,
        override_reason: sending.override_reason.clone(),
    })
}

fn attempt(outcome: Outcome, channel: Channel, sending: &Sending) -> Result<Touch, ApiError> {
    let touch = Touch {
        channel,
        direction: Direction::Outbound,
        outcome,
        at: sending.at,
        with_whom: None,
        recontact_on: None,
        note: None,
        override_reason: sending.override_reason.clone(),
    };
    match Attempt::parse(1, touch.clone()) {
        Err(refused @ InvalidAttempt::NotByChannel { .. }) => {
            Err(ApiError::field("/channel", "not_by_channel", refused))
        }
        _ => Ok(touch),
    }
}

async fn require_willing(
    tx: &Transaction,
    owner: Owner,
    contact: Id<Contact>,
) -> Result<(), ApiError> {
    let found = find_approach(tx, owner, contact).await?;
    if found.is_some_and(|approach| approach.do_not_contact) {
        let detail = "They asked not to be contacted, and nothing outweighs that.";
        return Err(ApiError::new(Code::DoNotContact, detail));
    }
    Ok(())
}

/// Notes on the contact that they heard from the person, where no attempt does.
async fn note(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    sent: &Message,
    at: DateTime<Utc>,
) -> Result<(), ApiError> {
    match sent.contact_id.filter(|_| !sent.kind.is_touch()) {
        Some(contact) if sent.kind == MessageKind::Update => {
            updated(tx, write, owner, &[contact], at).await?;
        }
        Some(contact) => touched(tx, write, owner, &[contact], at).await?,
        None => {}
    }
    Ok(())
}

impl From<AlreadySent> for ApiError {
    fn from(sent: AlreadySent) -> Self {
        Self::new(Code::AlreadySent, sent).with(
            "sent_at",
            sent.at.to_rfc3339_opts(SecondsFormat::AutoSi, true),
        )
    }
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(send_message);
}
