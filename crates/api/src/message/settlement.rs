//! What a message settles when it goes out: the follow-ups that name it, and the one that is named with it.

use chrono::{DateTime, Utc};
use domain::{Id, Stored, follow_up::FollowUp, message::Message, methodology::Policy};
use persistence::{
    Transaction,
    follow_up::{SettledBy, list_settled_by},
    methodology::{find_chosen, find_of_outreach},
    workspace::{self, Owner},
};

use crate::error::{ApiError, Code};

/// What goes out at this moment settles these; they are done by it, and to be saved once it is out.
pub(super) async fn settled_by(
    tx: &Transaction,
    owner: Owner,
    message: &Stored<Message>,
    named: Option<Id<FollowUp>>,
    (at, now): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<Stored<FollowUp>>, ApiError> {
    let by = SettledBy::Message(message.id);
    let mut owed = list_settled_by(tx, owner, by).await?;
    if let Some(id) = named.filter(|id| owed.iter().all(|one| one.id != *id)) {
        let found = workspace::find_for_update(tx, owner, id).await?;
        owed.push(found.ok_or_else(|| ApiError::unknown_reference("/follow_up_id"))?);
    }
    owed.into_iter()
        .map(|one| {
            let done = done_by(message, one.value.clone(), (at, now))?;
            Ok(one.with(done))
        })
        .collect()
}

fn done_by(
    message: &Stored<Message>,
    owed: FollowUp,
    (at, now): (DateTime<Utc>, DateTime<Utc>),
) -> Result<FollowUp, ApiError> {
    if Some(owed.contact_id) != message.value.contact_id {
        let detail = "must be owed to the one that the message is to";
        return Err(ApiError::field("/follow_up_id", "not_of_contact", detail));
    }
    Ok(FollowUp {
        message_id: Some(message.id),
        ..owed.done(at, now)?
    })
}

/// Refuses thanks for a conversation that name nothing that was new, where the methodology wants it (F121).
pub(super) async fn require_learning(
    tx: &Transaction,
    owner: Owner,
    settled: &[Stored<FollowUp>],
) -> Result<(), ApiError> {
    for owed in settled.iter().filter(|one| one.value.lacks_a_learning()) {
        let Some(rule) = policy(tx, owner, &owed.value)
            .await?
            .after
            .thank_you_cites_learning
        else {
            continue;
        };
        if rule.value {
            let detail = "Name in the follow-up, as `learning_id`, something that was new to you, or say as \
                `override_reason` why the thanks go out without.";
            return Err(ApiError::new(Code::LearningNeeded, detail)
                .with("follow_up_id", owed.id.to_string())
                .with("rule", rule.rule.key)
                .with("rationale", rule.rule.rationale)
                .with("source", rule.rule.source));
        }
    }
    Ok(())
}

/// The numbers that a follow-up goes by: those of the outreach that led to its interview.
async fn policy(tx: &Transaction, owner: Owner, owed: &FollowUp) -> Result<Policy, ApiError> {
    let interview = match owed.interview_id {
        Some(interview) => workspace::find(tx, owner, interview).await?,
        None => None,
    };
    let followed = match interview {
        Some(interview) => find_of_outreach(tx, owner, interview.value.outreach_id).await?,
        None => find_chosen(tx, owner).await?,
    };
    let followed = followed.ok_or_else(|| ApiError::internal("nobody's methodology"))?;
    Ok(followed.value.policy()?)
}
