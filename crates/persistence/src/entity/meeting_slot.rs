//! Table `meeting_slot`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "meeting_slot")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub owner_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub outreach_id: Uuid,
    pub visit_id: Option<Uuid>,
    pub proposed_by: String,
    pub mode: String,
    pub place: Option<String>,
    pub link: Option<String>,
    pub starts_at: DateTimeUtc,
    pub time_zone: String,
    pub minutes: i16,
    pub state: String,
    pub chosen_by: Option<String>,
    pub interview_id: Option<Uuid>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
