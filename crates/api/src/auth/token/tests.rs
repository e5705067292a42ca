//! Tokens of ours, and a collection of tokens that only look like them.

use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use jsonwebtoken::EncodingKey;
use proptest::prelude::*;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use super::*;
use crate::auth::{Scope, refresh::RefreshToken};

const ISSUER: &str = "https://api.example.org";
const AUDIENCE: &str = "rapport";

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

fn subject() -> Subject {
    Subject {
        account: Id::new(Uuid::from_u128(1)),
        session: Id::new(Uuid::from_u128(2)),
        scopes: Scopes::from_iter([Scope::ThemesRead]),
    }
}

fn tokens_of(keys: &[SecretString]) -> Tokens {
    let ring = KeyRing::parse(keys).unwrap();
    let lifetime = TimeDelta::minutes(10);
    Tokens::new(ring, ISSUER.to_owned(), AUDIENCE.to_owned(), lifetime).unwrap()
}

/// A ring of one key, and that key for forging.
struct Forge {
    tokens: Tokens,
    private: EncodingKey,
    kid: String,
    x: String,
}

impl Forge {
    fn new() -> Self {
        let pem = KeyRing::generate().unwrap();
        let tokens = tokens_of(std::slice::from_ref(&pem));
        let key = tokens.public_keys().keys.remove(0);
        Self {
            tokens,
            private: private(&pem),
            kid: key.kid,
            x: key.x,
        }
    }

    fn header(&self) -> Header {
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some("at+jwt".to_owned());
        header.kid = Some(self.kid.clone());
        header
    }

    fn sign(&self, header: &Header, claims: &Value) -> String {
        jsonwebtoken::encode(header, claims, &self.private).unwrap()
    }

    fn verify(&self, token: &str) -> Result<Claims, InvalidToken> {
        self.tokens.verify(token, now()).map(Arc::unwrap_or_clone)
    }

    /// What becomes of a token whose claims differ from good ones in one member.
    fn with_claim(&self, name: &str, value: Value) -> Result<Claims, InvalidToken> {
        let mut claims = claims();
        claims[name] = value;
        self.verify(&self.sign(&self.header(), &claims))
    }

    fn with_header(&self, change: impl FnOnce(&mut Header)) -> Result<Claims, InvalidToken> {
        let mut header = self.header();
        change(&mut header);
        self.verify(&self.sign(&header, &claims()))
    }
}

fn private(pem: &SecretString) -> EncodingKey {
    let text = pem.expose_secret().to_owned();
    let body: String = text.lines().filter(|line| !line.starts_with('-')).collect();
    EncodingKey::from_ed_der(&STANDARD.decode(body).unwrap())
}

fn claims() -> Value {
    let now = now().timestamp();
    json!({
        "iss": ISSUER, "aud": AUDIENCE, "client_id": "first-party", "scope": "themes:read",
        "sub": Uuid::from_u128(1), "sid": Uuid::from_u128(2), "jti": Uuid::from_u128(3),
        "iat": now, "exp": now + 600,
    })
}

