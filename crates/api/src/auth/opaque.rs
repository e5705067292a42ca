//! Secrets that mean nothing by themselves: random, shown once, kept only as hashes.

use std::fmt;

use aws_lc_rs::digest;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use super::secret::{self, NoRandomness};

const BYTES: usize = 32;

/// 256 secret bits that the database knows by their hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Opaque(pub(super) [u8; BYTES]);

impl Opaque {
    /// # Errors
    /// [`NoRandomness`].
    pub fn generate() -> Result<Self, NoRandomness> {
        secret::random().map(Self)
    }

    /// Reads what [`Opaque::reveal`] wrote; `None` when it cannot be that.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// 43 letters, digits, hyphens and underscores.
    pub fn reveal(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What the database keeps. The secret is random, so one plain hash keeps it secret.
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
impl fmt::Debug for Opaque {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Opaque(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_reads_back_as_it_is_written_and_nothing_else_does() {
        let secret = Opaque::generate().unwrap();
        let text = secret.reveal();
        assert_eq!(text.len(), 43);
        assert_eq!(Opaque::parse(&text), Some(secret.clone()));
        for bad in [
            "",
            &text[..42],
            &format!("{text}A"),
            &text.replacen(&text[..1], "+", 1),
        ] {
            assert_eq!(Opaque::parse(bad), None, "{bad}");
        }
        assert_ne!(Opaque::generate().unwrap(), secret);
        assert_eq!(format!("{secret:?}"), "Opaque(..)");
    }
}
