//! Questions over HTTP: a person's own, and the bank they may start from.

mod bank;
mod bank_wire;
mod own;
mod usage;

use domain::{Text, interview::Origin, question};
use persistence::question::Criteria;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub(crate) use self::own::QuestionResponse;
use crate::{
    error::ApiError,
    wire::{Word, text_code},
};

pub(crate) type Topic = Word<question::Topic>;
pub(crate) type Subject = Word<question::Subject>;
pub(crate) type Priority = Word<question::Priority>;

/// What a question is worth unless the person says otherwise (F113).
pub(crate) fn priority_of(given: Option<Priority>) -> question::Priority {
    given.map_or(question::Priority::Should, |Word(priority)| priority)
}

/// The one question that a body names.
pub(crate) fn one_question(
    pointer: &str,
    question_id: Option<Uuid>,
    bank_question_id: Option<Uuid>,
) -> Result<Origin, ApiError> {
    Origin::one_of(question_id, bank_question_id).ok_or_else(|| {
        let detail = "give one of question_id and bank_question_id";
        ApiError::field(pointer, "exclusive", detail)
    })
}

/// What the lists of questions have in common: topics, subjects and the words `q`.
fn criteria(
    topics: Option<Vec<Topic>>,
    subjects: Option<Vec<Subject>>,
    q: Option<&str>,
) -> Result<Criteria, ApiError> {
    let words = q
        .map(|q| Text::parse(q).map_err(|error| ApiError::parameter("q", text_code(error), error)));
    Ok(Criteria {
        topics: Word::list(topics),
        subjects: Word::list(subjects),
        words: words.transpose()?,
    })
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    bank::routes(config);
    own::routes(config);
    usage::routes(config);
}
