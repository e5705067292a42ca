//! Table `theme`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "theme")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub owner_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub name: String,
    pub field: Option<String>,
    pub why: Option<String>,
    pub status: String,
    pub specialty: Option<String>,
    pub mode: Option<String>,
    pub target_roles: Vec<String>,
    pub employer_types: Vec<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub locations: Json,
    pub relocation: Option<String>,
    pub time_horizon: Option<String>,
    pub advancement: Option<String>,
    pub investment: Option<String>,
    pub investment_amount: Option<i32>,
    pub investment_currency: Option<String>,
    pub investment_decide_on: Option<Date>,
    #[sea_orm(column_type = "JsonBinary")]
    pub familiarity: Json,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
