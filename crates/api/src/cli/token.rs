//! A token for trying things out, of an account that development makes up.

use secrecy::{ExposeSecret, SecretString};

use super::{Failure, development, service::with_service};
use crate::{
    auth::Secret,
    config::{Config, Mode},
};

/// An access token of the development account.
pub(super) fn token(config: Config) -> Result<String, Failure> {
    if config.mode == Mode::Production {
        return Err(
            "token is for development; in production sign in: POST /v1/auth/sign-in".into(),
        );
    }
    let password = development::kept(&config, "account-password", || {
        Ok(SecretString::from(Secret::generate()?))
    })?;
    with_service(config, move |mut client| {
        client.enter(
            "developer@example.org",
            password.expose_secret(),
            "Developer",
            "Europe/Berlin",
        )
    })
}
