//! A letter: whom it goes to, what it says, and the headers by which mail programs know what it is.

use std::time::SystemTime;

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use domain::{Stored, account::Account};
use lettre::{
    Address, Message,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};
use persistence::job::Failure;

use super::content::{Content, Forms};

/// What is sent.
#[derive(Clone, Debug)]
pub(crate) struct Letter {
    to: Mailbox,
    content: Content,
}

impl Letter {
    /// # Errors
    /// The address is none that mail can be sent to.
    pub(super) fn to(account: &Stored<Account>, content: Content) -> Result<Self, Failure> {
        let address: Result<Address, _> = account.value.email.as_str().parse();
        let address = address.map_err(|_malformed| Failure::new("the address takes no mail"))?;
        let name = account.value.display_name.to_string();
        Ok(Self {
            to: Mailbox::new(Some(name), address),
            content,
        })
    }

    /// The message as it travels. Sent twice for one `origin`, it has the same id, by which mail programs show it once.
    ///
    /// # Errors
    /// A part of it cannot be written.
    pub(super) fn message(
        self,
        from: &Mailbox,
        origin: &str,
        now: DateTime<Utc>,
    ) -> Result<Message, Failure> {
        let Forms { text, html } = self.content.render().map_err(Failure::new)?;
        let digest = digest(&SHA256, origin.as_bytes());
        let id = URL_SAFE_NO_PAD.encode(digest);
        let id = format!("<{id}@{}>", from.email.domain());
        let mut builder = Message::builder()
            .from(from.clone())
            .to(self.to)
            .subject(self.content.subject)
            .date(SystemTime::from(now))
            .message_id(Some(id))
            // Nobody's absence note is to answer it (RFC 3834).
            .raw_header(header("Auto-Submitted", "auto-generated".to_owned()));
        if let Some(url) = self.content.unsubscribe {
            // One click, without a page in between (RFC 8058).
            let one_click = "List-Unsubscribe=One-Click".to_owned();
            builder = builder
                .raw_header(header("List-Unsubscribe", format!("<{url}>")))
                .raw_header(header("List-Unsubscribe-Post", one_click));
        }
        builder
            .multipart(MultiPart::alternative_plain_html(text, html))
            .map_err(Failure::new)
    }
}

fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}
