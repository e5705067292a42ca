//! Table `attempt`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attempt")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub owner_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub outreach_id: Uuid,
    pub number: i16,
    pub channel: String,
    pub direction: String,
    pub outcome: String,
    pub at: DateTimeUtc,
    pub with_whom: Option<String>,
    pub recontact_on: Option<ChronoDate>,
    pub note: Option<String>,
    pub override_reason: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
