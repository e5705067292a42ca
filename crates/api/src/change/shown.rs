//! Resources as their changes show them: as their own operations do, and to whoever may read those.

use domain::{
    Id, Stored,
    advice::Advice,
    agenda::AgendaMark,
    change::ChangedResource,
    common_ground::CommonGround,
    contact::Contact,
    custom_field::CustomField,
    document::Document,
    duplicate::Dismissal,
    employment::Employment,
    event::{Event, Meeting},
    fit_rating::FitRating,
    follow_up::FollowUp,
    hand_off::HandOff,
    interview::{Interview, PlannedQuestion, SessionEvent},
    learning::{Learning, LearningLink},
    meeting_slot::MeetingSlot,
    merge::Merge,
    message::{Message, MessageTemplate, MessageVersion},
    network_ask::{NetworkAsk, Recipient},
    organization::Organization,
    outreach::Outreach,
    pitch::{Pitch, Rehearsal},
    preparation::Preparation,
    prepared_answer::PreparedAnswer,
    promise::Promise,
    question::Question,
    question_set::QuestionSet,
    referral::Referral,
    reflection::ReflectionAnswer,
    research_gap::ResearchGap,
    research_item::ResearchItem,
    site::Site,
    snafu::Snafu,
    story::Story,
    theme::{Move, Theme},
    transfer::{Import, ImportRow},
    visit::{Visit, VisitOutreach},
    vocabulary::Vocabulary,
};
use persistence::{
    Executor,
    workspace::{self, Owner, Resource},
};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use super::wire;
use crate::{auth::Scope, error::ApiError, http::Caller, wire::Word};

/// A resource that changes can show.
pub(crate) trait Shown: Resource {
    /// The body that its own operation answers.
    fn shown(stored: Stored<Self>) -> serde_json::Result<Value>;
}

/// Makes a resource [`Shown`] as its response.
macro_rules! shown_as {
    ($resource:ty => $response:ty) => {
        impl crate::change::Shown for $resource {
            fn shown(stored: domain::Stored<Self>) -> serde_json::Result<serde_json::Value> {
                serde_json::to_value(<$response>::from(stored))
            }
        }
    };
}
pub(crate) use shown_as;

/// A resource as it now is: its id, its revision, its body.
pub(crate) type Current = (Uuid, i32, Value);

/// A resource that is kept in a way of its own, as it now is.
pub(crate) fn current<R, T: From<Stored<R>> + Serialize>(
    stored: Stored<R>,
) -> Result<Current, ApiError> {
    let (id, version) = (stored.id.uuid(), stored.version);
    let body = serde_json::to_value(T::from(stored)).map_err(ApiError::internal)?;
    Ok((id, version, body))
}

/// The resources asked for, or all, as far as the token may read them.
///
/// # Errors
/// The token may not read one that was asked for.
pub(super) fn permitted<P>(
    caller: &Caller<P>,
    wanted: Option<Vec<wire::ChangedResource>>,
) -> Result<Vec<ChangedResource>, ApiError> {
    let mut wanted = Word::list(wanted);
    if wanted.is_empty() {
        let all = ChangedResource::ALL.iter().copied();
        return Ok(all.filter(|one| caller.permits(scope(*one))).collect());
    }
    require(caller, &wanted)?;
    wanted.sort_unstable();
    wanted.dedup();
    Ok(wanted)
}

/// Refuses a token that may not read all of these.
pub(crate) fn require<P>(
    caller: &Caller<P>,
    resources: &[ChangedResource],
) -> Result<(), ApiError> {
    let mut resources = resources.iter();
    resources.try_for_each(|one| caller.require(scope(*one)))
}

/// What a token must permit to be told of changes of a resource.
pub(crate) fn scope(resource: ChangedResource) -> Scope {
    match resource {
        ChangedResource::Advice | ChangedResource::FollowUp | ChangedResource::Promise => {
            Scope::FollowUpsRead
        }
        ChangedResource::AgendaMark => Scope::AgendaRead,
        ChangedResource::Attempt
        | ChangedResource::MeetingSlot
        | ChangedResource::Outreach
        | ChangedResource::OwnMethodology
        | ChangedResource::Snafu
        | ChangedResource::Visit
        | ChangedResource::VisitOutreach => Scope::OutreachRead,
        ChangedResource::CommonGround
        | ChangedResource::Contact
        | ChangedResource::CustomField
        | ChangedResource::DuplicateDismissal
        | ChangedResource::Employment
        | ChangedResource::Merge => Scope::ContactsRead,
        ChangedResource::Document | ChangedResource::HandOff => Scope::DocumentsRead,
        ChangedResource::Event
        | ChangedResource::EventMeeting
        | ChangedResource::NetworkAsk
        | ChangedResource::NetworkAskRecipient => Scope::NetworkRead,
        ChangedResource::FitRating | ChangedResource::Theme | ChangedResource::ThemeMove => {
            Scope::ThemesRead
        }
        ChangedResource::Import | ChangedResource::ImportRow => Scope::TransfersRead,
        ChangedResource::Interview
        | ChangedResource::InterviewQuestion
        | ChangedResource::Learning
        | ChangedResource::LearningLink
        | ChangedResource::Preparation
        | ChangedResource::SessionEvent => Scope::InterviewsRead,
        ChangedResource::Message
        | ChangedResource::MessageTemplate
        | ChangedResource::MessageVersion => Scope::MessagesRead,
        ChangedResource::Organization | ChangedResource::Site => Scope::OrganizationsRead,
        ChangedResource::Pitch
        | ChangedResource::PitchRehearsal
        | ChangedResource::PreparedAnswer
        | ChangedResource::Profile
        | ChangedResource::ReflectionAnswer
        | ChangedResource::Story => Scope::ProfileRead,
        ChangedResource::Question | ChangedResource::QuestionSet => Scope::QuestionsRead,
        ChangedResource::Referral => Scope::ReferralsRead,
        ChangedResource::ResearchGap | ChangedResource::ResearchItem => Scope::ResearchRead,
    }
}

