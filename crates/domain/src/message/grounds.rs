//! What is known when a message is written: what fills a template, and what the lint reads a draft by.

use chrono::{Datelike, NaiveDate};

use super::{Message, MessageKind, NewLearning, RequestedMinutes, TemplateValue, Window};
use crate::{
    Text,
    document::DocumentKind,
    interview::{InterviewKind, Mode},
    lint::{
        Draft, Finding, Limit, Limits, LintContext, ProposedWindow, Referrer, ResumeStanding, lint,
    },
    locale::Locale,
    methodology::{Cited, Policy},
    referral::PermissionToName,
};

/// What is known of the person, of those they write to, and of what lies between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grounds {
    pub own_name: String,
    pub headline: Option<String>,
    pub strengths: Vec<String>,
    /// The language that the person reads.
    pub locale: Option<Locale>,
    pub contact: Option<String>,
    pub role: Option<String>,
    pub organization: Option<String>,
    pub theme: Option<String>,
    pub theme_why: Option<String>,
    /// The oldest first.
    pub common_ground: Vec<String>,
    /// Titles of what the contact did, the newest first.
    pub their_work: Vec<String>,
    pub referrers: Vec<KnownReferrer>,
    /// Names of other contacts, those last written about first.
    pub other_contacts: Vec<String>,
    pub searchable_questions: Vec<String>,
    pub interview_kind: Option<InterviewKind>,
    /// Whether something was sent to them in this outreach.
    pub is_touched: bool,
    /// Of what goes along.
    pub attachments: Vec<DocumentKind>,
    /// What the outreach follows, or the person's new ones would.
    pub policy: Policy,
}

/// Somebody who led to the contact, and whether they may be named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownReferrer {
    pub name: String,
    pub permission: PermissionToName,
}

/// What is to be asked for; what is not said, is as the methodology has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub minutes: Option<RequestedMinutes>,
    pub mode: Option<Mode>,
    pub window: Option<Window>,
    /// Something that was new to the person, for a thank-you to name.
    pub learning: Option<NewLearning>,
}

impl Grounds {
    /// What to put into the text, if it is known. `language` is that of the text.
    pub fn value(&self, value: TemplateValue, asked: &Asked, language: &Locale) -> Option<String> {
        let window = asked.window.as_ref();
        let day = |day: NaiveDate| said(day, language);
        match value {
            TemplateValue::MyName => Some(self.own_name.clone()),
            TemplateValue::MyHeadline => self.headline.clone(),
            TemplateValue::MyStrengths => {
                (!self.strengths.is_empty()).then(|| self.strengths.join(", "))
            }
            TemplateValue::ContactName => self.contact.clone(),
            TemplateValue::ContactRole => self.role.clone(),
            TemplateValue::ContactOrganization => self.organization.clone(),
            TemplateValue::ThemeName => self.theme.clone(),
            TemplateValue::ThemeWhy => self.theme_why.clone(),
            TemplateValue::TheirWork => self.their_work.first().cloned(),
            TemplateValue::CommonGround => self.common_ground.first().cloned(),
            TemplateValue::ReferrerName => self.referrer().map(str::to_owned),
            TemplateValue::AskMinutes => Some(self.minutes(asked).to_string()),
            TemplateValue::AskMode => mode(asked.mode, language),
            TemplateValue::WindowFrom => window.map(|window| day(window.from())),
            TemplateValue::WindowTo => window.map(|window| day(window.to())),
            TemplateValue::WindowPlace => window?.place.as_ref().map(ToString::to_string),
            TemplateValue::Learning => asked.learning.as_ref().map(ToString::to_string),
            TemplateValue::Advice | TemplateValue::Result | TemplateValue::Sought => None,
        }
    }

    /// The first of those who led to the contact and said that they may be named (F47).
    fn referrer(&self) -> Option<&str> {
        let named = |one: &&KnownReferrer| one.permission == PermissionToName::Granted;
        let referrer = self.referrers.iter().find(named);
        referrer.map(|referrer| referrer.name.as_str())
    }

