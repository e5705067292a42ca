//! Sending mail. What it says is looked up when it is sent, so no address, token or word of anybody's waits in the queue.

use actix_web::web::Data;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{Id, account::Account, email_proof::ProofPurpose};
use persistence::{
    Executor, email_proof,
    job::{self, Attempt, Failure, Task, Terms},
    notification::{self, Subscriber},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    auth::Opaque,
    mail::{self, Letter},
    state::State,
};

/// What a mail is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Mail {
    VerifyEmail,
    ResetPassword,
    /// The agenda of a local day.
    Digest {
        on: NaiveDate,
    },
    Interview {
        id: Uuid,
        starts_at: DateTime<Utc>,
    },
    FollowUp {
        id: Uuid,
        due_at: DateTime<Utc>,
    },
    /// An endpoint was given up.
    WebhookDisabled {
        id: Uuid,
    },
}

/// A mail to the owner of an account.
///
/// Whoever sends it may die between the server's answer and the note that it is done; then it is sent again, under the same
/// `Message-ID`.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Mailing {
    account: Uuid,
    about: Mail,
}

impl Mail {
    /// Leaves it to the workers, to be sent when the transaction commits.
    pub(crate) async fn leave(
        self,
        db: &impl Executor,
        account: Id<Account>,
    ) -> Result<(), persistence::Error> {
        let mailing = Mailing {
            account: account.uuid(),
            about: self,
        };
        job::add(db, &mailing, Terms::default()).await
    }
}

impl Task for Mailing {
    const NAME: &'static str = "mail";
    // The last try is three to four hours after the first.
    const ATTEMPTS: i16 = 10;
    type Context = Data<State>;

    async fn run(self, state: Data<State>, attempt: Attempt) -> Result<(), Failure> {
        let to = notification::find(&state.db, Id::new(self.account)).await?;
        let Some(to) = to else {
            // The account was deleted meanwhile.
            return Ok(());
        };
        match letter(&state, &to, self.about).await? {
            Some(letter) => {
                let about = serde_json::to_string(&self).map_err(Failure::new)?;
                let (origin, now) = (format!("{} {about}", attempt.job), state.clock.now());
                state.mailer.send(letter, &origin, now).await
            }
            None => Ok(()),
        }
    }
}

/// What is to be sent; `None` when it is no longer wanted, or no longer so.
async fn letter(state: &State, to: &Subscriber, about: Mail) -> Result<Option<Letter>, Failure> {
    let (account, wanted) = (&to.account, &to.notifications.value);
    let is_verified = account.value.email_verified_at.is_some();
    match about {
        Mail::VerifyEmail if is_verified => Ok(None),
        Mail::VerifyEmail => {
            let token = token(state, account.id, ProofPurpose::VerifyEmail).await?;
            let letter = token.map(|token| mail::verify_email(state, account, &token));
            letter.transpose()
        }
        Mail::ResetPassword => {
            let token = token(state, account.id, ProofPurpose::ResetPassword).await?;
            let letter = token.map(|token| mail::reset_password(state, account, &token));
            letter.transpose()
        }
        _ if !is_verified => Ok(None),
        Mail::Digest { on } => {
            let today = account.value.time_zone.day_of(state.clock.now());
            let is_wanted = wanted.digest != domain::notification::DigestDays::Off;
            // That of another day is of no use: there is one for today.
            if on != today || !is_wanted {
                return Ok(None);
            }
            mail::digest(state, account).await
        }
        Mail::Interview { id, starts_at } if wanted.interview_lead.is_some() => {
            mail::interview(state, account, id, starts_at).await
        }
        Mail::FollowUp { id, due_at } if wanted.follow_up_lead.is_some() => {
            mail::follow_up(state, account, id, due_at).await
        }
        Mail::Interview { .. } | Mail::FollowUp { .. } => Ok(None),
        Mail::WebhookDisabled { id } => mail::webhook_disabled(state, account, id).await,
    }
}

/// A new token in place of the one before; `None` when nobody waits for one any more.
async fn token(
    state: &State,
    account: Id<Account>,
    purpose: ProofPurpose,
) -> Result<Option<Opaque>, Failure> {
    let token = Opaque::generate().map_err(Failure::new)?;
    let (now, tx) = (state.clock.now(), state.db.begin().await?);
    let expires_at = now + purpose.lifetime();
    let is_kept = email_proof::keep(&tx, account, purpose, &token.hash(), expires_at).await?;
    tx.commit().await?;
    Ok(is_kept.then_some(token))
}
