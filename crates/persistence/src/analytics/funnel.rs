//! How many outreaches got how far.

use domain::analytics::FunnelStep;
use sea_orm::FromQueryResult;

use super::{Criteria, number, pursuit::PURSUIT};
use crate::{Error, Executor, select, workspace::Owner};

/// How many outreaches are at each step, and in how many the contact came first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Counts {
    came_first: i64,
    begun: i64,
    reached: i64,
    answered: i64,
    willing: i64,
    meeting_agreed: i64,
    interview_scheduled: i64,
    held: i64,
    thanked: i64,
    referred: i64,
}

impl Counts {
    pub fn at(&self, step: FunnelStep) -> u32 {
        number(match step {
            FunnelStep::Begun => self.begun,
            FunnelStep::Reached => self.reached,
            FunnelStep::Answered => self.answered,
            FunnelStep::Willing => self.willing,
            FunnelStep::MeetingAgreed => self.meeting_agreed,
            FunnelStep::InterviewScheduled => self.interview_scheduled,
            FunnelStep::Held => self.held,
            FunnelStep::Thanked => self.thanked,
            FunnelStep::Referred => self.referred,
        })
    }

    /// Outreaches that the contact began; they are at no step.
    pub fn came_first(&self) -> u32 {
        number(self.came_first)
    }
}

/// Counts the outreaches that meet the criteria.
pub async fn find_funnel(
    db: &impl Executor,
    owner: Owner,
    criteria: &Criteria,
) -> Result<Counts, Error> {
    let of = |name: &str, condition: &str| {
        format!("count(*) FILTER (WHERE NOT came_first AND {condition}) AS {name}")
    };
    let counts = [
        of("begun", "true"),
        of("reached", "is_reached"),
        of("answered", "answered_at IS NOT NULL"),
        of("willing", "is_willing"),
        of("meeting_agreed", "is_agreed"),
        of("interview_scheduled", "is_scheduled"),
        of("held", "is_held"),
        of("thanked", "is_thanked"),
        of("referred", "is_referred"),
    ];
    let sql = format!(
        "WITH {} SELECT count(*) FILTER (WHERE came_first) AS came_first, {} FROM pursuit p WHERE {}",
        *PURSUIT,
        counts.join(", "),
        Criteria::CONDITION
    );
    let counts = select::one::<Counts>(db, sql, criteria.values(owner)).await?;
    Ok(counts.unwrap_or_default())
}
