//! Table `contact`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contact")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub owner_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub name: String,
    pub headline: Option<String>,
    pub organization_id: Option<Uuid>,
    pub relationship: String,
    pub warmth: String,
    pub how_we_know: Option<String>,
    pub time_zone: Option<String>,
    pub tags: Vec<String>,
    pub notes: Option<String>,
    pub do_not_contact: bool,
    pub update_every_days: Option<i16>,
    pub last_contacted_at: Option<DateTimeUtc>,
    pub roles: Vec<String>,
    pub seniority: Option<String>,
    pub met_in: Option<String>,
    pub met_where: Option<String>,
    pub met_on: Option<Date>,
    pub source: String,
    pub city: Option<String>,
    pub country: Option<String>,
    pub schools: Vec<String>,
    pub cities: Vec<String>,
    pub interests: Vec<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub custom: Json,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
