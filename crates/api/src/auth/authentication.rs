//! What a request says about who it is from.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::{Id, account::Account, api_key::ApiKey, session::Session};
use persistence::{Database, api_key, session};

use super::{Claims, Scopes};

/// Who a request says it is from.
#[derive(Clone, Debug)]
pub(crate) enum Authentication {
    None,
    /// A token was sent that is not valid, or not in the one way that is accepted.
    Invalid,
    /// An access token. Whether its session goes on is another question.
    Token(Arc<Claims>),
    /// An API key that is good.
    Key(api_key::Grant),
}

/// What proved who a caller is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Credential {
    /// An access token of this session: a person is there.
    Session(Id<Session>),
    /// A key that a person gave to a program.
    Key(Id<ApiKey>),
}

impl Authentication {
    /// What it may do at most.
    pub(crate) fn scopes(&self) -> Scopes {
        match self {
            Self::None | Self::Invalid => Scopes::default(),
            Self::Token(claims) => claims.scope,
            Self::Key(grant) => Scopes::read(&grant.scope),
        }
    }
}

impl Credential {
    /// Whether it still proves at `now` that the caller is this account.
    pub(crate) async fn stands(
        self,
        db: &Database,
        account: Id<Account>,
        now: DateTime<Utc>,
    ) -> Result<bool, persistence::Error> {
        match self {
            Self::Session(id) => {
                let owner = session::find_active(db, id, now).await?;
                Ok(owner == Some(account))
            }
            Self::Key(id) => api_key::stands(db, account, id, now).await,
        }
    }
}
