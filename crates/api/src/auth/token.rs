//! Access tokens: JWTs as RFC 9068 profiles them, issued and verified here and nowhere else.

use std::{fmt, sync::Arc};

use aws_lc_rs::digest::{SHA256, digest};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{Id, account::Account, session::Session};
use jsonwebtoken::{Algorithm, Header, Validation, errors::ErrorKind};
use quick_cache::sync::Cache;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{KeyRing, Scopes, keys::JsonWebKeySet};

/// The longest that a token may be good for: what it grants can be taken back by ending its session, but a verifier
/// elsewhere does not see that.
pub const LONGEST_LIFETIME: TimeDelta = TimeDelta::minutes(15);
/// By how much the clocks of issuer and verifier may differ.
const LEEWAY: TimeDelta = TimeDelta::seconds(30);
const TYPE: &str = "at+jwt";
const LONG_TYPE: &str = "application/at+jwt";
/// The only client so far: whoever signs in by password.
const FIRST_PARTY: &str = "first-party";
/// No token of ours is longer; what is, is not even decoded.
const MAX_BYTES: usize = 4096;
/// So many tokens are remembered whose signature was found good: to check one takes longer than most statements.
const REMEMBERED: usize = 8192;

/// What a token says, by the names of RFC 9068 section 2.2.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    pub iss: String,
    pub aud: String,
    /// The account.
    pub sub: Uuid,
    /// The session.
    pub sid: Uuid,
    pub client_id: String,
    /// Seconds since 1970.
    pub iat: i64,
    /// Seconds since 1970.
    pub exp: i64,
    pub jti: Uuid,
    pub scope: Scopes,
}

/// For whom a token is issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    pub account: Id<Account>,
    pub session: Id<Session>,
    pub scopes: Scopes,
}

/// Issues and verifies access tokens.
pub struct Tokens {
    ring: KeyRing,
    issuer: String,
    audience: String,
    lifetime: TimeDelta,
    validation: Validation,
    /// By the hash of the whole token, so that none is kept. What depends on the time is looked at each time.
    good: Cache<[u8; 32], Arc<Claims>>,
}

/// Why a token is not accepted. The words go into `WWW-Authenticate`, so they quote nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidToken {
    #[error("the token is malformed")]
    Malformed,
    #[error("the token is not an access token")]
    Type,
    #[error("the token is not signed with EdDSA")]
    Algorithm,
    #[error("the token is signed with an unknown key")]
    Key,
    #[error("the signature of the token is wrong")]
    Signature,
    #[error("the token is from another issuer")]
    Issuer,
    #[error("the token is for another audience")]
    Audience,
    #[error("the token has expired")]
    Expired,
    #[error("the token is not valid yet")]
    NotYetValid,
    #[error("the token is valid for too long")]
    Lifetime,
}

/// A lifetime that is none, or longer than [`LONGEST_LIFETIME`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("access tokens must last from 1 second to 15 minutes")]
pub struct InvalidLifetime;

