//! A sign-in on one device: how long it lasts, and what a refresh token is still good for (RFC 9700 section 4.14).

use chrono::{DateTime, TimeDelta, Utc};

use crate::{Id, account::Account, text::Name, vocabulary};

vocabulary! {
    /// Why a session ended before its time.
    pub enum EndReason {
        SignedOut = "signed_out",
        EndedByOwner = "ended_by_owner",
        PasswordChanged = "password_changed",
        /// A new password was chosen with a mail, because the old one was forgotten or known to others.
        PasswordReset = "password_reset",
        /// Two parties held the same refresh token, so neither is trusted any more.
        RefreshTokenReused = "refresh_token_reused",
    }
}

/// Whether a session still stands. One that ran out is open but expired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Open,
    Ended {
        at: DateTime<Utc>,
        reason: EndReason,
    },
}

/// One sign-in, and the family of all refresh tokens that come from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub id: Id<Session>,
    pub account: Id<Account>,
    /// What its owner recognizes it by in a list.
    pub device: Option<Name>,
    /// What its tokens may do, as RFC 6749 section 3.3 writes it.
    pub scope: String,
    pub created_at: DateTime<Utc>,
    /// When it was opened or last refreshed.
    pub last_used_at: DateTime<Utc>,
    /// It ends then, however often it is refreshed.
    pub expires_at: DateTime<Utc>,
    pub state: State,
}

/// How long sessions and their refresh tokens last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetimes {
    /// From one refresh to the next.
    pub refresh: TimeDelta,
    /// From the sign-in to the end of the session.
    pub session: TimeDelta,
    /// How long after its use a refresh token still earns the same successor, for answers that got lost.
    pub grace: TimeDelta,
}

/// A refresh token as it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefreshToken {
    pub expires_at: DateTime<Utc>,
    pub used_at: Option<DateTime<Utc>>,
}

/// What the holder of a refresh token gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refresh {
    /// A successor, which is good until `expires_at`.
    Rotate { expires_at: DateTime<Utc> },
    /// The successor that was made before, because its answer seems to have been lost.
    Repeat { expires_at: DateTime<Utc> },
}

/// Why a refresh token is good for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefreshRefused {
    #[error("the session has ended")]
    Ended,
    #[error("the refresh token has expired")]
    Expired,
    /// The whole session is to be ended.
    #[error("the refresh token was used before")]
    Reused,
}

impl Lifetimes {
    /// When a session opened at `now` ends at the latest.
    pub fn session_expiry(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        now + self.session
    }

    /// When a refresh token made at `now` expires: never after its session.
    pub fn refresh_expiry(
        &self,
        now: DateTime<Utc>,
        session_expiry: DateTime<Utc>,
    ) -> DateTime<Utc> {
        session_expiry.min(now + self.refresh)
    }
}

