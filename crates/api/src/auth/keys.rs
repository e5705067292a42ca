//! The keys that sign access tokens: the first of a list signs, all of it verify, so keys are rotated without a pause.
//!
//! To rotate, append the new key, wait until every verifier has fetched it, move it to the front, wait until the last
//! token of the old key has expired, and remove the old key.

use std::fmt;

use aws_lc_rs::{
    digest,
    signature::{Ed25519KeyPair, KeyPair},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use jsonwebtoken::{DecodingKey, EncodingKey};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use utoipa::ToSchema;

const PEM_BEGIN: &str = "-----BEGIN PRIVATE KEY-----";
const PEM_END: &str = "-----END PRIVATE KEY-----";

/// At least one Ed25519 key pair.
pub struct KeyRing {
    signing: Key,
    retired: Vec<Key>,
}

pub(super) struct Key {
    pub(super) id: String,
    pub(super) private: EncodingKey,
    pub(super) public: DecodingKey,
    x: String,
}

/// Why a list of keys cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidKeys {
    #[error("there must be at least one signing key")]
    Empty,
    /// Counted from 1, as the text itself is secret.
    #[error(
        "signing key {place} must be an Ed25519 private key in PKCS#8, as PEM or in base64, \
         such as `openssl genpkey -algorithm ed25519` prints"
    )]
    NoKey { place: usize },
    #[error("signing key {place} is in the list twice")]
    Twice { place: usize },
}

/// The public keys of access tokens (RFC 7517).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(example = json!({ "keys": [{
    "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig",
    "kid": "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
}] }))]
pub struct JsonWebKeySet {
    /// The key that signs now, then those whose tokens are still good.
    #[schema(max_items = 100)]
    pub keys: Vec<JsonWebKey>,
}

/// One public key (RFC 8037).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct JsonWebKey {
    /// Always `OKP`.
    #[schema(max_length = 10)]
    pub kty: &'static str,
    /// Always `Ed25519`.
    #[schema(max_length = 10)]
    pub crv: &'static str,
    /// Always `EdDSA`.
    #[schema(max_length = 10)]
    pub alg: &'static str,
    /// Always `sig`.
    #[serde(rename = "use")]
    #[schema(max_length = 10)]
    pub usage: &'static str,
    /// Names the key in the header of a token: its thumbprint (RFC 7638).
    #[schema(max_length = 43)]
    pub kid: String,
    /// The key itself.
    #[schema(max_length = 43)]
    pub x: String,
}

impl KeyRing {
    /// Reads PKCS#8 private keys, each as PEM or as the base64 of its DER.
    ///
    /// # Errors
    /// No key, not a key, or the same key twice.
    pub fn parse(texts: &[SecretString]) -> Result<Self, InvalidKeys> {
        let mut keys: Vec<Key> = Vec::with_capacity(texts.len());
        for (index, text) in texts.iter().enumerate() {
            let place = index + 1;
            let key = Key::parse(text.expose_secret()).ok_or(InvalidKeys::NoKey { place })?;
            if keys.iter().any(|other| other.id == key.id) {
                return Err(InvalidKeys::Twice { place });
            }
            keys.push(key);
        }
        let mut keys = keys.into_iter();
        let signing = keys.next().ok_or(InvalidKeys::Empty)?;
        Ok(Self {
            signing,
            retired: keys.collect(),
        })
    }

    /// A new private key as PEM text, for development.
    ///
    /// # Errors
    /// [`super::secret::NoRandomness`].
    pub fn generate() -> Result<SecretString, super::secret::NoRandomness> {
        let pair =
            Ed25519KeyPair::generate().map_err(|_unspecified| super::secret::NoRandomness)?;
        let der = pair.to_pkcs8v1();
        let der = der.map_err(|_unspecified| super::secret::NoRandomness)?;
        let body = STANDARD.encode(der.as_ref());
        Ok(format!("{PEM_BEGIN}\n{body}\n{PEM_END}\n").into())
    }

    pub(super) fn signing(&self) -> &Key {
        &self.signing
    }

