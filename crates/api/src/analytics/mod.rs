//! How well asking works, over HTTP: only the caller's own numbers, each with how far it can be trusted.

mod eagerness;
mod eagerness_wire;
mod effort;
mod funnel;
mod rates;
mod score_wire;
mod thank_you;
mod wire;

pub(crate) use self::rates::GroupByWord;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    funnel::routes(config);
    rates::routes(config);
    eagerness::routes(config);
    effort::routes(config);
    thank_you::routes(config);
}
