//! The caller of an operation. Its permission is a type, so a handler without one does not know whose rows to read.

use std::{future::Future, marker::PhantomData, pin::Pin};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload};
use chrono::{DateTime, Utc};
use domain::{Id, session::Session, vocabulary::Vocabulary};
use persistence::workspace::Owner;

use crate::{
    auth::{Authentication, Credential, Scope, Scopes},
    error::{ApiError, Code},
    state::State,
};

/// What an operation demands of the token.
pub(crate) trait Permission {
    /// `None`: any token of a session that goes on will do.
    const SCOPE: Option<Scope>;
}

/// Whatever the token may do.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Anything {}

impl Permission for Anything {
    const SCOPE: Option<Scope> = None;
}

macro_rules! permissions {
    ($($name:ident = $scope:ident),+ $(,)?) => {
        $(
            #[derive(Clone, Copy, Debug)]
            pub(crate) enum $name {}

            impl Permission for $name {
                const SCOPE: Option<Scope> = Some(Scope::$scope);
            }
        )+
    };
}

permissions! {
    ReadAccount = AccountRead,
    WriteAccount = AccountWrite,
    ReadThemes = ThemesRead,
    WriteThemes = ThemesWrite,
    ReadOrganizations = OrganizationsRead,
    WriteOrganizations = OrganizationsWrite,
    ReadContacts = ContactsRead,
    WriteContacts = ContactsWrite,
    ReadQuestions = QuestionsRead,
    WriteQuestions = QuestionsWrite,
    ReadOutreach = OutreachRead,
    WriteOutreach = OutreachWrite,
    ReadInterviews = InterviewsRead,
    WriteInterviews = InterviewsWrite,
    ReadFollowUps = FollowUpsRead,
    WriteFollowUps = FollowUpsWrite,
    ReadReferrals = ReferralsRead,
    WriteReferrals = ReferralsWrite,
    ReadAgenda = AgendaRead,
    ReadTimeline = TimelineRead,
    ReadProfile = ProfileRead,
    WriteProfile = ProfileWrite,
    ReadResearch = ResearchRead,
    WriteResearch = ResearchWrite,
    ReadDocuments = DocumentsRead,
    WriteDocuments = DocumentsWrite,
    ReadNetwork = NetworkRead,
    WriteNetwork = NetworkWrite,
    ReadTransfers = TransfersRead,
    WriteTransfers = TransfersWrite,
    ReadSearch = SearchRead,
    ReadMessages = MessagesRead,
    WriteMessages = MessagesWrite,
    ReadAnalytics = AnalyticsRead,
    ReadChanges = ChangesRead,
    ReadWebhooks = WebhooksRead,
    WriteWebhooks = WebhooksWrite,
}

/// Somebody whose token or key carries the permission `P`, and whose session goes on if it is a token.
#[derive(Clone, Debug)]
pub(crate) struct Caller<P> {
    pub(crate) owner: Owner,
    /// What proved who they are.
    pub(crate) credential: Credential,
    /// When the token or the key ends.
    pub(crate) expires_at: DateTime<Utc>,
    scopes: Scopes,
    permission: PhantomData<P>,
}

impl<P> Caller<P> {
    /// The session of the person who is signed in.
    ///
    /// # Errors
    /// A program calls with a key.
    pub(crate) fn session(&self) -> Result<Id<Session>, ApiError> {
        match self.credential {
            Credential::Session(id) => Ok(id),
            Credential::Key(_) => Err(session_needed()),
        }
    }

    /// Whether the token permits this besides `P`.
    pub(crate) fn permits(&self, scope: Scope) -> bool {
        self.scopes.contains(scope)
    }

    /// Refuses what the token does not permit besides `P`.
    pub(crate) fn require(&self, scope: Scope) -> Result<(), ApiError> {
        if self.permits(scope) {
            Ok(())
        } else {
            Err(insufficient(scope))
        }
    }
}

impl<P: Permission> FromRequest for Caller<P> {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let authentication = request.extensions().get::<Authentication>().cloned();
        let state = State::of(request);
        Box::pin(async move {
            let state = state?;
            if state.db.is_crowded() {
                return Err(ApiError::new(Code::Busy, "Too many others ask."));
            }
            let authentication = authentication.unwrap_or(Authentication::None);
            let scopes = authentication.scopes();
            let (owner, credential, expires_at) = permitted::<P>(authentication)?;
            // Signing out, a changed password and a deleted account take effect at once, hence the look. A key was
            // looked up already.
            if let Credential::Session(_) = credential
                && !credential
                    .stands(&state.db, owner, state.clock.now())
                    .await?
            {
                return Err(invalid());
            }
            Ok(Self {
                owner,
                credential,
                expires_at,
                scopes,
                permission: PhantomData,
            })
        })
    }
}

/// Who it is, by what, and until when.
fn permitted<P: Permission>(
    authentication: Authentication,
) -> Result<(Owner, Credential, DateTime<Utc>), ApiError> {
    let scopes = authentication.scopes();
    let known = match authentication {
        Authentication::None => {
            let detail = "Send the access token of POST /v1/auth/sign-in as Authorization: Bearer.";
            return Err(ApiError::challenge(Code::Unauthenticated, detail, ""));
        }
        Authentication::Invalid => return Err(invalid()),
        Authentication::Key(_) if P::SCOPE.is_none_or(Scope::needs_session) => {
            return Err(session_needed());
        }
        Authentication::Key(grant) => {
            let credential = Credential::Key(grant.id);
            (grant.account, credential, grant.expires_at)
        }
        Authentication::Token(claims) => (
            Id::new(claims.sub),
            Credential::Session(Id::new(claims.sid)),
            DateTime::from_timestamp(claims.exp, 0).unwrap_or_default(),
        ),
    };
    match P::SCOPE {
        Some(scope) if !scopes.contains(scope) => Err(insufficient(scope)),
        _ => Ok(known),
    }
}

fn session_needed() -> ApiError {
    let detail = "An API key is not enough for this. Sign in and send the access token.";
    ApiError::challenge(
        Code::SessionNeeded,
        detail,
        ", error=\"insufficient_scope\"",
    )
}

fn insufficient(scope: Scope) -> ApiError {
    let scope = scope.as_str();
    let parameters = format!(", error=\"insufficient_scope\", scope=\"{scope}\"");
    let detail = format!("The token lacks the scope {scope}.");
    ApiError::challenge(Code::InsufficientScope, &detail, &parameters).with("scope", scope)
}

fn invalid() -> ApiError {
    let detail = "It is expired, not ours, or its session has ended. Refresh it or sign in.";
    ApiError::challenge(Code::InvalidToken, detail, ", error=\"invalid_token\"")
}
