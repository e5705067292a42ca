//! Word that a webhook endpoint is told nothing more: whoever kept it may not look for a long time.

use domain::{
    Id, Stored,
    account::Account,
    webhook::{DisabledReason, WebhookEndpoint},
};
use persistence::{job::Failure, workspace};
use uuid::Uuid;

use super::{Letter, content::Content};
use crate::state::State;

/// The letter; `None` when the endpoint is gone, or is told of changes again.
pub(crate) async fn webhook_disabled(
    state: &State,
    account: &Stored<Account>,
    id: Uuid,
) -> Result<Option<Letter>, Failure> {
    let found = workspace::find::<WebhookEndpoint>(&state.db, account.id, Id::new(id)).await?;
    let Some(endpoint) = found else {
        return Ok(None);
    };
    let why = match endpoint.value.disabled {
        Some(DisabledReason::Gone) => "It answered that it is gone.",
        Some(DisabledReason::Failing) => "It has taken nothing for five days.",
        // Whoever did that knows.
        Some(DisabledReason::Owner) | None => return Ok(None),
    };
    let content = Content {
        subject: "A webhook was disabled".to_owned(),
        name: account.value.display_name.to_string(),
        paragraphs: vec![
            format!("{} is told nothing more. {why}", endpoint.value.url),
            "When it works again, enable it and recover what it missed: that is possible for 30 days."
                .to_owned(),
        ],
        closing: vec!["You get this because you made that webhook.".to_owned()],
        ..Content::default()
    };
    Letter::to(account, content).map(Some)
}
