//! Table `profile`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "profile")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub owner_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub life_stage: Option<String>,
    pub search_stage: Option<String>,
    pub seniority: Option<String>,
    pub headline: Option<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub education: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub experience: Json,
    pub strengths: Vec<String>,
    pub values: Vec<String>,
    pub interests: Vec<String>,
    pub cities: Vec<String>,
    pub languages: Vec<String>,
    pub comfort_level: Option<String>,
    pub locale: Option<String>,
    pub holiday_country: Option<String>,
    pub holiday_subdivision: Option<String>,
    pub weekly_attempts: Option<i16>,
    pub weekly_conversations: Option<i16>,
    pub methodology_id: Option<Uuid>,
    pub own_methodology_id: Option<Uuid>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
