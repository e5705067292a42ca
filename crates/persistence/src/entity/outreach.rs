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
    pub methodology_id: Uuid,
    pub notes: Option<String>,
    pub state: String,
    pub next_action: Option<String>,
    pub next_action_from: Option<DateTimeUtc>,
    pub next_action_until: Option<DateTimeUtc>,
    pub recontact_on: Option<ChronoDate>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
