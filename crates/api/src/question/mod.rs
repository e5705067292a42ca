//! Questions over HTTP: a person's own, and the bank they may start from.

mod bank;
mod own;

use domain::question;
use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) use self::own::QuestionResponse;
use crate::wire::Word;

pub(crate) type Topic = Word<question::Topic>;
pub(crate) type Subject = Word<question::Subject>;
pub(crate) type Priority = Word<question::Priority>;

/// What a question is worth unless the person says otherwise (F113).
pub(crate) fn priority_of(given: Option<Priority>) -> question::Priority {
    given.map_or(question::Priority::Should, |Word(priority)| priority)
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    bank::routes(config);
    own::routes(config);
}
