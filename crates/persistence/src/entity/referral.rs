//! Table `referral`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "referral")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub owner_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub referrer_id: Uuid,
    pub contact_id: Uuid,
    pub interview_id: Option<Uuid>,
    pub permission_to_name: String,
    pub note: Option<String>,
    pub attempt_id: Option<Uuid>,
    pub network_ask_id: Option<Uuid>,
    pub event_id: Option<Uuid>,
    pub permission_changed_on: Option<ChronoDate>,
    pub outcome: String,
    pub loop_closed_at: Option<DateTimeUtc>,
    pub loop_note: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
