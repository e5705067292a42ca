//! What development makes up so that one command is enough: a private PostgreSQL and keys, kept under one folder.

use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use devdb::Cluster;
use secrecy::{ExposeSecret, SecretString};

use super::Failure;
use crate::{
    auth::{KeyRing, Secret},
    config::{Config, MailDelivery, Mode},
};

const DATABASE: &str = "rapport";

/// Fills in what the configuration lacks. The cluster runs as long as what is returned lives.
pub(super) fn complete(config: &mut Config) -> Result<Option<Cluster>, Failure> {
    if config.mode == Mode::Production {
        return Ok(None);
    }
    let folder = config.development.folder.clone();
    if config.secrets.key.expose_secret().is_empty() {
        config.secrets.key = kept(config, "secret-key", || Ok(Secret::generate()?.into()))?;
    }
    if config.tokens.signing_keys.is_empty() {
        config.tokens.signing_keys =
            vec![kept(
                config,
                "signing-key.pem",
                || Ok(KeyRing::generate()?),
            )?];
    }
    if config.mail.delivery == MailDelivery::Auto {
        config.mail.delivery = MailDelivery::Files;
    }
    if config.mail.folder.as_os_str().is_empty() {
        config.mail.folder = folder.join("mail");
    }
    if !config.database.url.expose_secret().is_empty() {
        return Ok(None);
    }
    let address = folder.join("database-url");
    match Cluster::start_kept(&folder.join("postgres")) {
        Ok(cluster) => {
            cluster.ensure_database(DATABASE)?;
            config.database.url = cluster.url(DATABASE).into();
            write_private(&address, config.database.url.expose_secret())?;
            Ok(Some(cluster))
        }
        Err(devdb::Error::InUse { .. }) if address.exists() => {
            // Another command of this folder runs it: use the same.
            config.database.url = fs::read_to_string(&address)?.into();
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// Reads a secret of the development folder, or makes it and keeps it there.
pub(super) fn kept(
    config: &Config,
    name: &str,
    make: impl FnOnce() -> Result<SecretString, Failure>,
) -> Result<SecretString, Failure> {
    fs::create_dir_all(&config.development.folder)?;
    let path = config.development.folder.join(name);
    match fs::read_to_string(&path) {
        Ok(secret) => Ok(secret.into()),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let secret = make()?;
            write_private(&path, secret.expose_secret())?;
            Ok(secret)
        }
        Err(error) => Err(format!("{}: {error}", path.display()).into()),
    }
}

/// Writes a file that only its owner can read.
fn write_private(path: &Path, content: &str) -> Result<(), Failure> {
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)?;
    Ok(file.write_all(content.as_bytes())?)
}
