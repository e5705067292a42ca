//! The one secret of an installation, from which a key for each purpose is derived.

use aws_lc_rs::hmac;
use base64::{Engine, engine::general_purpose::STANDARD};
use secrecy::{ExposeSecret, SecretBox};

const BYTES: usize = 32;

/// 256 secret bits.
#[derive(Debug)]
pub struct Secret(SecretBox<[u8; BYTES]>);

/// The text is not the base64 form of 32 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be 32 random bytes in base64, such as `openssl rand -base64 32` prints")]
pub struct InvalidSecret;

/// The operating system gave no random bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gave no random bytes")]
pub struct NoRandomness;

impl Secret {
    pub fn new(bytes: [u8; BYTES]) -> Self {
        Self(SecretBox::new(Box::new(bytes)))
    }

    /// Reads a secret as configuration holds it.
    ///
    /// # Errors
    /// [`InvalidSecret`].
    pub fn parse(text: &str) -> Result<Self, InvalidSecret> {
        let bytes = STANDARD.decode(text.trim()).ok();
        let bytes = bytes.and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self::new).ok_or(InvalidSecret)
    }

    /// A new secret in the form that [`Secret::parse`] reads, for development.
    ///
    /// # Errors
    /// [`NoRandomness`].
    pub fn generate() -> Result<String, NoRandomness> {
        Ok(STANDARD.encode(random::<BYTES>()?))
    }

    /// The key for one purpose. Who learns it learns neither the secret nor another purpose's key.
    pub fn derive(&self, purpose: &str) -> hmac::Key {
        let secret = hmac::Key::new(hmac::HMAC_SHA256, self.0.expose_secret());
        let derived = hmac::sign(&secret, purpose.as_bytes());
        hmac::Key::new(hmac::HMAC_SHA256, derived.as_ref())
    }
}

/// Unpredictable bytes.
///
/// # Errors
/// [`NoRandomness`].
pub fn random<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|_unspecified| NoRandomness)?;
    Ok(bytes)
}

/// The keyed hash of a message, as an array.
pub fn sign(key: &hmac::Key, message: &[u8]) -> [u8; BYTES] {
    let mut bytes = [0; BYTES];
    // HMAC-SHA256 is exactly as long as the array.
    for (byte, signed) in bytes.iter_mut().zip(hmac::sign(key, message).as_ref()) {
        *byte = *signed;
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_purpose_has_a_key_of_its_own() {
        let secret = Secret::new([7; BYTES]);
        let tag = |purpose| sign(&secret.derive(purpose), b"message");
        assert_eq!(tag("cursor"), tag("cursor"));
        assert_ne!(tag("cursor"), tag("refresh"));
        let other = Secret::new([8; BYTES]);
        assert_ne!(tag("cursor"), sign(&other.derive("cursor"), b"message"));
    }

    #[test]
    fn a_secret_is_read_from_base64_of_32_bytes() {
        assert!(Secret::parse(&Secret::generate().unwrap()).is_ok());
        for bad in ["", "secret", "c2VjcmV0"] {
            assert_eq!(Secret::parse(bad).unwrap_err(), InvalidSecret, "{bad}");
        }
    }

    #[test]
    fn a_secret_does_not_show_in_logs() {
        assert!(!format!("{:?}", Secret::new([7; BYTES])).contains('7'));
    }
}
