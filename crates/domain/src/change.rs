//! What changed in a workspace: the log that offline clients, live clients and webhooks all read.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::vocabulary;

vocabulary! {
    /// What a change of a workspace is about: a resource by its name.
    pub enum ChangedResource {
        Advice = "advice",
        AgendaMark = "agenda_mark",
        Attempt = "attempt",
        CommonGround = "common_ground",
        Contact = "contact",
        CustomField = "custom_field",
        Document = "document",
        DuplicateDismissal = "duplicate_dismissal",
        Employment = "employment",
        Event = "event",
        EventMeeting = "event_meeting",
        FitRating = "fit_rating",
        FollowUp = "follow_up",
        HandOff = "hand_off",
        Import = "import",
        ImportRow = "import_row",
        Interview = "interview",
        InterviewQuestion = "interview_question",
        Learning = "learning",
        LearningLink = "learning_link",
        MeetingSlot = "meeting_slot",
        Merge = "merge",
        Message = "message",
        MessageTemplate = "message_template",
        MessageVersion = "message_version",
        OwnMethodology = "own_methodology",
        NetworkAsk = "network_ask",
        NetworkAskRecipient = "network_ask_recipient",
        Organization = "organization",
        Outreach = "outreach",
        Pitch = "pitch",
        PitchRehearsal = "pitch_rehearsal",
        Preparation = "preparation",
        PreparedAnswer = "prepared_answer",
        Profile = "profile",
        Promise = "promise",
        Question = "question",
        QuestionSet = "question_set",
        Referral = "referral",
        ReflectionAnswer = "reflection_answer",
        ResearchGap = "research_gap",
        ResearchItem = "research_item",
        SessionEvent = "session_event",
        Site = "site",
        Snafu = "snafu",
        Story = "story",
        Theme = "theme",
        ThemeMove = "theme_move",
        Visit = "visit",
        VisitOutreach = "visit_outreach",
    }
}

vocabulary! {
    /// What happened to a resource.
    pub enum ChangeOperation {
        Created = "created",
        Updated = "updated",
        Deleted = "deleted",
    }
}

/// The number of a change in its workspace: 1 for the first, without gaps, in the order of the commits.
pub type Seq = i64;

/// One entry of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub seq: Seq,
    pub resource: ChangedResource,
    pub resource_id: Uuid,
    pub operation: ChangeOperation,
    pub at: DateTime<Utc>,
}

impl Change {
    /// The type of the event that tells of it, such as `contact.updated`.
    pub fn event_type(&self) -> String {
        format!("{}.{}", self.resource, self.operation)
    }
}

/// How far the log of a workspace reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// The last change.
    pub last: Seq,
    /// The last deletion that the log no longer tells of.
    pub forgotten: Seq,
}

/// How far a mirror of a workspace has come: it has read all changes up to `read`.
///
/// What was deleted is told for a limited time. A mirror that knows all up to `sure` misses nothing as long as no later
/// deletion is forgotten; while it reads on to `target`, the end of the log when it began to read, `sure` stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub read: Seq,
    pub sure: Seq,
    pub target: Seq,
}

/// The mirror may hold what was deleted long ago, or what a restored backup never knew: it has to begin again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the log does not tell all that happened since")]
pub struct Expired;

impl Progress {
    /// A mirror that is empty. Whatever is deleted before `extent` was seen, it never gets to know.
    pub fn begin(extent: Extent) -> Self {
        Self {
            read: 0,
            sure: extent.last,
            target: extent.last,
        }
    }

    /// The mirror when it asks for more.
    ///
    /// # Errors
    /// [`Expired`].
    pub fn resume(self, extent: Extent) -> Result<Self, Expired> {
        if self.sure < extent.forgotten || extent.last < self.read.max(self.target) {
            return Err(Expired);
        }
        if self.read < self.target {
            return Ok(self);
        }
        Ok(Self {
            read: self.read,
            sure: self.target,
            target: extent.last,
        })
    }