    /// The key with this id, if it is one of ours.
    pub(super) fn find(&self, id: &str) -> Option<&Key> {
        self.keys().find(|key| key.id == id)
    }

    /// What verifiers of our tokens need.
    pub fn public(&self) -> JsonWebKeySet {
        let keys = self.keys().map(|key| JsonWebKey {
            kty: "OKP",
            crv: "Ed25519",
            alg: "EdDSA",
            usage: "sig",
            kid: key.id.clone(),
            x: key.x.clone(),
        });
        JsonWebKeySet {
            keys: keys.collect(),
        }
    }

    fn keys(&self) -> impl Iterator<Item = &Key> {
        std::iter::once(&self.signing).chain(&self.retired)
    }
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.keys().map(|key| &key.id))
            .finish()
    }
}

impl Key {
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let body = match text.strip_prefix(PEM_BEGIN) {
            Some(rest) => rest.strip_suffix(PEM_END)?,
            None => text,
        };
        let body: String = body.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        let der = STANDARD.decode(body).ok()?;
        let pair = Ed25519KeyPair::from_pkcs8(&der).ok()?;
        let public = pair.public_key().as_ref();
        let x = URL_SAFE_NO_PAD.encode(public);
        Some(Self {
            id: thumbprint(&x),
            private: EncodingKey::from_ed_der(&der),
            public: DecodingKey::from_ed_der(public),
            x,
        })
    }
}

/// RFC 7638: the hash of the required members in lexicographic order, without white space.
fn thumbprint(x: &str) -> String {
    let canonical = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#);
    URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, canonical.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The key of RFC 8037, appendix A.1, with the fixed beginning of its PKCS#8 form.
    const EXAMPLE: &str = "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g";

    fn text(key: &str) -> SecretString {
        SecretString::from(key)
    }

    #[test]
    fn the_published_key_is_the_one_of_the_rfc() {
        let ring = KeyRing::parse(&[text(EXAMPLE)]).unwrap();
        let published = serde_json::to_value(ring.public()).unwrap();
        assert_eq!(
            published,
            serde_json::json!({ "keys": [{
                "kty": "OKP",
                "crv": "Ed25519",
                "alg": "EdDSA",
                "use": "sig",
                "kid": "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
                "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
            }] })
        );
    }

    #[test]
    fn a_key_is_read_from_pem_as_from_base64() {
        let pem = format!("{PEM_BEGIN}\n{EXAMPLE}\n{PEM_END}\n");
        let one = KeyRing::parse(&[text(&pem)]).unwrap();
        let other = KeyRing::parse(&[text(EXAMPLE)]).unwrap();
        assert_eq!(one.public(), other.public());
    }

    #[test]
    fn a_generated_key_can_be_read() {
        let (one, other) = (KeyRing::generate().unwrap(), KeyRing::generate().unwrap());
        let ring = KeyRing::parse(&[one, other]).unwrap();
        assert_eq!(ring.public().keys.len(), 2);
    }

    #[test]
    fn a_list_that_cannot_be_used_is_refused_by_place() {
        let refusal = |texts: &[&str]| {
            let texts: Vec<SecretString> = texts.iter().map(|key| text(key)).collect();
            KeyRing::parse(&texts).unwrap_err()
        };
        assert_eq!(refusal(&[]), InvalidKeys::Empty);
        assert_eq!(
            refusal(&[EXAMPLE, "c2VjcmV0"]),
            InvalidKeys::NoKey { place: 2 }
        );
        assert_eq!(
            refusal(&[PEM_BEGIN, EXAMPLE]),
            InvalidKeys::NoKey { place: 1 }
        );
        assert_eq!(
            refusal(&[EXAMPLE, EXAMPLE]),
            InvalidKeys::Twice { place: 2 }
        );
    }

    #[test]
    fn private_keys_do_not_show_in_logs() {
        let ring = KeyRing::parse(&[text(EXAMPLE)]).unwrap();
        assert_eq!(
            format!("{ring:?}"),
            r#"["kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"]"#
        );
    }
}
