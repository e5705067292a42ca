//! The rules of the lint, and what is known about each: an API can list them.

use super::{
    Draft, LintSeverity, Reading, address, ask, finding::Found, job, length, network, online,
    personal, polish, referrer, request, resume, thanks,
};
use crate::{
    locale::Locale,
    message::MessageKind::{
        self, AvailabilityAnnouncement, CallScript, ConnectionNote, DeclineCourtesy, Email, Letter,
        NetworkAsk, ResumeHandOff, ThankYou, Update, Voicemail,
    },
    vocabulary,
};

vocabulary! {
    /// What the lint looks at, in the order in which findings of one place are listed.
    pub enum LintRule {
        /// A part of a template that was never filled in.
        UnfilledPlaceholder = "unfilled_placeholder",
        /// Somebody is named who did not allow it (F47).
        ReferrerWithoutPermission = "referrer_without_permission",
        /// The greeting names another contact.
        WrongName = "wrong_name",
        /// The recipient's name does not occur.
        RecipientNotNamed = "recipient_not_named",
        /// An e-mail without a subject.
        SubjectMissing = "subject_missing",
        SubjectTooLong = "subject_too_long",
        /// More words than the methodology advises.
        TooLong = "too_long",
        /// More words than a page holds (F48).
        LongerThanAPage = "longer_than_a_page",
        /// More characters than the network takes with a request to connect.
        NoteTooLong = "note_too_long",
        /// It reads like asking for work (F1).
        AsksForAJob = "asks_for_a_job",
        /// It does not say that it is not about a job (F11, F165).
        LacksNotAJobAssurance = "lacks_not_a_job_assurance",
        /// It does not say how long the conversation is to be (F10, F166).
        NoSpecificTime = "no_specific_time",
        /// More minutes than the methodology allows (F166).
        AsksForTooMuchTime = "asks_for_too_much_time",
        /// It does not say when (F44, F45).
        NoWindow = "no_window",
        /// It could have gone to anybody (F43, F46).
        NoPersonalization = "no_personalization",
        /// Nobody could know whom to think of (F38).
        VagueNetworkAsk = "vague_network_ask",
        /// A resume goes along, or is missing, against the policy (F18, F49).
        ResumeAgainstPolicy = "resume_against_policy",
        /// It speaks of an attachment, and there is none.
        MentionsAttachmentWithoutOne = "mentions_attachment_without_one",
        /// Thanks that name nothing that was new (F121).
        ThankYouWithoutLearning = "thank_you_without_learning",
        /// A question that a search would answer (F161).
        AnswerableOnline = "answerable_online",
        /// Several things are asked for at once.
        MoreThanOneAsk = "more_than_one_ask",
        /// The next step is left to them.
        AsksThemToCallBack = "asks_them_to_call_back",
        /// The request is not put as a question.
        RequestIsNoQuestion = "request_is_no_question",
        /// Less than half of it is about them.
        MostlyAboutMe = "mostly_about_me",
        /// Capitals and exclamation marks (F42).
        Shouting = "shouting",
    }
}

/// What is known about a rule.
#[derive(Clone, Copy, Debug)]
pub struct Description {
    pub title: &'static str,
    /// The reason, in a sentence.
    pub why: &'static str,
    /// Where the rule comes from; a finding about a number of the methodology cites that number's own source.
    pub source: &'static str,
    pub severity: LintSeverity,
    /// The kinds of message that it looks at.
    pub kinds: &'static [MessageKind],
    /// Whether it looks only at the first message to somebody in a matter.
    pub first_touch_only: bool,
    pub languages: LintLanguages,
    pub(super) check: for<'r> fn(&'r Reading<'_>) -> Vec<Found<'r>>,
}

vocabulary! {
    /// The languages whose texts a rule can judge.
    pub enum LintLanguages {
        Any = "any",
        /// Those that are known to put spaces between words.
        Spaced = "spaced",
        English = "english",
    }
}

impl LintLanguages {
    pub(super) fn include(self, language: Option<&Locale>) -> bool {
        const UNSPACED: [&str; 9] = ["bo", "dz", "ja", "km", "lo", "my", "th", "yue", "zh"];
        let language = language.map(Locale::language);
        match self {
            Self::Any => true,
            Self::Spaced => language.is_some_and(|language| !UNSPACED.contains(&language)),
            Self::English => language == Some("en"),
        }
    }
}

impl Description {
    pub(super) fn concerns(&self, draft: &Draft<'_>, language: Option<&Locale>) -> bool {
        self.kinds.contains(&draft.kind)
            && (draft.is_first_touch || !self.first_touch_only)
            && self.languages.include(language)
    }
}

/// Every kind of message.
pub(super) const ALL: &[MessageKind] = <MessageKind as vocabulary::Vocabulary>::ALL;
/// What asks somebody for a conversation.
pub(super) const REQUESTS: &[MessageKind] = &[Letter, Email, CallScript, Voicemail, ConnectionNote];
/// The same where there is room and time to read.
pub(super) const WRITTEN_REQUESTS: &[MessageKind] = &[Letter, Email, ConnectionNote];
/// What has pages.
pub(super) const PAGED: &[MessageKind] = &[
    Letter,
    Email,
    ThankYou,
    Update,
    NetworkAsk,
    AvailabilityAnnouncement,
    DeclineCourtesy,
    ResumeHandOff,
];
/// What goes to one person.
pub(super) const TO_ONE: &[MessageKind] = &[
    Letter,
    Email,
    CallScript,
    Voicemail,
    ConnectionNote,
    ThankYou,
    Update,
    DeclineCourtesy,
    ResumeHandOff,
];

impl LintRule {
    pub fn describe(self) -> &'static Description {
        match self {
            Self::UnfilledPlaceholder => &polish::UNFILLED_PLACEHOLDER,
            Self::ReferrerWithoutPermission => &referrer::WITHOUT_PERMISSION,
            Self::WrongName => &address::WRONG_NAME,
            Self::RecipientNotNamed => &address::RECIPIENT_NOT_NAMED,
            Self::SubjectMissing => &length::SUBJECT_MISSING,
            Self::SubjectTooLong => &length::SUBJECT_TOO_LONG,
            Self::TooLong => &length::TOO_LONG,
            Self::LongerThanAPage => &length::LONGER_THAN_A_PAGE,
            Self::NoteTooLong => &length::NOTE_TOO_LONG,
            Self::AsksForAJob => &job::ASKS_FOR_A_JOB,
            Self::LacksNotAJobAssurance => &job::LACKS_ASSURANCE,
            Self::NoSpecificTime => &request::NO_SPECIFIC_TIME,
            Self::AsksForTooMuchTime => &request::TOO_MUCH_TIME,
            Self::NoWindow => &request::NO_WINDOW,
            Self::NoPersonalization => &personal::NO_PERSONALIZATION,
            Self::VagueNetworkAsk => &network::VAGUE,
            Self::ResumeAgainstPolicy => &resume::AGAINST_POLICY,
            Self::MentionsAttachmentWithoutOne => &resume::NO_ATTACHMENT,
            Self::ThankYouWithoutLearning => &thanks::WITHOUT_LEARNING,
            Self::AnswerableOnline => &online::ANSWERABLE_ONLINE,
            Self::MoreThanOneAsk => &ask::MORE_THAN_ONE,
            Self::AsksThemToCallBack => &ask::CALL_BACK,
            Self::RequestIsNoQuestion => &ask::NO_QUESTION,
            Self::MostlyAboutMe => &personal::MOSTLY_ABOUT_ME,
            Self::Shouting => &polish::SHOUTING,
        }
    }
}