    /// The mirror when it has read all up to `read`.
    #[must_use]
    pub fn advance(self, read: Seq) -> Self {
        Self {
            read: read.max(self.read),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn extent(last: Seq, forgotten: Seq) -> Extent {
        Extent { last, forgotten }
    }

    #[test]
    fn an_empty_mirror_begins_whatever_was_forgotten() {
        let progress = Progress::begin(extent(90, 80)).advance(10);
        assert_eq!(progress.resume(extent(95, 80)), Ok(progress));
    }

    #[test]
    fn a_mirror_that_missed_a_forgotten_deletion_begins_again() {
        let done = Progress::begin(extent(10, 0)).advance(10);
        assert!(done.resume(extent(20, 10)).is_ok());
        assert_eq!(done.resume(extent(20, 11)), Err(Expired));
        let reading = done.resume(extent(20, 0)).unwrap().advance(15);
        assert_eq!(reading.resume(extent(20, 18)), Err(Expired));
    }

    #[test]
    fn a_mirror_that_is_ahead_of_a_restored_log_begins_again() {
        let done = Progress::begin(extent(10, 0)).advance(10);
        assert!(done.resume(extent(10, 0)).is_ok());
        assert_eq!(done.resume(extent(9, 0)), Err(Expired));
        let reading = Progress::begin(extent(10, 0)).advance(5);
        assert_eq!(reading.resume(extent(9, 0)), Err(Expired));
    }

    /// What happens to a log with three rows and to one mirror of it.
    #[derive(Clone, Debug)]
    enum Act {
        Write(u8),
        Delete(u8),
        /// The mirror reads so many entries.
        Read(usize),
        /// What is superseded goes, and every deletion up to now.
        Compact,
    }

    fn acts() -> impl Strategy<Value = Vec<Act>> {
        let act = prop_oneof![
            (0..3_u8).prop_map(Act::Write),
            (0..3_u8).prop_map(Act::Delete),
            (1..4_usize).prop_map(Act::Read),
            Just(Act::Compact),
        ];
        proptest::collection::vec(act, 0..60)
    }

    #[derive(Default)]
    struct World {
        log: Vec<(Seq, u8, bool)>,
        rows: BTreeMap<u8, Seq>,
        extent: Extent,
        mirror: BTreeMap<u8, Seq>,
        progress: Option<Progress>,
    }

    impl World {
        fn log(&mut self, row: u8, is_deletion: bool) {
            self.extent.last += 1;
            self.log.push((self.extent.last, row, is_deletion));
        }

        fn act(&mut self, act: &Act) {
            match *act {
                Act::Write(row) => {
                    self.log(row, false);
                    self.rows.insert(row, self.extent.last);
                }
                Act::Delete(row) => {
                    if self.rows.remove(&row).is_some() {
                        self.log(row, true);
                    }
                }
                Act::Read(limit) => self.read(limit),
                Act::Compact => self.compact(),
            }
        }

        /// As a client does: what is there now replaces what it had, what is not there goes.
        fn read(&mut self, limit: usize) {
            let resumed = self.progress.map(|progress| progress.resume(self.extent));
            let progress = if let Some(Ok(progress)) = resumed {
                progress
            } else {
                self.mirror.clear();
                Progress::begin(self.extent)
            };
            let unread = self.log.iter().filter(|(seq, ..)| *seq > progress.read);
            let page: Vec<_> = unread.take(limit).copied().collect();
            for (_, row, _) in &page {
                match self.rows.get(row) {
                    Some(version) => self.mirror.insert(*row, *version),
                    None => self.mirror.remove(row),
                };
            }
            let read = page
                .last()
                .filter(|_| page.len() == limit)
                .map_or(progress.target, |(seq, ..)| *seq);
            self.progress = Some(progress.advance(read));
        }

        fn compact(&mut self) {
            let gone = self.log.iter().filter(|(_, _, deletion)| *deletion);
            let forgotten = gone.map(|(seq, ..)| *seq).max().unwrap_or_default();
            self.extent.forgotten = self.extent.forgotten.max(forgotten);
            let log = std::mem::take(&mut self.log);
            let last = |row: u8| {
                let same = log.iter().filter(|(_, other, _)| *other == row);
                same.map(|(seq, ..)| *seq).max()
            };
            let kept = log
                .iter()
                .filter(|(seq, row, deletion)| !deletion && last(*row) == Some(*seq));
            self.log = kept.copied().collect();
        }
    }

    proptest! {
        #[test]
        fn a_mirror_equals_its_source_when_it_has_read_all(acts in acts()) {
            let mut world = World::default();
            for act in &acts {
                world.act(act);
            }
            world.read(1000);
            world.read(1000);
            prop_assert_eq!(world.mirror, world.rows);
        }
    }
}
