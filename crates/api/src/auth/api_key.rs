//! API keys as integrations send them: `rap_`, a prefix to recognize one by, and a secret.

use domain::api_key::Prefix;

use super::{
    Opaque,
    secret::{self, NoRandomness},
};

/// Lets scanners of code and logs recognize a leaked key.
const MARK: &str = "rap_";

/// A key with its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ApiKeySecret {
    pub(crate) prefix: Prefix,
    pub(crate) secret: Opaque,
}

impl ApiKeySecret {
    /// # Errors
    /// [`NoRandomness`].
    pub(crate) fn generate() -> Result<Self, NoRandomness> {
        Ok(Self {
            prefix: u32::from_be_bytes(secret::random()?).into(),
            secret: Opaque::generate()?,
        })
    }

    /// Whether a bearer token is meant to be one.
    pub(crate) fn is_one(text: &str) -> bool {
        text.starts_with(MARK)
    }

    /// Reads a key as a client sends it; `None` when it cannot be one of ours.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (prefix, secret) = text.strip_prefix(MARK)?.split_once('_')?;
        Some(Self {
            prefix: Prefix::parse(prefix).ok()?,
            secret: Opaque::parse(secret)?,
        })
    }

    /// What lists show of it.
    pub(crate) fn shown(prefix: &Prefix) -> String {
        format!("{MARK}{prefix}")
    }

    /// The key as its client keeps it.
    pub(crate) fn reveal(&self) -> String {
        format!("{}_{}", Self::shown(&self.prefix), self.secret.reveal())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_as_it_is_written_and_nothing_else_does() {
        let key = ApiKeySecret::generate().unwrap();
        let text = key.reveal();
        assert_eq!(text.len(), 56);
        assert_eq!(ApiKeySecret::parse(&text), Some(key));
        for bad in [
            "",
            "rap_",
            &text[..55],
            &format!("{text}A"),
            &text.replacen("rap_", "rprt_", 1),
            &text.replacen('_', "", 2),
        ] {
            assert_eq!(ApiKeySecret::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_secret_of_a_key_does_not_show_in_logs() {
        let key = ApiKeySecret::generate().unwrap();
        assert!(!format!("{key:?}").contains(&key.secret.reveal()));
    }
}
