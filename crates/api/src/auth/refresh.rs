//! Refresh tokens: opaque to clients, kept only as hashes, each the parent of exactly one successor.

use std::fmt;

use aws_lc_rs::{digest, hmac};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use super::secret::{self, NoRandomness, Secret};

/// Lets scanners of code and logs recognize a leaked token.
const PREFIX: &str = "rprt_";
const BYTES: usize = 32;

/// 256 random bits that are worth a new access token.
#[derive(Clone, PartialEq, Eq)]
pub struct RefreshToken([u8; BYTES]);

impl RefreshToken {
    /// The first token of a session.
    ///
    /// # Errors
    /// [`NoRandomness`].
    pub fn generate() -> Result<Self, NoRandomness> {
        secret::random().map(Self)
    }

    /// Reads a token as a client sends it; `None` when it cannot be one of ours.
    pub fn parse(text: &str) -> Option<Self> {
        let encoded = text.strip_prefix(PREFIX)?;
        let bytes = URL_SAFE_NO_PAD.decode(encoded).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// The token as its client keeps it.
    pub fn reveal(&self) -> String {
        let encoded = URL_SAFE_NO_PAD.encode(self.0);
        format!("{PREFIX}{encoded}")
    }

    /// What the database keeps. The token is random, so one plain hash keeps it secret.
    pub fn hash(&self) -> [u8; BYTES] {
        let mut hash = [0; BYTES];
        let digest = digest::digest(&digest::SHA256, &self.0);
        // SHA-256 is exactly as long as the array.
        for (byte, digested) in hash.iter_mut().zip(digest.as_ref()) {
            *byte = *digested;
        }
        hash
    }
}

/// Says nothing, so that no log can.
impl fmt::Debug for RefreshToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RefreshToken(..)")
    }
}

/// Makes successors. They are computed, not drawn, so that a lost answer can be repeated without keeping any token.
#[derive(Clone, Debug)]
pub struct Successors(hmac::Key);

impl Successors {
    pub fn new(secret: &Secret) -> Self {
        Self(secret.derive("refresh token successor"))
    }

    /// The one token that `token` is exchanged for. Nobody can tell it from `token` without the key.
    pub fn of(&self, token: &RefreshToken) -> RefreshToken {
        RefreshToken(secret::sign(&self.0, &token.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_reads_back_as_it_is_written() {
        let token = RefreshToken::generate().unwrap();
        assert_eq!(RefreshToken::parse(&token.reveal()), Some(token.clone()));
        assert_ne!(RefreshToken::generate().unwrap(), token);
        assert_eq!(token.reveal().len(), 48);
    }

    #[test]
    fn what_is_no_token_is_not_read() {
        let token = RefreshToken::generate().unwrap().reveal();
        let short = token.get(..47).unwrap();
        for bad in [
            "",
            "rprt_",
            short,
            &format!("{token}A"),
            &token.replacen("rprt_", "", 1),
            "rprt_!!!!",
        ] {
            assert_eq!(RefreshToken::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_successor_is_the_same_each_time_and_another_for_each_token_and_secret() {
        let successors = Successors::new(&Secret::new([1; BYTES]));
        let first = RefreshToken([9; BYTES]);
        let second = successors.of(&first);
        assert_eq!(successors.of(&first), second);
        assert_ne!(successors.of(&second), first);
        assert_ne!(second.hash(), first.hash());
        let others = Successors::new(&Secret::new([2; BYTES]));
        assert_ne!(others.of(&first), second);
    }

    #[test]
    fn a_token_does_not_show_in_logs() {
        assert_eq!(
            format!("{:?}", RefreshToken([9; BYTES])),
            "RefreshToken(..)"
        );
    }
}
