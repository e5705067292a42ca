//! The mails of one test, read by a program that is not ours.

use std::{fs, path::Path};

use mail_parser::{Message, MessageParser};
use tempfile::TempDir;

/// Where the application of a test puts its mails.
pub(crate) struct Mailbox(TempDir);

impl Default for Mailbox {
    fn default() -> Self {
        Self(TempDir::new().unwrap())
    }
}

/// A mail as its reader has it.
pub(crate) struct Mail {
    pub(crate) message: Message<'static>,
    pub(crate) raw: String,
}

impl Mailbox {
    pub(crate) fn folder(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn read(&self) -> Vec<Mail> {
        let mut files: Vec<_> = fs::read_dir(self.folder())
            .unwrap()
            .map(|entry| entry.unwrap())
            .collect();
        files.sort_by_key(|file| file.metadata().unwrap().modified().unwrap());
        files
            .into_iter()
            .map(|file| {
                let raw = fs::read_to_string(file.path()).unwrap();
                let message = MessageParser::default().parse(&raw).unwrap().into_owned();
                Mail { message, raw }
            })
            .collect()
    }
}

impl Mail {
    pub(crate) fn to(&self) -> &str {
        self.message
            .to()
            .unwrap()
            .first()
            .unwrap()
            .address()
            .unwrap()
    }

    pub(crate) fn subject(&self) -> &str {
        self.message.subject().unwrap()
    }

    pub(crate) fn text(&self) -> String {
        self.message.body_text(0).unwrap().replace("\r\n", "\n")
    }

    pub(crate) fn html(&self) -> String {
        self.message.body_html(0).unwrap().into_owned()
    }

    /// A header as it was written, without the folds.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let value = self.message.header_raw(name)?;
        Some(value.replace("\r\n", "").trim().to_owned())
    }

    /// The token that its reader is to copy.
    pub(crate) fn token(&self) -> String {
        let text = self.text();
        let is_token = |line: &&str| {
            line.len() == 43
                && line
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
        };
        text.lines().find(is_token).expect("a token").to_owned()
    }
}
