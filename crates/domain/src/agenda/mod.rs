//! What a person has to do, by when and why.

mod bucket;
mod item;
mod words;

pub use bucket::{Bucket, Today, Window, bucket, day_of, due_before};
pub use item::{AgendaItem, Entry, Subject, Task};
pub(crate) use words::{owed, talk_ahead};

use crate::vocabulary;

vocabulary! {
    /// What kind of thing there is to do.
    pub enum AgendaKind {
        /// The next touch of a pursuit (F50).
        OutreachNextAction = "outreach_next_action",
        /// A conversation to prepare and be in time for (F97).
        InterviewUpcoming = "interview_upcoming",
        /// Its time has come, and nothing is recorded.
        InterviewToStart = "interview_to_start",
        /// It has begun, and its end is not recorded.
        InterviewToComplete = "interview_to_complete",
        /// Something owed after a conversation (F16, F120).
        FollowUp = "follow_up",
        /// Something that the person promised by a day.
        Promise = "promise",
    }
}

vocabulary! {
    /// The one call that settles an agenda item, by its operation id.
    pub enum Settles {
        RecordAttempt = "record_attempt",
        ScheduleInterview = "schedule_interview",
        StartInterview = "start_interview",
        CompleteInterview = "complete_interview",
        CompleteFollowUp = "complete_follow_up",
        KeepPromise = "keep_promise",
    }
}