/// Finds the resources that are still there, by one statement and those of their parts.
pub(super) async fn find_current(
    db: &impl Executor,
    owner: Owner,
    resource: ChangedResource,
    ids: Vec<Uuid>,
) -> Result<Vec<Current>, ApiError> {
    match resource {
        ChangedResource::Attempt => crate::outreach::find_changed_attempts(db, owner, ids).await,
        ChangedResource::OwnMethodology => crate::methodology::find_changed(db, owner, ids).await,
        ChangedResource::Profile => crate::profile::find_changed(db, owner).await,
        ChangedResource::Advice => several::<Advice>(db, owner, ids).await,
        ChangedResource::AgendaMark => several::<AgendaMark>(db, owner, ids).await,
        ChangedResource::CommonGround => several::<CommonGround>(db, owner, ids).await,
        ChangedResource::Contact => several::<Contact>(db, owner, ids).await,
        ChangedResource::CustomField => several::<CustomField>(db, owner, ids).await,
        ChangedResource::Document => several::<Document>(db, owner, ids).await,
        ChangedResource::DuplicateDismissal => several::<Dismissal>(db, owner, ids).await,
        ChangedResource::Employment => several::<Employment>(db, owner, ids).await,
        ChangedResource::Event => several::<Event>(db, owner, ids).await,
        ChangedResource::EventMeeting => several::<Meeting>(db, owner, ids).await,
        ChangedResource::FitRating => several::<FitRating>(db, owner, ids).await,
        ChangedResource::FollowUp => several::<FollowUp>(db, owner, ids).await,
        ChangedResource::HandOff => several::<HandOff>(db, owner, ids).await,
        ChangedResource::Import => several::<Import>(db, owner, ids).await,
        ChangedResource::ImportRow => several::<ImportRow>(db, owner, ids).await,
        ChangedResource::Interview => several::<Interview>(db, owner, ids).await,
        ChangedResource::InterviewQuestion => several::<PlannedQuestion>(db, owner, ids).await,
        ChangedResource::Learning => several::<Learning>(db, owner, ids).await,
        ChangedResource::LearningLink => several::<LearningLink>(db, owner, ids).await,
        ChangedResource::MeetingSlot => several::<MeetingSlot>(db, owner, ids).await,
        ChangedResource::Merge => several::<Merge>(db, owner, ids).await,
        ChangedResource::Message => several::<Message>(db, owner, ids).await,
        ChangedResource::MessageTemplate => several::<MessageTemplate>(db, owner, ids).await,
        ChangedResource::MessageVersion => several::<MessageVersion>(db, owner, ids).await,
        ChangedResource::NetworkAsk => several::<NetworkAsk>(db, owner, ids).await,
        ChangedResource::NetworkAskRecipient => several::<Recipient>(db, owner, ids).await,
        ChangedResource::Organization => several::<Organization>(db, owner, ids).await,
        ChangedResource::Outreach => several::<Outreach>(db, owner, ids).await,
        ChangedResource::Pitch => several::<Pitch>(db, owner, ids).await,
        ChangedResource::PitchRehearsal => several::<Rehearsal>(db, owner, ids).await,
        ChangedResource::PreparedAnswer => several::<PreparedAnswer>(db, owner, ids).await,
        ChangedResource::Preparation => several::<Preparation>(db, owner, ids).await,
        ChangedResource::Promise => several::<Promise>(db, owner, ids).await,
        ChangedResource::Question => several::<Question>(db, owner, ids).await,
        ChangedResource::QuestionSet => several::<QuestionSet>(db, owner, ids).await,
        ChangedResource::Referral => several::<Referral>(db, owner, ids).await,
        ChangedResource::ReflectionAnswer => several::<ReflectionAnswer>(db, owner, ids).await,
        ChangedResource::ResearchGap => several::<ResearchGap>(db, owner, ids).await,
        ChangedResource::ResearchItem => several::<ResearchItem>(db, owner, ids).await,
        ChangedResource::SessionEvent => several::<SessionEvent>(db, owner, ids).await,
        ChangedResource::Site => several::<Site>(db, owner, ids).await,
        ChangedResource::Snafu => several::<Snafu>(db, owner, ids).await,
        ChangedResource::Story => several::<Story>(db, owner, ids).await,
        ChangedResource::Theme => several::<Theme>(db, owner, ids).await,
        ChangedResource::ThemeMove => several::<Move>(db, owner, ids).await,
        ChangedResource::Visit => several::<Visit>(db, owner, ids).await,
        ChangedResource::VisitOutreach => several::<VisitOutreach>(db, owner, ids).await,
    }
}

async fn several<R: Shown>(
    db: &impl Executor,
    owner: Owner,
    ids: Vec<Uuid>,
) -> Result<Vec<Current>, ApiError> {
    let found = workspace::find_several::<R>(db, owner, ids.into_iter().map(Id::new)).await?;
    let shown = found.into_iter().map(|stored| {
        let (id, version) = (stored.id.uuid(), stored.version);
        Ok((id, version, R::shown(stored).map_err(ApiError::internal)?))
    });
    shown.collect()
}
