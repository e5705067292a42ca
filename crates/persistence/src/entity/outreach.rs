//! Table `outreach`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outreach")]
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
    pub methodology_id: Option<Uuid>,
    pub notes: Option<String>,
    pub state: String,
    pub next_action: Option<String>,
    pub next_action_from: Option<DateTimeUtc>,
    pub next_action_until: Option<DateTimeUtc>,
    pub recontact_on: Option<ChronoDate>,
    pub next_action_channels: Option<Vec<String>>,
    pub contact_type: String,
    pub judged_contact_type: Option<String>,
    pub asks_only_them: bool,
    pub helps_since: Option<DateTimeUtc>,
    pub own_methodology_id: Option<Uuid>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
