//! What a person has to do, by when and why.

mod bucket;
mod item;
mod mark;
mod particulars;
mod week;
mod words;

pub use bucket::{Bucket, Today, Turn, Window, bucket, day_of, due_before};
pub use item::{AgendaItem, Cadence, Entry, Subject, Task};
pub use mark::{About, AgendaMark, Fate, Hidden, MarkKind, MarkedKind, PutOffIntoThePast, Reason};
pub use week::{Activity, Progress, TargetWeek, progress, week_starts};
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
        /// Something that a contact promised, by a day or not.
        PromiseAwaited = "promise_awaited",
        /// A document that an advocate has, and of which no arrival is known (F18, F178).
        HandOffAwaited = "hand_off_awaited",
        /// A contact with whom nobody was in touch for longer than the cadence of updates, and of whom nothing else is open
        /// (F127).
        ContactGoingCold = "contact_going_cold",
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
        UpdateHandOff = "update_hand_off",
        CreateMessage = "create_message",
    }
}
