//! What somebody looks for in their workspace: words, phrases, or an address in any spelling (user ask 9).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    Id, Text,
    contact::{Contact, MethodKind, lookup_key},
    country::Country,
    organization::Organization,
    vocabulary,
};

vocabulary! {
    /// A kind of resource that can be found.
    pub enum SearchKind {
        Contact = "contact",
        Organization = "organization",
        Site = "site",
        Employment = "employment",
        CommonGround = "common_ground",
        Theme = "theme",
        FitRating = "fit_rating",
        ResearchItem = "research_item",
        ResearchGap = "research_gap",
        Question = "question",
        Outreach = "outreach",
        Attempt = "attempt",
        Interview = "interview",
        InterviewQuestion = "interview_question",
        FollowUp = "follow_up",
        Referral = "referral",
        NetworkAsk = "network_ask",
        NetworkAskRecipient = "network_ask_recipient",
        Event = "event",
        EventMeeting = "event_meeting",
        Document = "document",
        HandOff = "hand_off",
        Story = "story",
        ReflectionAnswer = "reflection_answer",
        Profile = "profile",
    }
}

vocabulary! {
    /// By what a resource was found.
    pub enum MatchKind {
        /// The contact has this address, in whatever spelling.
        Exact = "exact",
        /// Every word is in it, or begins a word of it.
        Words = "words",
        /// Its title is spelled much like this.
        Similar = "similar",
    }
}

/// What somebody looks for.
pub type Wanted = Text<200>;

/// A piece of a text, and whether it is what was looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fragment {
    pub text: String,
    pub is_match: bool,
}

/// A resource that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub kind: SearchKind,
    pub id: Uuid,
    /// What it stands below in its address.
    pub parent_id: Option<Uuid>,
    pub contact_id: Option<Id<Contact>>,
    pub organization_id: Option<Id<Organization>>,
    pub updated_at: DateTime<Utc>,
    pub found_by: MatchKind,
    /// The higher, the better it fits; comparable within one search.
    pub score: i32,
    pub title: Vec<Fragment>,
    /// Excerpts, with an ellipsis between them.
    pub body: Vec<Fragment>,
    /// The names of the contacts and of the organization that it is about.
    pub people: Option<String>,
    pub organization: Option<String>,
}

/// Where a match begins and ends in a marked text, and where one excerpt ends and the next begins. No entry of the search
/// has such characters.
pub const MARKS: [char; 3] = ['\u{2}', '\u{3}', '\u{4}'];
/// What keeps words apart inside of an entry; nobody is to see it.
pub const DIVIDER: char = '\u{1}';

/// Takes a marked text apart.
pub fn fragments(marked: &str) -> Vec<Fragment> {
    let [begin, end, next] = MARKS;
    let mut fragments: Vec<Fragment> = Vec::new();
    let mut is_match = false;
    for character in marked.chars().filter(|one| *one != DIVIDER) {
        if character == begin || character == end {
            is_match = character == begin;
            continue;
        }
        let text = if character == next {
            " … ".to_owned()
        } else {
            character.to_string()
        };
        match fragments.last_mut() {
            Some(last) if last.is_match == is_match => last.text.push_str(&text),
            _ => fragments.push(Fragment { text, is_match }),
        }
    }
    fragments
}

/// One thing that must be in what is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// Words in this order, whole: what stands between quotation marks.
    Phrase(String),
    /// A word, or the beginning of one.
    Beginning(String),
}

/// Takes what somebody wrote apart. No mark of punctuation means anything but quotation marks, and one that is never
/// closed ends with the text: nothing that can be typed is an error.
pub fn terms(wanted: &Wanted) -> Vec<Term> {
    let mut terms = Vec::new();
    for (place, piece) in wanted.as_str().split(['"', '“', '”']).enumerate() {
        if place % 2 == 1 {
            terms.push(Term::Phrase(piece.to_owned()));
        } else {
            let words = piece.split_whitespace().map(str::to_owned);
            terms.extend(words.map(Term::Beginning));
        }
    }
    terms.retain(|term| term.text().chars().any(char::is_alphanumeric));
    terms
}

impl Term {
    pub fn text(&self) -> &str {
        match self {
            Self::Phrase(text) | Self::Beginning(text) => text,
        }
    }
}

