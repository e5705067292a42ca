//! Table `pitch`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pitch")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub owner_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub title: Option<String>,
    pub theme_id: Option<Uuid>,
    pub organization_id: Option<Uuid>,
    pub variant_of: Option<Uuid>,
    pub reintroduction: Option<String>,
    pub where_i_am: Option<String>,
    pub work_wanted: Option<String>,
    pub why: Option<String>,
    pub mission_link: Option<String>,
    pub hopes_to_learn: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
