//! Sealed cursors.

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    rand,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::error::ApiError;

/// Seals and opens cursors: authenticated, unreadable, bound to the owner, the list, its filters and its sort.
#[derive(Debug)]
pub(crate) struct Cursors(LessSafeKey);

impl Cursors {
    pub(crate) fn new(key: &[u8; 32]) -> Result<Self, ApiError> {
        UnboundKey::new(&AES_256_GCM, key)
            .map(|key| Self(LessSafeKey::new(key)))
            .map_err(ApiError::internal)
    }

    pub(crate) fn seal(&self, position: &[u8], binding: &[u8]) -> Result<String, ApiError> {
        let mut nonce = [0; NONCE_LEN];
        rand::fill(&mut nonce).map_err(ApiError::internal)?;
        let mut sealed = position.to_vec();
        self.0
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(binding),
                &mut sealed,
            )
            .map_err(ApiError::internal)?;
        Ok(URL_SAFE_NO_PAD.encode([&nonce[..], &sealed[..]].concat()))
    }

    pub(crate) fn open(&self, cursor: &str, binding: &[u8]) -> Option<Vec<u8>> {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE_LEN>()?;
        let mut sealed = sealed.to_vec();
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let opened = self
            .0
            .open_in_place(nonce, Aad::from(binding), &mut sealed)
            .ok()?;
        Some(opened.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_opens_only_where_it_was_sealed() {
        let cursors = Cursors::new(&[7; 32]).unwrap();
        let sealed = cursors.seal(b"here", b"ada's themes").unwrap();
        assert_eq!(
            cursors.open(&sealed, b"ada's themes").as_deref(),
            Some(&b"here"[..])
        );
        assert_eq!(cursors.open(&sealed, b"bob's themes"), None);
        assert_eq!(cursors.open("nonsense", b"ada's themes"), None);
        assert!(!sealed.contains("here"));
    }
}
