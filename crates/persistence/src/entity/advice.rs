//! Table `advice`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "advice")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub owner_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub contact_id: Uuid,
    pub theme_id: Option<Uuid>,
    pub interview_id: Option<Uuid>,
    pub what: String,
    pub given_on: Option<Date>,
    pub state: String,
    pub decided_at: Option<DateTimeUtc>,
    pub decision_reason: Option<String>,
    pub applied_at: Option<DateTimeUtc>,
    pub result: Option<String>,
    pub reported_at: Option<DateTimeUtc>,
    pub message_id: Option<Uuid>,
    pub report_note: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