    fn minutes(&self, asked: &Asked) -> u32 {
        let minutes = asked.minutes.map(|minutes| minutes.get().unsigned_abs());
        minutes.map_or(self.policy.preparing.ask_minutes.value.default, u32::from)
    }

    /// What to look at again in a message before it is sent.
    pub fn findings(&self, message: &Message) -> Vec<Finding> {
        let learnings: Vec<&str> = message
            .learnings
            .as_slice()
            .iter()
            .map(Text::as_str)
            .collect();
        let referrers: Vec<Referrer<'_>> = self.referrers.iter().map(Into::into).collect();
        let context = LintContext {
            language: message.language.as_ref().or(self.locale.as_ref()),
            limits: self.limits(message.kind),
            interview_kind: self.interview_kind,
            own_name: Some(&self.own_name),
            recipient: self.contact.as_deref(),
            organization: self.organization.as_deref(),
            common_ground: &refs(&self.common_ground),
            their_work: &refs(&self.their_work),
            referrers: &referrers,
            other_contacts: &refs(&self.other_contacts),
            requested_minutes: message
                .requested_minutes
                .map(|minutes| minutes.get().unsigned_abs().into()),
            window: message.window.as_ref().map(Into::into),
            resume: ResumeStanding {
                policy: Some(self.policy.writing.resume_policy.value),
                is_asked_for: message.is_resume_asked_for,
            },
            sought: None,
            new_learnings: &learnings,
            searchable_questions: &refs(&self.searchable_questions),
        };
        lint(&self.draft(message), &context)
    }

    fn draft<'a>(&'a self, message: &'a Message) -> Draft<'a> {
        Draft {
            kind: message.kind,
            subject: message.subject.as_ref().map(Text::as_str),
            body: message.body.as_str(),
            attachments: &self.attachments,
            is_first_touch: !self.is_touched,
        }
    }

    /// The numbers of the methodology that a message of this kind is held against.
    fn limits(&self, kind: MessageKind) -> Limits<'_> {
        let writing = &self.policy.writing;
        let words = writing.email_words.as_ref();
        let ask = &self.policy.preparing.ask_minutes;
        Limits {
            words: words.filter(|_| kind == MessageKind::Email).map(limit),
            // A letter's own limit is its page (F48).
            page_words: writing.letter_words.as_ref().map(limit),
            note_characters: writing.connection_note_characters.as_ref().map(limit),
            subject_characters: writing.subject_characters.as_ref().map(limit),
            minutes: Some(Limit {
                value: ask.value.max,
                rule: &ask.rule.key,
                source: &ask.rule.source,
            }),
        }
    }
}

fn limit(cited: &Cited<u32>) -> Limit<'_> {
    Limit {
        value: cited.value,
        rule: &cited.rule.key,
        source: &cited.rule.source,
    }
}

fn refs(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

impl<'a> From<&'a KnownReferrer> for Referrer<'a> {
    fn from(KnownReferrer { name, permission }: &'a KnownReferrer) -> Self {
        Self {
            name,
            permission: *permission,
        }
    }
}

impl<'a> From<&'a Window> for ProposedWindow<'a> {
    fn from(window: &'a Window) -> Self {
        Self {
            from: window.from(),
            to: window.to(),
            place: window.place.as_ref().map(Text::as_str),
        }
    }
}

fn is_english(language: &Locale) -> bool {
    language.language() == "en"
}

/// A day as a letter says it; in other languages than English as numbers (ISO 8601).
fn said(day: NaiveDate, language: &Locale) -> String {
    if is_english(language) {
        format!("{} {}", day.day(), day.format("%B"))
    } else {
        day.to_string()
    }
}

