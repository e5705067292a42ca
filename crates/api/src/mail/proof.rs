//! Letters with a token in them: to verify an address, and to choose a new password.

use domain::{Stored, account::Account};
use persistence::job::Failure;

use super::{Letter, content::Content};
use crate::{auth::Opaque, state::State};

/// The letter that asks somebody to verify their address.
pub(crate) fn verify_email(
    state: &State,
    account: &Stored<Account>,
    token: &Opaque,
) -> Result<Letter, Failure> {
    let asked =
        "Please confirm that this address is yours. Until then Rapport sends no reminders to it.";
    let page = Page {
        subject: "Confirm your address",
        asked,
        path: "verify-email",
        label: "Confirm the address",
        operation: "POST /v1/auth/verify-email",
        closing: "You get this because somebody opened an account at Rapport with this address. The token is good for \
                  three days. If it was not you, do nothing.",
    };
    page.letter(state, account, token)
}

/// The letter with which somebody chooses a new password.
pub(crate) fn reset_password(
    state: &State,
    account: &Stored<Account>,
    token: &Opaque,
) -> Result<Letter, Failure> {
    let page = Page {
        subject: "Choose a new password",
        asked: "Somebody asked to choose a new password for your account at Rapport.",
        path: "reset-password",
        label: "Choose a new password",
        operation: "POST /v1/auth/reset-password",
        closing: "The token is good for half an hour, and once. If it was not you who asked, do nothing: your password \
                  stays as it is.",
    };
    page.letter(state, account, token)
}

/// What the two differ in.
struct Page {
    subject: &'static str,
    asked: &'static str,
    path: &'static str,
    label: &'static str,
    operation: &'static str,
    closing: &'static str,
}

impl Page {
    fn letter(
        self,
        state: &State,
        account: &Stored<Account>,
        token: &Opaque,
    ) -> Result<Letter, Failure> {
        let (token, app) = (
            token.reveal(),
            state.config.mail.app_url.trim_end_matches('/'),
        );
        let mut content = Content {
            subject: self.subject.to_owned(),
            name: account.value.display_name.to_string(),
            paragraphs: vec![self.asked.to_owned()],
            closing: vec![self.closing.to_owned()],
            ..Content::default()
        };
        if app.is_empty() {
            // Without a front end whoever reads this calls the API.
            let how = format!("Send this token to {}:", self.operation);
            content.paragraphs.push(how);
            content.code = Some(token);
        } else {
            // In the fragment, which no server and no log gets to see.
            let url = format!("{app}/{}#token={token}", self.path);
            content.link = Some((self.label.to_owned(), url));
        }
        Letter::to(account, content)
    }
}