fn encode(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

#[test]
fn an_issued_token_says_what_was_granted() {
    let forge = Forge::new();
    let token = forge.tokens.issue(&subject(), Uuid::from_u128(3), now());
    let token = token.unwrap();
    let expected: Claims = serde_json::from_value(claims()).unwrap();
    assert_eq!(forge.verify(&token), Ok(expected));
    let header = jsonwebtoken::decode_header(&token).unwrap();
    assert_eq!(header, forge.header());
}

#[test]
fn a_token_is_good_from_its_issue_to_its_end_give_or_take_half_a_minute() {
    let forge = Forge::new();
    let token = forge.sign(&forge.header(), &claims());
    let after = |seconds| {
        let now = now() + TimeDelta::seconds(seconds);
        forge.tokens.verify(&token, now).map(|_claims| ())
    };
    assert_eq!(after(-31), Err(InvalidToken::NotYetValid));
    assert_eq!(after(-30), Ok(()));
    assert_eq!(after(629), Ok(()));
    assert_eq!(after(630), Err(InvalidToken::Expired));
}

#[test]
fn tokens_of_a_retired_key_are_good_until_it_is_removed() {
    let [old, new] = [KeyRing::generate().unwrap(), KeyRing::generate().unwrap()];
    let before = tokens_of(std::slice::from_ref(&old));
    let during = tokens_of(&[new.clone(), old]);
    let after = tokens_of(&[new]);
    let issue = |tokens: &Tokens| tokens.issue(&subject(), Uuid::nil(), now()).unwrap();
    assert!(during.verify(&issue(&before), now()).is_ok());
    assert_eq!(after.verify(&issue(&before), now()), Err(InvalidToken::Key));
    assert!(after.verify(&issue(&during), now()).is_ok());
}

#[test]
fn only_the_type_of_an_access_token_is_accepted() {
    let forge = Forge::new();
    for good in ["at+jwt", "application/at+jwt", "AT+JWT"] {
        let verdict = forge.with_header(|header| header.typ = Some(good.to_owned()));
        assert!(verdict.is_ok(), "{good}");
    }
    for bad in [None, Some("JWT"), Some("id_token"), Some("rt+jwt")] {
        let verdict = forge.with_header(|header| header.typ = bad.map(str::to_owned));
        assert_eq!(verdict, Err(InvalidToken::Type), "{bad:?}");
    }
}

#[test]
fn claims_of_others_are_refused() {
    let forge = Forge::new();
    let start = now().timestamp();
    for (name, value, reason) in [
        ("iss", json!("https://evil.example"), InvalidToken::Issuer),
        ("iss", Value::Null, InvalidToken::Malformed),
        ("aud", json!("other"), InvalidToken::Audience),
        ("aud", Value::Null, InvalidToken::Malformed),
        ("sub", json!("root"), InvalidToken::Malformed),
        ("sid", Value::Null, InvalidToken::Malformed),
        ("exp", Value::Null, InvalidToken::Malformed),
        ("exp", json!("tomorrow"), InvalidToken::Malformed),
        ("exp", json!(start + 901), InvalidToken::Lifetime),
        ("exp", json!(i64::MAX), InvalidToken::Lifetime),
        ("iat", json!(i64::MIN), InvalidToken::Lifetime),
        ("exp", json!(start - 30), InvalidToken::Expired),
    ] {
        let verdict = forge.with_claim(name, value.clone());
        assert_eq!(verdict, Err(reason), "{name} = {value}");
    }
}

#[test]
fn no_other_algorithm_is_accepted_least_of_all_none() {
    let forge = Forge::new();
    let body = encode(&claims());
    for none in ["none", "None", "NONE", ""] {
        let header = encode(&json!({ "typ": "at+jwt", "alg": none, "kid": forge.kid }));
        let verdict = forge.verify(&format!("{header}.{body}."));
        assert_eq!(verdict, Err(InvalidToken::Malformed), "{none}");
    }
    // The public key is no secret: whoever took it for an HMAC key would accept anybody's signature.
    let public = URL_SAFE_NO_PAD.decode(&forge.x).unwrap();
    for secret in [public.as_slice(), forge.x.as_bytes(), b""] {
        let mut header = forge.header();
        header.alg = Algorithm::HS256;
        let key = EncodingKey::from_secret(secret);
        let token = jsonwebtoken::encode(&header, &claims(), &key).unwrap();
        assert_eq!(forge.verify(&token), Err(InvalidToken::Algorithm));
        // The same signature under a header that says EdDSA.
        let (message, signature) = token.rsplit_once('.').unwrap();
        let (_header, body) = message.split_once('.').unwrap();
        let header = encode(&serde_json::to_value(forge.header()).unwrap());
        let verdict = forge.verify(&format!("{header}.{body}.{signature}"));
        assert_eq!(verdict, Err(InvalidToken::Signature));
    }
}

#[test]
fn keys_are_only_taken_from_the_ring() {
    let (forge, mallory) = (Forge::new(), Forge::new());
    let verdict = |change: &dyn Fn(&mut Header)| {
        let mut header = mallory.header();
        change(&mut header);
        forge.verify(&mallory.sign(&header, &claims()))
    };
    assert_eq!(verdict(&|_| ()), Err(InvalidToken::Key));
    assert_eq!(verdict(&|header| header.kid = None), Err(InvalidToken::Key));
    assert_eq!(
        verdict(&|header| header.kid = Some(forge.kid.clone())),
        Err(InvalidToken::Signature)
    );
    for kid in ["../../dev/null", "' OR 1=1 --", ""] {
        let verdict = verdict(&|header| header.kid = Some(kid.to_owned()));
        assert_eq!(verdict, Err(InvalidToken::Key), "{kid}");
    }
    let jwk = json!({ "kty": "OKP", "crv": "Ed25519", "x": mallory.x });
    let verdict = verdict(&|header| {
        header.kid = Some(forge.kid.clone());
        header.jwk = Some(serde_json::from_value(jwk.clone()).unwrap());
        header.jku = Some("https://evil.example/jwks.json".to_owned());
        header.x5u = Some("https://evil.example/cert.pem".to_owned());
        header.x5c = Some(vec![STANDARD.encode(&mallory.x)]);
    });
    assert_eq!(verdict, Err(InvalidToken::Signature));
}

#[test]
fn critical_extensions_are_not_ignored() {
    let forge = Forge::new();
    let verdict = forge.with_header(|header| header.crit = Some(vec!["b64".to_owned()]));
    assert_eq!(verdict, Err(InvalidToken::Malformed));
}

#[test]
fn a_changed_token_is_refused() {
    let forge = Forge::new();
    let token = forge.sign(&forge.header(), &claims());
    let parts: Vec<&str> = token.split('.').collect();
    let mut raised = claims();
    raised["scope"] = json!("account:write");
    let raised = format!("{}.{}.{}", parts[0], encode(&raised), parts[2]);
    assert_eq!(forge.verify(&raised), Err(InvalidToken::Signature));
    let unsigned = format!("{}.{}.", parts[0], parts[1]);
    assert_eq!(forge.verify(&unsigned), Err(InvalidToken::Signature));
    let padded = format!("{token}=");
    assert_eq!(forge.verify(&padded), Err(InvalidToken::Malformed));
}

#[test]
fn what_is_no_token_is_malformed() {
    let forge = Forge::new();
    let refresh = RefreshToken::generate().unwrap().reveal();
    let long = format!("{}.{}.x", "a".repeat(4000), "b".repeat(100));
    for garbage in ["", ".", "..", "...", "a.b.c", &refresh, &long, "\u{1F511}"] {
        let verdict = forge.verify(garbage);
        assert_eq!(verdict, Err(InvalidToken::Malformed), "{garbage}");
    }
}

#[test]
fn a_lifetime_beyond_a_quarter_of_an_hour_is_refused() {
    for seconds in [0, -1, 901] {
        let ring = KeyRing::parse(&[KeyRing::generate().unwrap()]).unwrap();
        let lifetime = TimeDelta::seconds(seconds);
        let tokens = Tokens::new(ring, ISSUER.to_owned(), AUDIENCE.to_owned(), lifetime);
        assert_eq!(tokens.map(|_| ()).unwrap_err(), InvalidLifetime);
    }
}

#[test]
fn any_ed25519_implementation_can_verify_with_the_published_key() {
    let forge = Forge::new();
    let token = forge.tokens.issue(&subject(), Uuid::nil(), now()).unwrap();
    let (message, signature) = token.rsplit_once('.').unwrap();
    let key = URL_SAFE_NO_PAD.decode(&forge.x).unwrap();
    let key = UnparsedPublicKey::new(&ED25519, key);
    let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
    assert!(key.verify(message.as_bytes(), &signature).is_ok());
}

proptest! {
    #[test]
    fn no_text_upsets_verification(token in "\\PC{0,60}", other in "[A-Za-z0-9_-]{0,40}(\\.[A-Za-z0-9_-]{0,40}){0,4}") {
        let forge = Forge::new();
        prop_assert!(forge.verify(&token).is_err());
        prop_assert!(forge.verify(&other).is_err());
    }
}
