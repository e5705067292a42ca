//! The agenda over HTTP.

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(_config: &mut ServiceConfig<'_>) {}
