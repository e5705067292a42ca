//! The pitch that an interview is opened with, and what to stress in it.

use actix_web::{get, web::Path};
use domain::{
    Id,
    pitch::{self, Emphasis, emphasis},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{beforehand::Beforehand, readiness_fix::FixingOperationResponse};
use crate::{
    auth::Scope,
    error::ApiError,
    http::{Answer, Caller, Read, caller::ReadInterviews},
    pitch::{PitchResponse, PitchReviewResponse, review_of},
    question::Subject,
    wire::Word,
};

type PitchReason = Word<pitch::PitchReason>;

/// The pitch that an interview is opened with.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = InterviewPitch, example = json!({
    "object": "interview_pitch", "interview_id": "019b76da-a800-7000-8000-000000000009", "reason": null,
    "pitch": null, "review": null,
    "emphasis": {
        "shares": [
            { "subject": "company_or_field", "questions": 3 }, { "subject": "interviewee", "questions": 1 },
            { "subject": "your_chances", "questions": 0 }
        ],
        "leading": ["company_or_field"],
        "advice": "Your questions are about the company or field more than about anything else: say that you hope to learn how the company or \
            field works inside."
    },
    "operation": { "operation_id": "create_pitch", "method": "POST", "path": "/v1/pitches" }
}))]
struct InterviewPitchResponse {
    /// Always `interview_pitch`.
    #[schema(max_length = 50)]
    object: &'static str,
    interview_id: Uuid,
    /// Why it is this one.
    reason: Option<PitchReason>,
    /// Null when none fits.
    pitch: Option<PitchResponse>,
    /// By the methodology that the interview goes by.
    review: Option<PitchReviewResponse>,
    /// Null as long as no question is planned that says what the person hopes to learn.
    emphasis: Option<EmphasisResponse>,
    /// What to do when none fits.
    operation: Option<FixingOperationResponse>,
}

/// What "I hope to learn" should stress: what most questions are about.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PitchEmphasis)]
struct EmphasisResponse {
    #[schema(max_items = 3)]
    shares: Vec<ShareResponse>,
    /// Several when as many questions are about each.
    #[schema(max_items = 3)]
    leading: Vec<Subject>,
    #[schema(max_length = 500)]
    advice: String,
}

/// How many questions are about a subject.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = SubjectShare)]
struct ShareResponse {
    subject: Subject,
    #[schema(minimum = 0, maximum = 100)]
    questions: u32,
}

impl From<Emphasis> for EmphasisResponse {
    fn from(
        Emphasis {
            shares,
            leading,
            advice,
        }: Emphasis,
    ) -> Self {
        let shares = shares.into_iter().map(|share| ShareResponse {
            subject: Word(share.subject),
            questions: share.questions,
        });
        Self {
            shares: shares.collect(),
            leading: leading.into_iter().map(Word).collect(),
            advice,
        }
    }
}

/// Find the pitch of an interview
///
/// The one that the preparation names; else one for where the interviewee works, else one about the theme, else a general
/// one, each time the last changed. With its review, and what the hope to learn should stress by what the planned questions
/// are about: the inner workings of company or field, an insider's view, or one's own chances.
#[utoipa::path(operation_id = "find_interview_pitch", tag = "interviews",
    security(("bearer" = ["interviews:read", "profile:read", "organizations:read"])),
    responses((status = 200, description = "The pitch, if one fits", body = InterviewPitchResponse)))]
#[get("/interviews/{id}/pitch")]
async fn find_interview_pitch(
    caller: Caller<ReadInterviews>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<InterviewPitchResponse>, ApiError> {
    caller.require(Scope::ProfileRead)?;
    caller.require(Scope::OrganizationsRead)?;
    let (db, owner) = (read.db(), caller.owner);
    let known = Beforehand::of(db, owner, Id::new(*id)).await?;
    let (pitch, reason) = known.pitch(db, owner).await?.unzip();
    let review = match &pitch {
        Some(used) => Some(review_of(db, owner, &used.pitch, &known.policy).await?),
        None => None,
    };
    Ok(Answer::ok(&InterviewPitchResponse {
        object: "interview_pitch",
        interview_id: *id,
        reason: reason.map(Word),
        operation: pitch.is_none().then(FixingOperationResponse::create_pitch),
        pitch: pitch.map(|used| used.pitch.into()),
        review: review.map(Into::into),
        emphasis: emphasis(&known.planned()).map(Into::into),
    }))
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(find_interview_pitch);
}
