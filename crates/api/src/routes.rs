//! Every operation of the API, in the order of the document.

use utoipa_actix_web::{scope, service_config::ServiceConfig};

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(scope("/v1").configure(|config| {
        crate::account::routes(config);
        crate::notification::routes(config);
        crate::api_key::routes(config);
        crate::profile::routes(config);
        crate::reflection::routes(config);
        crate::story::routes(config);
        crate::pitch::routes(config);
        crate::prepared_answer::routes(config);
        crate::theme::routes(config);
        crate::fit_rating::routes(config);
        crate::organization::routes(config);
        crate::target_list::routes(config);
        crate::site::routes(config);
        crate::documents::routes(config);
        crate::hand_off::routes(config);
        crate::contact::routes(config);
        crate::duplicate::routes(config);
        crate::merge::routes(config);
        crate::brainstorm::routes(config);
        crate::employment::routes(config);
        crate::common_ground::routes(config);
        crate::custom_field::routes(config);
        crate::referral::routes(config);
        crate::network_ask::routes(config);
        crate::event::routes(config);
        crate::methodology::routes(config);
        crate::outreach::routes(config);
        crate::message_template::routes(config);
        crate::message::routes(config);
        crate::snafu::routes(config);
        crate::visit::routes(config);
        crate::meeting_slot::routes(config);
        crate::question::routes(config);
        crate::question_set::routes(config);
        crate::research_item::routes(config);
        crate::research_gap::routes(config);
        crate::research::routes(config);
        crate::interview::routes(config);
        crate::learning::routes(config);
        crate::learning_link::routes(config);
        crate::field_report::routes(config);
        crate::advice::routes(config);
        crate::promise::routes(config);
        crate::follow_up::routes(config);
        crate::agenda::routes(config);
        crate::archive::routes(config);
        crate::timeline::routes(config);
        crate::calendar_feed::routes(config);
        crate::analytics::routes(config);
        crate::search::routes(config);
        crate::change::routes(config);
        crate::webhook::routes(config);
        crate::transfer::routes(config);
    }));
    crate::account::public_routes(config);
    crate::calendar_feed::public_routes(config);
    crate::mail::public_routes(config);
    crate::index::routes(config);
    crate::health::routes(config);
}
