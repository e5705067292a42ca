//! Table `bank_question`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bank_question")]
#[expect(clippy::struct_excessive_bools, reason = "six columns")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: i32,
    pub topic: String,
    pub subject: String,
    pub body: String,
    pub minutes: i16,
    pub is_sensitive: bool,
    pub answerable_online: bool,
    pub near_the_close: bool,
    pub needs_profile: bool,
    pub mutual_fit_only: bool,
    pub needs_research_item: bool,
    pub tiara: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