/// How the two would talk, in English; in other languages the person says it.
fn mode(mode: Option<Mode>, language: &Locale) -> Option<String> {
    let said = match mode {
        Some(Mode::InPerson) => "in person",
        Some(Mode::Phone) => "by phone",
        Some(Mode::Video) => "by video",
        None => "in person or by phone",
    };
    is_english(language).then(|| said.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at_most::AtMost, lint::LintRule, message::State, methodology::seed, text::Notes,
        vocabulary::Vocabulary,
    };

    fn grounds() -> Grounds {
        Grounds {
            own_name: "Sam Reed".to_owned(),
            headline: None,
            strengths: Vec::new(),
            locale: Locale::parse("en").ok(),
            contact: Some("Jo Okafor".to_owned()),
            role: None,
            organization: None,
            theme: None,
            theme_why: None,
            common_ground: vec!["Ohio State".to_owned(), "Dayton".to_owned()],
            their_work: Vec::new(),
            referrers: Vec::new(),
            other_contacts: Vec::new(),
            searchable_questions: Vec::new(),
            interview_kind: None,
            is_touched: false,
            attachments: Vec::new(),
            policy: seed::policy(seed::DEFAULT),
        }
    }

    fn letter(body: &str) -> Message {
        Message {
            contact_id: None,
            outreach_id: None,
            template: None,
            kind: MessageKind::Letter,
            channel: None,
            subject: None,
            body: Notes::parse(body).unwrap(),
            language: None,
            attachments: AtMost::default(),
            requested_minutes: None,
            window: None,
            learnings: AtMost::default(),
            is_resume_asked_for: false,
            state: State::Draft,
        }
    }

    fn value(grounds: &Grounds, value: TemplateValue) -> Option<String> {
        grounds.value(value, &Asked::default(), &Locale::parse("en").unwrap())
    }

    #[test]
    fn only_a_referrer_who_said_yes_is_named() {
        let mut known = grounds();
        let referrer = |name: &str, permission| KnownReferrer {
            name: name.to_owned(),
            permission,
        };
        for permission in PermissionToName::ALL {
            known.referrers = vec![referrer("Anna Lindqvist", *permission)];
            let is_named = value(&known, TemplateValue::ReferrerName).is_some();
            assert_eq!(is_named, *permission == PermissionToName::Granted);
        }
        known.referrers = vec![
            referrer("Anna Lindqvist", PermissionToName::Asked),
            referrer("Ben Marsh", PermissionToName::Granted),
        ];
        let named = value(&known, TemplateValue::ReferrerName);
        assert_eq!(named.as_deref(), Some("Ben Marsh"));
        let found = known.findings(&letter("Anna Lindqvist and Ben Marsh told me of you."));
        let named = found
            .iter()
            .filter(|finding| finding.rule == LintRule::ReferrerWithoutPermission);
        assert_eq!(named.count(), 1);
    }

    #[test]
    fn minutes_are_those_of_the_methodology_until_others_are_asked_for() {
        assert_eq!(
            value(&grounds(), TemplateValue::AskMinutes).as_deref(),
            Some("20")
        );
        let asked = Asked {
            minutes: RequestedMinutes::new(10).ok(),
            ..Asked::default()
        };
        let english = Locale::parse("en").unwrap();
        let minutes = grounds().value(TemplateValue::AskMinutes, &asked, &english);
        assert_eq!(minutes.as_deref(), Some("10"));
    }

    #[test]
    fn days_are_said_as_the_language_says_them() {
        let day = NaiveDate::from_ymd_opt(2026, 10, 5).unwrap();
        let asked = Asked {
            window: Window::new(day, day, None).ok(),
            ..Asked::default()
        };
        let said = |tag| {
            let language = Locale::parse(tag).unwrap();
            grounds().value(TemplateValue::WindowFrom, &asked, &language)
        };
        assert_eq!(said("en-GB").as_deref(), Some("5 October"));
        assert_eq!(said("de").as_deref(), Some("2026-10-05"));
    }

    #[test]
    fn the_lint_cites_the_numbers_of_the_methodology() {
        let long = vec!["word"; 351].join(" ");
        let found = grounds().findings(&letter(&long));
        let rule = |finding: &&Finding| finding.rule == LintRule::LongerThanAPage;
        let found = found.iter().find(rule).unwrap();
        assert_eq!(found.methodology_rule.as_deref(), Some("letter_words"));
        assert!(found.source.contains("F48"));
    }
}