/// The least digits of a telephone number worth looking up; fewer are a house number or a year.
const LEAST_DIGITS: usize = 5;

/// Whether it can be a telephone number: digits, and nothing but what people write between them.
pub fn is_phone(wanted: &Wanted) -> bool {
    let digits = wanted.as_str().chars().filter(char::is_ascii_digit).count();
    let is_of_number = |one: char| one.is_ascii_digit() || " +()-./\u{a0}".contains(one);
    digits >= LEAST_DIGITS && wanted.as_str().chars().all(is_of_number)
}

/// The keys by which an address is looked up, each with its kind. A national number can be one of any country in which
/// the person knows somebody: it has one key for each of `countries`, and one for where no country is known.
pub fn lookups(wanted: &Wanted, countries: &[Country]) -> Vec<(MethodKind, String)> {
    let given = wanted.as_str();
    let key = |kind, country| lookup_key(kind, given, country).map(|key| (kind, key));
    let mut keys: Vec<_> = [MethodKind::Email, MethodKind::ProfileUrl]
        .into_iter()
        .filter_map(|kind| key(kind, None))
        .collect();
    if is_phone(wanted) {
        let countries = countries.iter().copied().map(Some);
        let phones = countries.chain([None]);
        keys.extend(phones.filter_map(|country| key(MethodKind::Phone, country)));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn wanted(text: &str) -> Wanted {
        Wanted::parse(text).unwrap()
    }

    #[test]
    fn words_stand_alone_and_phrases_between_quotation_marks() {
        let phrase = |text: &str| Term::Phrase(text.to_owned());
        let word = |text: &str| Term::Beginning(text.to_owned());
        for (text, expected) in [
            ("speech ther", vec![word("speech"), word("ther")]),
            (
                "\"City Clinic\" ward",
                vec![phrase("City Clinic"), word("ward")],
            ),
            ("“City Clinic", vec![phrase("City Clinic")]),
            ("!  \" \" & |", vec![]),
        ] {
            assert_eq!(terms(&wanted(text)), expected, "{text}");
        }
    }

    #[test]
    fn an_address_is_looked_up_by_what_its_spellings_share() {
        let key = |text: &str| lookups(&wanted(text), &[]);
        let mail = key("Ada@Example.ORG");
        assert_eq!(mail, [(MethodKind::Email, "ada@example.org".to_owned())]);
        let page = key("https://www.example.org/ada/");
        let expected = (MethodKind::ProfileUrl, "example.org/ada".to_owned());
        assert_eq!(page, [expected]);
        let phone = key("+49 (0)30 1234-567");
        assert_eq!(phone, [(MethodKind::Phone, "+49301234567".to_owned())]);
        assert_eq!(key("speech therapy 12345"), []);
        assert_eq!(key("1234"), []);
    }

    #[test]
    fn a_national_number_is_looked_up_in_each_country() {
        let [de, us] = ["DE", "US"].map(|code| Country::parse(code).unwrap());
        let keys = lookups(&wanted("030 1234567"), &[de, us]);
        let keys: Vec<&str> = keys.iter().map(|(_, key)| key.as_str()).collect();
        assert!(keys.contains(&"+49301234567"), "{keys:?}");
        assert!(keys.contains(&"n0301234567"), "{keys:?}");
    }

    #[test]
    fn a_marked_text_is_taken_apart() {
        let fragment = |text: &str, is_match| Fragment {
            text: text.to_owned(),
            is_match,
        };
        let marked = "a \u{2}b\u{3}/\u{1}c\u{4}\u{2}d\u{3}";
        let expected = [
            fragment("a ", false),
            fragment("b", true),
            fragment("/c … ", false),
            fragment("d", true),
        ];
        assert_eq!(fragments(marked), expected);
        assert_eq!(fragments(""), []);
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_taken_apart(text in "\\PC{1,200}|[\"a !&|:*'()<>-]{1,60}") {
            if let Ok(wanted) = Wanted::parse(&text) {
                for term in terms(&wanted) {
                    prop_assert!(wanted.as_str().contains(term.text()));
                }
                lookups(&wanted, &[]);
            }
        }
    }
}