/// A token that could not be signed.
#[derive(Debug, thiserror::Error)]
#[error("an access token could not be signed: {0}")]
pub struct NotSigned(#[from] jsonwebtoken::errors::Error);

impl Tokens {
    /// # Errors
    /// [`InvalidLifetime`].
    pub fn new(
        ring: KeyRing,
        issuer: String,
        audience: String,
        lifetime: TimeDelta,
    ) -> Result<Self, InvalidLifetime> {
        if lifetime < TimeDelta::seconds(1) || lifetime > LONGEST_LIFETIME {
            return Err(InvalidLifetime);
        }
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[&issuer]);
        validation.set_audience(&[&audience]);
        validation.set_required_spec_claims(&["iss", "aud", "exp", "sub"]);
        // By our clock, below.
        validation.validate_exp = false;
        Ok(Self {
            ring,
            issuer,
            audience,
            lifetime,
            validation,
            good: Cache::new(REMEMBERED),
        })
    }

    /// How long each token is good for.
    pub fn lifetime(&self) -> TimeDelta {
        self.lifetime
    }

    /// The keys by which others verify our tokens.
    pub fn public_keys(&self) -> JsonWebKeySet {
        self.ring.public()
    }

    /// Signs a token that is good from `now`.
    ///
    /// # Errors
    /// [`NotSigned`].
    pub fn issue(
        &self,
        subject: &Subject,
        id: Uuid,
        now: DateTime<Utc>,
    ) -> Result<String, NotSigned> {
        let Subject {
            account,
            session,
            scopes,
        } = *subject;
        let claims = Claims {
            iss: self.issuer.clone(),
            aud: self.audience.clone(),
            sub: account.uuid(),
            sid: session.uuid(),
            client_id: FIRST_PARTY.to_owned(),
            iat: now.timestamp(),
            exp: (now + self.lifetime).timestamp(),
            jti: id,
            scope: scopes,
        };
        let key = self.ring.signing();
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some(TYPE.to_owned());
        header.kid = Some(key.id.clone());
        Ok(jsonwebtoken::encode(&header, &claims, &key.private)?)
    }

    /// Reads a token, if it is one of ours and good at `now`. Whether its session still stands, only the database knows.
    ///
    /// # Errors
    /// [`InvalidToken`].
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<Arc<Claims>, InvalidToken> {
        if token.len() > MAX_BYTES {
            return Err(InvalidToken::Malformed);
        }
        let mut hash = [0; 32];
        // SHA-256 is exactly as long.
        hash.copy_from_slice(digest(&SHA256, token.as_bytes()).as_ref());
        let claims = self
            .good
            .get_or_insert_with(&hash, || self.read(token).map(Arc::new))?;
        check_times(&claims, now)?;
        Ok(claims)
    }

    /// Reads a token of ours, good at whatever time.
    fn read(&self, token: &str) -> Result<Claims, InvalidToken> {
        let header = jsonwebtoken::decode_header(token)?;
        check_type(&header)?;
        if header.alg != Algorithm::EdDSA {
            return Err(InvalidToken::Algorithm);
        }
        // Only the kid is looked at, and only among our own keys: a header may name or carry any key (RFC 8725 3.10).
        let key = header.kid.as_deref().and_then(|id| self.ring.find(id));
        let key = key.ok_or(InvalidToken::Key)?;
        Ok(jsonwebtoken::decode::<Claims>(token, &key.public, &self.validation)?.claims)
    }
}

fn check_type(header: &Header) -> Result<(), InvalidToken> {
    let is = |name: &str| {
        let typ = header.typ.as_deref();
        typ.is_some_and(|typ| typ.eq_ignore_ascii_case(name))
    };
    if !is(TYPE) && !is(LONG_TYPE) {
        return Err(InvalidToken::Type);
    }
    // We understand no extension, so none may be critical (RFC 7515 4.1.11).
    if header.crit.is_some() {
        return Err(InvalidToken::Malformed);
    }
    Ok(())
}

fn check_times(claims: &Claims, now: DateTime<Utc>) -> Result<(), InvalidToken> {
    let (now, leeway) = (now.timestamp(), LEEWAY.num_seconds());
    let lifetime = claims.exp.saturating_sub(claims.iat);
    if lifetime > LONGEST_LIFETIME.num_seconds() {
        Err(InvalidToken::Lifetime)
    } else if claims.iat > now + leeway {
        Err(InvalidToken::NotYetValid)
    } else if claims.exp.saturating_add(leeway) <= now {
        Err(InvalidToken::Expired)
    } else {
        Ok(())
    }
}

impl From<jsonwebtoken::errors::Error> for InvalidToken {
    fn from(error: jsonwebtoken::errors::Error) -> Self {
        match error.kind() {
            ErrorKind::InvalidSignature => Self::Signature,
            ErrorKind::InvalidAlgorithm | ErrorKind::UnsupportedAlgorithm => Self::Algorithm,
            ErrorKind::InvalidIssuer => Self::Issuer,
            ErrorKind::InvalidAudience => Self::Audience,
            _ => Self::Malformed,
        }
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens")
            .field("issuer", &self.issuer)
            .field("audience", &self.audience)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
