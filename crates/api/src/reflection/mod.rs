//! Self-reflection over HTTP: the questions that everybody reads, and the caller's own answers.

mod answer;
mod question;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    question::routes(config);
    answer::routes(config);
}
