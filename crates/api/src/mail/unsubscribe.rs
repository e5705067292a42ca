//! Ending letters with one click (RFC 8058): the address in each letter says whose and which, and cannot be made up.

use std::fmt;

use actix_web::{HttpResponse, get, http::header::CACHE_CONTROL, post, web::Path};
use aws_lc_rs::hmac;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{Id, notification::Topic};
use persistence::{notification, workspace, workspace::Owner};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::{
    auth::Secret,
    error::ApiError,
    http::{Answer, Write},
    notification::settle,
    state::State,
};

/// Makes and reads what stands in such an address.
pub(crate) struct Unsubscribing(hmac::Key);

impl Unsubscribing {
    pub(crate) fn new(secret: &Secret) -> Self {
        Self(secret.derive("ending letters"))
    }

    /// Where one click ends letters about a topic.
    pub(super) fn url(state: &State, account: Owner, topic: Topic) -> String {
        let token = state.unsubscribing.token(account, topic);
        format!("{}/unsubscribe/{token}", state.base_url)
    }

    fn token(&self, account: Owner, topic: Topic) -> String {
        let mut bytes = account.uuid().as_bytes().to_vec();
        bytes.push(match topic {
            Topic::Digest => b'd',
            Topic::Reminders => b'r',
        });
        let tag = hmac::sign(&self.0, &bytes);
        bytes.extend_from_slice(tag.as_ref());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Whose letters about what; `None` for what no letter of ours said.
    fn read(&self, token: &str) -> Option<(Owner, Topic)> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (named, tag) = bytes.split_at_checked(17)?;
        hmac::verify(&self.0, named, tag).ok()?;
        let (account, topic) = named.split_at_checked(16)?;
        let topic = match topic {
            b"d" => Topic::Digest,
            b"r" => Topic::Reminders,
            _ => return None,
        };
        let account = Uuid::from_slice(account).ok()?;
        Some((Id::new(account), topic))
    }
}

impl fmt::Debug for Unsubscribing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Unsubscribing(..)")
    }
}

/// A page for a browser.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, max_length = 10_000, example = json!("<!doctype html><html lang=\"en\">...</html>"))]
pub(super) struct Page(#[expect(dead_code, reason = "stands for the page in the document")] String);

const ASK: &str = include_str!("template/unsubscribe.html");

/// Ask before letters are ended
///
/// What a browser shows that follows the link of a letter: a button that ends them. Nothing ends by looking at it, for mail
/// programs look at links by themselves.
#[utoipa::path(operation_id = "ask_to_unsubscribe", tag = "notifications", security(()),
    params(("token" = String, Path, description = "What the letter says", min_length = 66, max_length = 66,
        pattern = "^[A-Za-z0-9_-]{66}$", example = "AZt22qgAcACAAAAAAAAAAWT0Yk0m0e8gQ0vJ1mQm0m3t5h0lZQm1b2n3c4d5e6f7g8")),
    responses((status = 200, description = "The page", body = Page, content_type = "text/html")))]
#[get("/unsubscribe/{token}")]
async fn ask_to_unsubscribe(write: Write, token: Path<String>) -> Result<Answer<Page>, ApiError> {
    let read = write.state().unsubscribing.read(&token);
    let (_, topic) = read.ok_or_else(ApiError::not_found)?;
    let question = match topic {
        Topic::Digest => "Shall the daily digests of your agenda end?",
        Topic::Reminders => "Shall the reminders of interviews and of what is due end?",
    };
    Ok(page(ASK.replace("{{ question }}", question)))
}

/// End letters
///
/// What mail programs do with one click (RFC 8058). Ends the digests or the reminders, whichever the letter was, and
/// nothing else; `update_notifications` starts them again. Doing it twice is as good as once. Whatever the body says.
#[utoipa::path(operation_id = "unsubscribe", tag = "notifications", security(()),
    params(("token" = String, Path, description = "What the letter says", min_length = 66, max_length = 66,
        pattern = "^[A-Za-z0-9_-]{66}$", example = "AZt22qgAcACAAAAAAAAAAWT0Yk0m0e8gQ0vJ1mQm0m3t5h0lZQm1b2n3c4d5e6f7g8")),
    responses((status = 200, description = "They have ended", body = Page, content_type = "text/html")))]
#[post("/unsubscribe/{token}")]
async fn unsubscribe(write: Write, token: Path<String>) -> Result<Answer<Page>, ApiError> {
    let read = write.state().unsubscribing.read(&token);
    let (account, topic) = read.ok_or_else(ApiError::not_found)?;
    let (now, tx) = (write.now(), write.state().db.begin().await?);
    workspace::lock(&tx, account).await?;
    let found = notification::find(&tx, account).await?;
    let stored = found.ok_or_else(ApiError::not_found)?.notifications;
    let next = stored.value.clone().without(topic);
    if next != stored.value {
        notification::save(&tx, stored.with(next), now).await?;
        settle(&tx, account, now).await?;
    }
    tx.commit().await?;
    let done = "<!doctype html><html lang=\"en\"><title>Rapport</title><p>You get no more of them.</p></html>";
    Ok(page(done.to_owned()))
}

fn page(html: String) -> Answer<Page> {
    Answer::of(
        HttpResponse::Ok()
            .content_type("text/html; charset=utf-8")
            .insert_header((CACHE_CONTROL, "no-store"))
            .body(html),
    )
}

pub(super) fn public_routes(config: &mut ServiceConfig<'_>) {
    config.service(ask_to_unsubscribe).service(unsubscribe);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_whose_and_which_and_cannot_be_made_up() {
        let ours = Unsubscribing::new(&Secret::new([7; 32]));
        let account = Id::new(Uuid::from_u128(7));
        let token = ours.token(account, Topic::Reminders);
        assert_eq!(token.len(), 66);
        assert_eq!(ours.read(&token), Some((account, Topic::Reminders)));
        let other = Unsubscribing::new(&Secret::new([8; 32]));
        assert_eq!(other.read(&token), None);
        for bad in ["", "AAAA", &token[..65], &token.replacen('A', "B", 1)] {
            assert_eq!(ours.read(bad), None, "{bad}");
        }
    }
}
