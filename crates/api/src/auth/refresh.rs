//! Refresh tokens: opaque to clients, kept only as hashes, each the parent of exactly one successor.

use std::fmt;

use aws_lc_rs::hmac;

use super::{
    Opaque,
    secret::{self, NoRandomness, Secret},
};

/// Lets scanners of code and logs recognize a leaked token.
const PREFIX: &str = "rprt_";

/// 256 random bits that are worth a new access token.
#[derive(Clone, PartialEq, Eq)]
pub struct RefreshToken(Opaque);

impl RefreshToken {
    /// The first token of a session.
    ///
    /// # Errors
    /// [`NoRandomness`].
    pub fn generate() -> Result<Self, NoRandomness> {
        Opaque::generate().map(Self)
    }

    /// Reads a token as a client sends it; `None` when it cannot be one of ours.
    pub fn parse(text: &str) -> Option<Self> {
        Opaque::parse(text.strip_prefix(PREFIX)?).map(Self)
    }

    /// The token as its client keeps it.
    pub fn reveal(&self) -> String {
        format!("{PREFIX}{}", self.0.reveal())
    }

    /// What the database keeps.
    pub fn hash(&self) -> [u8; 32] {
        self.0.hash()
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
        RefreshToken(Opaque(secret::sign(&self.0, &token.0.0)))
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
        let successors = Successors::new(&Secret::new([1; 32]));
        let first = RefreshToken(Opaque([9; 32]));
        let second = successors.of(&first);
        assert_eq!(successors.of(&first), second);
        assert_ne!(successors.of(&second), first);
        assert_ne!(second.hash(), first.hash());
        let others = Successors::new(&Secret::new([2; 32]));
        assert_ne!(others.of(&first), second);
    }

    #[test]
    fn a_token_does_not_show_in_logs() {
        assert_eq!(
            format!("{:?}", RefreshToken(Opaque([9; 32]))),
            "RefreshToken(..)"
        );
    }
}