impl Session {
    /// Decides over one of this session's refresh tokens. `successor` is the one it was exchanged for, if it was.
    ///
    /// # Errors
    /// The session ended or ran out; the token expired; or it was used before, and neither recently nor for a
    /// successor that is still waiting to be used, so that two parties must be holding it.
    pub fn refresh(
        &self,
        token: RefreshToken,
        successor: Option<RefreshToken>,
        lifetimes: &Lifetimes,
        now: DateTime<Utc>,
    ) -> Result<Refresh, RefreshRefused> {
        if let State::Ended { .. } = self.state {
            return Err(RefreshRefused::Ended);
        }
        if now >= self.expires_at {
            return Err(RefreshRefused::Expired);
        }
        match (token.used_at, successor) {
            (None, _) if now >= token.expires_at => Err(RefreshRefused::Expired),
            (None, _) => Ok(Refresh::Rotate {
                expires_at: lifetimes.refresh_expiry(now, self.expires_at),
            }),
            (
                Some(used_at),
                Some(RefreshToken {
                    expires_at,
                    used_at: None,
                }),
            ) if now - used_at <= lifetimes.grace => Ok(Refresh::Repeat { expires_at }),
            (Some(_), _) => Err(RefreshRefused::Reused),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    const LIFETIMES: Lifetimes = Lifetimes {
        refresh: TimeDelta::days(30),
        session: TimeDelta::days(90),
        grace: TimeDelta::seconds(20),
    };

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn session(state: State) -> Session {
        Session {
            id: Id::new(Uuid::nil()),
            account: Id::new(Uuid::nil()),
            device: None,
            scope: "themes:read".to_owned(),
            created_at: at(0),
            last_used_at: at(0),
            expires_at: LIFETIMES.session_expiry(at(0)),
            state,
        }
    }

    fn token(used_at: Option<i64>) -> RefreshToken {
        RefreshToken {
            expires_at: LIFETIMES.refresh_expiry(at(0), at(0) + LIFETIMES.session),
            used_at: used_at.map(at),
        }
    }

    fn decide(
        used_at: Option<i64>,
        successor: Option<RefreshToken>,
        now: i64,
    ) -> Result<Refresh, RefreshRefused> {
        session(State::Open).refresh(token(used_at), successor, &LIFETIMES, at(now))
    }

    const DAY: i64 = 24 * 60 * 60;

    #[test]
    fn a_fresh_token_is_exchanged_for_one_that_lasts_another_month() {
        assert_eq!(
            decide(None, None, DAY),
            Ok(Refresh::Rotate {
                expires_at: at(31 * DAY)
            })
        );
    }

    #[test]
    fn no_successor_outlives_the_session() {
        let late = RefreshToken {
            expires_at: at(90 * DAY),
            used_at: None,
        };
        let decision = session(State::Open).refresh(late, None, &LIFETIMES, at(89 * DAY));
        assert_eq!(
            decision,
            Ok(Refresh::Rotate {
                expires_at: at(90 * DAY)
            })
        );
        let decision = session(State::Open).refresh(late, None, &LIFETIMES, at(90 * DAY));
        assert_eq!(decision, Err(RefreshRefused::Expired));
    }

    #[test]
    fn a_token_nobody_used_for_a_month_has_expired() {
        assert!(decide(None, None, 30 * DAY - 1).is_ok());
        assert_eq!(decide(None, None, 30 * DAY), Err(RefreshRefused::Expired));
    }

    #[test]
    fn a_lost_answer_is_repeated_within_the_grace_only() {
        let expires_at = token(None).expires_at;
        assert_eq!(
            decide(Some(100), Some(token(None)), 120),
            Ok(Refresh::Repeat { expires_at })
        );
        assert_eq!(
            decide(Some(100), Some(token(None)), 121),
            Err(RefreshRefused::Reused)
        );
    }

    #[test]
    fn there_is_no_grace_once_the_successor_was_used() {
        assert_eq!(
            decide(Some(100), Some(token(Some(105))), 106),
            Err(RefreshRefused::Reused)
        );
    }

    #[test]
    fn an_ended_session_refuses_every_token() {
        let ended = session(State::Ended {
            at: at(1),
            reason: EndReason::SignedOut,
        });
        for used_at in [None, Some(1)] {
            let decision = ended.refresh(token(used_at), None, &LIFETIMES, at(2));
            assert_eq!(decision, Err(RefreshRefused::Ended));
        }
    }

    proptest! {
        /// However a client refreshes, no token is good after the session's last day, and none is good twice.
        #[test]
        fn a_chain_of_refreshes_ends_with_its_session(waits in prop::collection::vec(1_i64..40 * DAY, 1..60)) {
            let session = session(State::Open);
            let (mut current, mut now) = (token(None), 0);
            for wait in waits {
                now += wait;
                let Ok(Refresh::Rotate { expires_at }) = session.refresh(current, None, &LIFETIMES, at(now)) else {
                    prop_assert!(at(now) >= current.expires_at);
                    break;
                };
                prop_assert!(expires_at <= session.expires_at && at(now) < expires_at);
                let used = RefreshToken { used_at: Some(at(now)), ..current };
                let successor = RefreshToken { expires_at, used_at: None };
                let later = at(now) + LIFETIMES.grace + TimeDelta::seconds(1);
                prop_assert!(session.refresh(used, Some(successor), &LIFETIMES, later).is_err());
                current = successor;
            }
        }
    }
}
