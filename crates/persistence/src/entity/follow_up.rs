//! Table `follow_up`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "follow_up")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub owner_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub contact_id: Uuid,
    pub interview_id: Option<Uuid>,
    pub kind: String,
    pub due_at: DateTimeUtc,
    pub rule: Option<String>,
    pub reason: String,
    pub state: String,
    pub snoozed_until: Option<DateTimeUtc>,
    pub settled_at: Option<DateTimeUtc>,
    pub skip_reason: Option<String>,
    pub note: Option<String>,
    pub referral_id: Option<Uuid>,
    pub message_id: Option<Uuid>,
    pub learning_id: Option<Uuid>,
    pub withdrawal_reason: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
