//! Mail: letters of the service to the people who use it, as plain text and as HTML. See docs/adr/0025.

mod content;
mod digest;
mod letter;
mod proof;
mod reminder;
mod time;
mod transport;
mod unsubscribe;
mod webhook;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) use self::{
    letter::Letter,
    transport::{Mailer, Misconfigured},
    unsubscribe::Unsubscribing,
};
use crate::{
    error::{ApiError, Code},
    state::State,
};

pub(crate) use self::{
    digest::digest,
    proof::{reset_password, verify_email},
    reminder::{follow_up, interview},
    webhook::webhook_disabled,
};

/// Refuses what would need a mail that nobody sends.
pub(crate) fn require(state: &State) -> Result<(), ApiError> {
    if state.mailer.is_on() {
        return Ok(());
    }
    Err(ApiError::new(
        Code::MailOff,
        "This installation sends no mail.",
    ))
}

/// What stands outside `/v1`, for whoever has a letter.
pub(crate) fn public_routes(config: &mut ServiceConfig<'_>) {
    unsubscribe::public_routes(config);
}
