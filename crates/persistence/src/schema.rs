//! The schema as the entities see it, so that a test can hold it against the database.

use sea_orm::{ColumnTrait, ColumnType, EntityTrait, IdenStatic, Iterable};

use crate::entity;

/// Every column of every entity: `table.column type`, with `?` where it may be null.
pub fn columns() -> Vec<String> {
    [
        of::<entity::account::Entity>(),
        of::<entity::advice::Entity>(),
        of::<entity::agenda_mark::Entity>(),
        of::<entity::api_key::Entity>(),
        of::<entity::attempt::Entity>(),
        of::<entity::bank_question::Entity>(),
        of::<entity::bank_set::Entity>(),
        of::<entity::bank_set_question::Entity>(),
        of::<entity::calendar_feed::Entity>(),
        of::<entity::common_ground::Entity>(),
        of::<entity::contact::Entity>(),
        of::<entity::contact_method::Entity>(),
        of::<entity::fit_rating::Entity>(),
        of::<entity::event::Entity>(),
        of::<entity::event_meeting::Entity>(),
        of::<entity::document::Entity>(),
        of::<entity::document_content::Entity>(),
        of::<entity::custom_field::Entity>(),
        of::<entity::duplicate_dismissal::Entity>(),
        of::<entity::employment::Entity>(),
        of::<entity::follow_up::Entity>(),
        of::<entity::forwarding::Entity>(),
        of::<entity::hand_off::Entity>(),
        of::<entity::import::Entity>(),
        of::<entity::import_row::Entity>(),
        of::<entity::interview::Entity>(),
        of::<entity::interview_question::Entity>(),
        of::<entity::learning::Entity>(),
        of::<entity::learning_link::Entity>(),
        of::<entity::meeting_slot::Entity>(),
        of::<entity::merge::Entity>(),
        of::<entity::message::Entity>(),
        of::<entity::message_attachment::Entity>(),
        of::<entity::message_template::Entity>(),
        of::<entity::message_version::Entity>(),
        of::<entity::methodology::Entity>(),
        of::<entity::network_ask::Entity>(),
        of::<entity::network_ask_recipient::Entity>(),
        of::<entity::organization::Entity>(),
        of::<entity::outreach::Entity>(),
        of::<entity::own_methodology::Entity>(),
        of::<entity::pitch::Entity>(),
        of::<entity::pitch_rehearsal::Entity>(),
        of::<entity::preparation::Entity>(),
        of::<entity::prepared_answer::Entity>(),
        of::<entity::profile::Entity>(),
        of::<entity::promise::Entity>(),
        of::<entity::question::Entity>(),
        of::<entity::question_set::Entity>(),
        of::<entity::question_set_item::Entity>(),
        of::<entity::referral::Entity>(),
        of::<entity::reflection_answer::Entity>(),
        of::<entity::reflection_question::Entity>(),
        of::<entity::refresh_token::Entity>(),
        of::<entity::research_gap::Entity>(),
        of::<entity::research_item::Entity>(),
        of::<entity::session::Entity>(),
        of::<entity::session_event::Entity>(),
        of::<entity::snafu::Entity>(),
        of::<entity::story::Entity>(),
        of::<entity::system_template::Entity>(),
        of::<entity::site::Entity>(),
        of::<entity::theme::Entity>(),
        of::<entity::theme_move::Entity>(),
        of::<entity::visit::Entity>(),
        of::<entity::visit_outreach::Entity>(),
        of::<entity::webhook_attempt::Entity>(),
        of::<entity::webhook_endpoint::Entity>(),
        of::<entity::webhook_message::Entity>(),
    ]
    .concat()
}

fn of<E: EntityTrait + Default>() -> Vec<String> {
    let table = E::default();
    E::Column::iter()
        .map(|column| {
            let definition = column.def();
            let kind = name(definition.get_column_type());
            let null = if definition.is_null() { "?" } else { "" };
            format!("{}.{} {kind}{null}", table.table_name(), column.as_str())
        })
        .collect()
}

/// What PostgreSQL calls a type; the types that no table of ours uses are called as SeaORM does.
fn name(kind: &ColumnType) -> String {
    match kind {
        ColumnType::Uuid => "uuid".to_owned(),
        ColumnType::String(_) | ColumnType::Text => "text".to_owned(),
        ColumnType::SmallInteger => "int2".to_owned(),
        ColumnType::Integer => "int4".to_owned(),
        ColumnType::BigInteger => "int8".to_owned(),
        ColumnType::Double => "float8".to_owned(),
        ColumnType::Boolean => "bool".to_owned(),
        ColumnType::Date => "date".to_owned(),
        ColumnType::TimestampWithTimeZone => "timestamptz".to_owned(),
        ColumnType::Json | ColumnType::JsonBinary => "jsonb".to_owned(),
        ColumnType::VarBinary(_) | ColumnType::Binary(_) | ColumnType::Blob => "bytea".to_owned(),
        ColumnType::Array(item) => format!("_{}", name(item)),
        other => format!("{other:?}"),
    }
}
