//! Table `interview`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "interview")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub owner_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub outreach_id: Uuid,
    pub contact_id: Uuid,
    pub theme_id: Option<Uuid>,
    pub kind: String,
    pub mode: String,
    pub place: Option<String>,
    pub link: Option<String>,
    pub starts_at: DateTimeUtc,
    pub time_zone: String,
    pub planned_minutes: i16,
    pub reschedule_count: i16,
    pub state: String,
    pub started_at: Option<DateTimeUtc>,
    pub completed_at: Option<DateTimeUtc>,
    pub actual_minutes: Option<i16>,
    pub canceled_by: Option<String>,
    pub end_reason: Option<String>,
    pub notes: Option<String>,
    pub extended_minutes: i16,
    pub stay_in_touch: Option<String>,
    pub confidence_before: Option<i16>,
    pub confidence_after: Option<i16>,
    pub talk_share_percent: Option<i16>,
    pub resume_requested_at: Option<DateTimeUtc>,
    pub notes_transcribed_at: Option<DateTimeUtc>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
