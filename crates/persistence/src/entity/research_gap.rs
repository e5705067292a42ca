//! Table `research_gap`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "research_gap")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub owner_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub organization_id: Option<Uuid>,
    pub contact_id: Option<Uuid>,
    pub theme_id: Option<Uuid>,
    pub statement: String,
    pub topic: String,
    pub subject: String,
    pub answerable_online: bool,
    pub state: String,
    pub answer: Option<String>,
    pub research_item_id: Option<Uuid>,
    pub question_id: Option<Uuid>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
