//! How letters leave: to a mail server, into files, or not at all.

use std::{fmt, fs, io, path::Path, time::Duration};

use chrono::{DateTime, Utc};
use lettre::{
    AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Tokio1Executor, message::Mailbox,
    transport::smtp,
};
use persistence::job::Failure;
use secrecy::ExposeSecret;
use tracing::info;

use super::Letter;
use crate::config::{self, MailDelivery};

/// How long the mail server may take for one letter.
const PATIENCE: Duration = Duration::from_secs(30);

/// Sends letters.
pub(crate) struct Mailer {
    from: Mailbox,
    way: Way,
}

enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Files(AsyncFileTransport<Tokio1Executor>, String),
    Off,
}

/// Why no letter can leave.
#[derive(Debug, thiserror::Error)]
pub enum Misconfigured {
    #[error("mail.from: {0}")]
    From(#[from] lettre::address::AddressError),
    #[error("mail.url: {0}")]
    Url(smtp::Error),
    #[error("mail.folder: {0}")]
    Folder(#[from] io::Error),
}

impl Mailer {
    pub(crate) fn new(settings: &config::Mail) -> Result<Self, Misconfigured> {
        let way = match settings.delivery {
            MailDelivery::Smtp => Way::Smtp(server(settings.url.expose_secret())?),
            MailDelivery::Files => Way::files(&settings.folder)?,
            // In production somebody has decided; elsewhere whoever starts the service decides.
            MailDelivery::Auto | MailDelivery::Off => Way::Off,
        };
        Ok(Self {
            from: settings.from.parse()?,
            way,
        })
    }

    pub(crate) fn is_on(&self) -> bool {
        !matches!(self.way, Way::Off)
    }

    /// Sends a letter, and returns once it is somebody else's to deliver.
    pub(crate) async fn send(
        &self,
        letter: Letter,
        origin: &str,
        now: DateTime<Utc>,
    ) -> Result<(), Failure> {
        let message = letter.message(&self.from, origin, now)?;
        match &self.way {
            Way::Smtp(server) => {
                server
                    .send(message)
                    .await
                    .map_err(|error| refused(&error))?;
            }
            Way::Files(files, folder) => {
                let name = files.send(message).await.map_err(Failure::new)?;
                info!("a mail was written to {folder}/{name}.eml");
            }
            Way::Off => {}
        }
        Ok(())
    }
}

fn server(url: &str) -> Result<AsyncSmtpTransport<Tokio1Executor>, Misconfigured> {
    let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(Misconfigured::Url)?;
    Ok(server.timeout(Some(PATIENCE)).build())
}

impl Way {
    fn files(folder: &Path) -> Result<Self, Misconfigured> {
        fs::create_dir_all(folder)?;
        let files = AsyncFileTransport::new(folder);
        Ok(Self::Files(files, folder.display().to_string()))
    }
}

/// What the server answered, without its words: they may repeat the address.
fn refused(error: &smtp::Error) -> Failure {
    match error.status() {
        Some(code) => Failure::new(format!("the mail server answered {code}")),
        None if error.is_tls() => Failure::new("there is no safe way to the mail server"),
        None if error.is_timeout() => Failure::new("the mail server took too long"),
        None => Failure::new("the mail server could not be reached"),
    }
}

impl fmt::Debug for Mailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mailer")
            .field("is_on", &self.is_on())
            .finish_non_exhaustive()
    }
}
