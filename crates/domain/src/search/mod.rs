//! Finding things by what a person remembers of them (user ask 9): what is looked for, what is found, and how well it fits.

mod address;
mod fragment;
mod query;

use chrono::{DateTime, Utc};
use uuid::Uuid;

pub use self::{
    address::{Address, Lookup},
    fragment::Fragment,
    query::{Query, Term},
};
use crate::{Id, Text, contact::Contact, organization::Organization, vocabulary};

vocabulary! {
    /// What kind of resource it is.
    pub enum SearchKind {
        Contact = "contact",
        Employment = "employment",
        CommonGround = "common_ground",
        Organization = "organization",
        Site = "site",
        Theme = "theme",
        FitRating = "fit_rating",
        ResearchItem = "research_item",
        ResearchGap = "research_gap",
        Question = "question",
        QuestionSet = "question_set",
        Outreach = "outreach",
        Attempt = "attempt",
        Snafu = "snafu",
        Interview = "interview",
        InterviewQuestion = "interview_question",
        Learning = "learning",
        Advice = "advice",
        Promise = "promise",
        SessionEvent = "session_event",
        Preparation = "preparation",
        FollowUp = "follow_up",
        Referral = "referral",
        NetworkAsk = "network_ask",
        NetworkAskRecipient = "network_ask_recipient",
        Event = "event",
        EventMeeting = "event_meeting",
        Visit = "visit",
        Document = "document",
        HandOff = "hand_off",
        Story = "story",
        Pitch = "pitch",
        PitchRehearsal = "pitch_rehearsal",
        PreparedAnswer = "prepared_answer",
        ReflectionAnswer = "reflection_answer",
        Profile = "profile",
        Message = "message",
        MessageTemplate = "message_template",
    }
}

vocabulary! {
    /// Why it was found.
    pub enum SearchMatch {
        /// The contact has the address that was looked for.
        Exact = "exact",
        Words = "words",
        /// The title is spelled much like what was looked for.
        Similar = "similar",
    }
}

/// How well something fits; the highest comes first. Which comes first is all that it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score(i32);

impl Score {
    pub const EXACT: i32 = 1000;
    /// The title is what was looked for, word for word.
    pub const WHOLE_TITLE: i32 = 900;
    /// The title has all words; all of them begin words of the title.
    pub const TITLE: [i32; 2] = [800, 700];
    /// The title and the body have all words; begin so.
    pub const BODY: [i32; 2] = [600, 500];
    /// The same with the names of those it is about.
    pub const NAMES: [i32; 2] = [400, 300];
    /// A similarity of nothing; that of a whole adds 100.
    pub const SIMILAR: i32 = 100;
    /// What belongs to something else comes after what stands by itself, all else being equal.
    pub const BELOW: i32 = 50;

    pub const fn new(points: i32) -> Self {
        Self(points)
    }

    pub const fn points(self) -> i32 {
        self.0
    }

    pub fn matched(self) -> SearchMatch {
        let [_, least] = Self::NAMES;
        if self.0 >= Self::EXACT {
            SearchMatch::Exact
        } else if self.0 >= least - Self::BELOW {
            SearchMatch::Words
        } else {
            SearchMatch::Similar
        }
    }
}

/// With fewer than these that have the words, similar titles are shown too.
pub const TOO_FEW: i32 = 5;
/// How similar each word has to be to words of the title: the letters, three by three, that both have, as a share of
/// those that either has. So much is left when one letter of five is wrong, and two words of one syllable rarely have it.
pub const SIMILARITY: f64 = 0.25;

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub kind: SearchKind,
    pub id: Uuid,
    /// What it belongs to, where it does.
    pub parent_id: Option<Uuid>,
    pub contact_id: Option<Id<Contact>>,
    pub organization_id: Option<Id<Organization>>,
    pub updated_at: DateTime<Utc>,
    pub score: Score,
    /// Its own, or the names of the contacts it is about.
    pub title: Option<Text<500>>,
    /// The whole title.
    pub title_fragments: Vec<Fragment>,
    /// The passages of the body that have what was looked for; empty when it has none.
    pub body_fragments: Vec<Fragment>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_counts_less_than_a_similar_spelling_and_none_as_much_as_an_address() {
        let [_, least] = Score::NAMES;
        assert!(least - Score::BELOW > Score::SIMILAR + 100);
        let matched = |points| Score::new(points).matched();
        assert_eq!(matched(Score::EXACT), SearchMatch::Exact);
        assert_eq!(matched(Score::WHOLE_TITLE), SearchMatch::Words);
        assert_eq!(matched(least - Score::BELOW), SearchMatch::Words);
        assert_eq!(matched(Score::SIMILAR + 100), SearchMatch::Similar);
    }

    #[test]
    fn each_way_to_fit_is_a_class_of_its_own_however_deep_the_resource() {
        let [title, body, names] = [Score::TITLE, Score::BODY, Score::NAMES];
        let classes = [Score::EXACT, Score::WHOLE_TITLE].into_iter();
        let classes: Vec<i32> = classes.chain([title, body, names].concat()).collect();
        assert!(
            classes
                .windows(2)
                .all(|pair| pair[1] < pair[0] - Score::BELOW)
        );
    }
}
