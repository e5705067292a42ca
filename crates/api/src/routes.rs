//! Every operation of the API, in the order of the document.

use utoipa_actix_web::{scope, service_config::ServiceConfig};

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(scope("/v1").configure(|config| {
        crate::account::routes(config);
        crate::theme::routes(config);
        crate::organization::routes(config);
        crate::contact::routes(config);
        crate::referral::routes(config);
        crate::methodology::routes(config);
        crate::outreach::routes(config);
        crate::question::routes(config);
        crate::interview::routes(config);
        crate::follow_up::routes(config);
        crate::agenda::routes(config);
    }));
    crate::account::public_routes(config);
    crate::index::routes(config);
    crate::health::routes(config);
}
