//! What signs the messages of an endpoint: symmetric, as Standard Webhooks 1.0.0 has it.

use std::fmt;

use aws_lc_rs::hmac;
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{
    Id,
    webhook::{Seed, WebhookEndpoint},
};
use persistence::workspace::Owner;

use crate::auth::{
    Secret,
    secret::{self, NoRandomness, sign},
};

/// Derives what signs of what the database keeps.
#[derive(Debug)]
pub(super) struct SigningSecrets(hmac::Key);

impl SigningSecrets {
    pub(super) fn new(secret: &Secret) -> Self {
        Self(secret.derive("webhook secrets"))
    }

    /// That of one endpoint and no other.
    pub(super) fn of(
        &self,
        owner: Owner,
        endpoint: Id<WebhookEndpoint>,
        seed: Seed,
    ) -> SigningSecret {
        let (owner, endpoint) = (owner.uuid(), endpoint.uuid());
        let place = [&owner.as_bytes()[..], endpoint.as_bytes(), &seed.0].concat();
        SigningSecret(sign(&self.0, &place))
    }
}

/// A new secret, before it is derived.
pub(super) fn seed() -> Result<Seed, NoRandomness> {
    secret::random().map(Seed)
}

/// 256 bits that the service and the receiver share.
pub(super) struct SigningSecret([u8; 32]);

impl SigningSecret {
    /// As the libraries of receivers take it.
    pub(super) fn reveal(&self) -> String {
        format!("whsec_{}", STANDARD.encode(self.0))
    }

    /// One entry of `webhook-signature`, over the very bytes that are sent.
    pub(super) fn signature(&self, id: &str, timestamp: i64, body: &str) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.0);
        let signed = sign(&key, format!("{id}.{timestamp}.{body}").as_bytes());
        format!("v1,{}", STANDARD.encode(signed))
    }
}

/// Says nothing, so that no log can.
impl fmt::Debug for SigningSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningSecret(..)")
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn the_example_of_the_specification_is_signed_as_it_says() {
        let key = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        // Theirs has 24 bytes; HMAC fills up with zeros, so 32 bytes say the same.
        let mut bytes = [0; 32];
        bytes[..key.len()].copy_from_slice(&key);
        let signature = SigningSecret(bytes).signature(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            r#"{"test": 2432232314}"#,
        );
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn each_endpoint_and_each_rotation_has_a_secret_of_its_own() {
        let secrets = |byte| SigningSecrets::new(&Secret::new([byte; 32]));
        let id = |n| Id::new(Uuid::from_u128(n));
        let first = |owner, endpoint, seed, key| {
            let derived = secrets(key).of(
                id(owner),
                Id::new(Uuid::from_u128(endpoint)),
                Seed([seed; 32]),
            );
            derived.reveal()
        };
        let one = first(1, 2, 3, 4);
        assert_eq!(one, first(1, 2, 3, 4));
        assert_eq!(one.len(), "whsec_".len() + 44);
        for other in [
            first(9, 2, 3, 4),
            first(1, 9, 3, 4),
            first(1, 2, 9, 4),
            first(1, 2, 3, 9),
        ] {
            assert_ne!(one, other);
        }
        let secret = secrets(4).of(id(1), Id::new(Uuid::from_u128(2)), Seed([3; 32]));
        assert_eq!(format!("{secret:?}"), "SigningSecret(..)");
    }
}
