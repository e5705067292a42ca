//! Table `learning`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "learning")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub owner_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub statement: String,
    pub kind: String,
    pub topic: String,
    pub salary_low: Option<i32>,
    pub salary_high: Option<i32>,
    pub salary_currency: Option<String>,
    pub salary_period: Option<String>,
    pub salary_region: Option<String>,
    pub theme_id: Option<Uuid>,
    pub organization_id: Option<Uuid>,
    pub contact_id: Option<Uuid>,
    pub interview_id: Option<Uuid>,
    pub interview_question_id: Option<Uuid>,
    pub said_on: Option<Date>,
    pub new_to_me: bool,
    pub confidential: bool,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
