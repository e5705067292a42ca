//! The caller of an operation. Its permission is a type, so a handler without one does not know whose rows to read.

use std::{future::Future, marker::PhantomData, pin::Pin};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload};
use chrono::{DateTime, Utc};
use domain::{Id, vocabulary::Vocabulary};
use persistence::{session, workspace::Owner};
use uuid::Uuid;

use crate::{
    auth::{Authentication, Claims, Scope, Scopes},
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
}

/// Somebody signed in whose token carries the permission `P` and whose session goes on.
#[derive(Clone, Debug)]
pub(crate) struct Caller<P> {
    pub(crate) owner: Owner,
    pub(crate) session: Uuid,
    /// When its token ends.
    pub(crate) expires_at: DateTime<Utc>,
    scopes: Scopes,
    permission: PhantomData<P>,
}

impl<P> Caller<P> {
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
            let claims = permitted::<P>(authentication.unwrap_or(Authentication::None))?;
            // Signing out, a changed password and a deleted account take effect at once, hence the look.
            let owner =
                session::find_active(&state.db, Id::new(claims.sid), state.clock.now()).await?;
            let owner = owner
                .filter(|owner| owner.uuid() == claims.sub)
                .ok_or_else(invalid)?;
            Ok(Self {
                owner,
                session: claims.sid,
                expires_at: DateTime::from_timestamp(claims.exp, 0).unwrap_or_default(),
                scopes: claims.scope,
                permission: PhantomData,
            })
        })
    }
}

fn permitted<P: Permission>(authentication: Authentication) -> Result<Claims, ApiError> {
    match authentication {
        Authentication::None => {
            let detail = "Send the access token of POST /v1/auth/sign-in as Authorization: Bearer.";
            Err(ApiError::challenge(Code::Unauthenticated, detail, ""))
        }
        Authentication::Invalid => Err(invalid()),
        Authentication::Valid(claims) => match P::SCOPE {
            Some(scope) if !claims.scope.contains(scope) => Err(insufficient(scope)),
            _ => Ok(claims),
        },
    }
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
