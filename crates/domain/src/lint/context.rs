//! What the lint reads: a draft, and what is known about it without looking anything up.

use chrono::NaiveDate;

use crate::{
    document::DocumentKind, interview::InterviewKind, locale::Locale, message::MessageKind,
    methodology::ResumePolicy, referral::PermissionToName,
};

/// A message that is about to be sent or said.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a> {
    pub kind: MessageKind,
    pub subject: Option<&'a str>,
    pub body: &'a str,
    /// What goes with it.
    pub attachments: &'a [DocumentKind],
    /// Whether nothing was sent to this person before in the same matter.
    pub is_first_touch: bool,
}

/// What is known about a draft. Whatever is left out is unknown, and rules that need it find nothing.
#[derive(Clone, Debug, Default)]
pub struct LintContext<'a> {
    /// The language of the text. When it is unknown only those rules run that hold in any language.
    pub language: Option<&'a Locale>,
    pub limits: Limits<'a>,
    /// What the conversation is to be for: `mutual_fit` may speak of work (F173).
    pub interview_kind: Option<InterviewKind>,
    /// The person who writes.
    pub own_name: Option<&'a str>,
    /// The one they write to; None for a message to several.
    pub recipient: Option<&'a str>,
    /// Where the recipient works.
    pub organization: Option<&'a str>,
    /// What the two have in common, in the person's own words (F34).
    pub common_ground: &'a [&'a str],
    /// What the recipient did, as research found it (F77).
    pub their_work: &'a [&'a str],
    /// Those who led to the recipient.
    pub referrers: &'a [Referrer<'a>],
    /// Names of the person's other contacts, to notice one in the greeting.
    pub other_contacts: &'a [&'a str],
    /// Minutes that the person means to ask for (F166).
    pub requested_minutes: Option<u32>,
    /// When the person could meet (F44).
    pub window: Option<ProposedWindow<'a>>,
    pub resume: ResumeStanding,
    /// What a network ask is for (F38).
    pub sought: Option<Sought<'a>>,
    /// What was new to the person in the conversation they give thanks for (F121).
    pub new_learnings: &'a [&'a str],
    /// Questions of which a search answers at least a part (F161).
    pub searchable_questions: &'a [&'a str],
}

/// Somebody who led to the recipient, and whether they may be named (F47).
#[derive(Clone, Copy, Debug)]
pub struct Referrer<'a> {
    pub name: &'a str,
    pub permission: PermissionToName,
}

/// Days between which the person could meet, both included, and perhaps where (F45).
#[derive(Clone, Copy, Debug)]
pub struct ProposedWindow<'a> {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub place: Option<&'a str>,
}

/// How the recipient and a resume stand.
#[derive(Clone, Copy, Debug, Default)]
pub struct ResumeStanding {
    pub policy: Option<ResumePolicy>,
    /// Whether the recipient asked for it.
    pub is_asked_for: bool,
}

/// Whom or what a network ask is to lead to (F38).
#[derive(Clone, Copy, Debug, Default)]
pub struct Sought<'a> {
    pub role: Option<&'a str>,
    pub field: Option<&'a str>,
    pub place: Option<&'a str>,
}

/// A number of the methodology with the rule that states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit<'a> {
    pub value: u32,
    /// The key of the rule.
    pub rule: &'a str,
    pub source: &'a str,
}

impl Limit<'_> {
    pub(super) fn allows(&self, count: usize) -> bool {
        count <= self.size()
    }

    pub(super) fn size(&self) -> usize {
        usize::try_from(self.value).unwrap_or(usize::MAX)
    }
}

/// The most that the methodology allows of each.
#[derive(Clone, Copy, Debug, Default)]
pub struct Limits<'a> {
    /// Words of a message of the draft's kind.
    pub words: Option<Limit<'a>>,
    /// Words that fit on a page (F48).
    pub page_words: Option<Limit<'a>>,
    /// Characters, as Unicode scalar values, of a note that goes with a request to connect.
    pub note_characters: Option<Limit<'a>>,
    /// Characters of a subject.
    pub subject_characters: Option<Limit<'a>>,
    /// Minutes to ask for (F166).
    pub minutes: Option<Limit<'a>>,
}
