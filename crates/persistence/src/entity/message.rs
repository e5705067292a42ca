//! Table `message`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "message")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub owner_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub contact_id: Option<Uuid>,
    pub outreach_id: Option<Uuid>,
    pub system_template_id: Option<Uuid>,
    pub message_template_id: Option<Uuid>,
    pub kind: String,
    pub channel: Option<String>,
    pub subject: Option<String>,
    pub body: String,
    pub language: Option<String>,
    pub requested_minutes: Option<i16>,
    pub window_from: Option<Date>,
    pub window_to: Option<Date>,
    pub window_place: Option<String>,
    pub learnings: Vec<String>,
    pub is_resume_asked_for: bool,
    pub state: String,
    pub sent_at: Option<DateTimeUtc>,
    pub attempt_id: Option<Uuid>,
    pub override_reason: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
