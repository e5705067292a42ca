//! Naming those who led to the recipient (F47).

use std::{cell::LazyCell, collections::HashMap, ops::Range};

use super::{
    Description, LintLanguages, LintSeverity, Reading, Referrer,
    finding::Found,
    names::{Name, bare, looks_like_a_name},
    phrase::number,
    prose::{Sentence, Word, has_word, quoted},
    rule::ALL,
};
use crate::referral::PermissionToName;

pub(super) const WITHOUT_PERMISSION: Description = Description {
    title: "Names somebody without their permission",
    why: "Whoever led you to somebody lends you their good name: ask them first whether you may use it.",
    source: "seed 001 (F47)",
    severity: LintSeverity::Error,
    kinds: ALL,
    first_touch_only: false,
    languages: LintLanguages::Any,
    check: without_permission,
};

/// A referrer who may not be named.
struct Withheld<'a> {
    referrer: Referrer<'a>,
    name: Name,
    /// Words of the name that belong to nobody else the message may mention.
    own: Vec<String>,
}

fn without_permission<'r>(reading: &'r Reading<'_>) -> Vec<Found<'r>> {
    let withheld = withheld(reading);
    let others = LazyCell::new(|| Others::read(reading.context.other_contacts, &withheld));
    let mut found = Vec::new();
    for prose in reading.parts() {
        for sentence in prose.sentences() {
            for (at, length, somebody) in mentions(sentence, &withheld) {
                let is_part = length < somebody.name.words().len();
                if !(is_part && others.are_meant(sentence, at..at + length)) {
                    let words = sentence.words.get(at..at + length).unwrap_or_default();
                    found.extend(prose.span(words).map(|span| somebody.found(span, words)));
                }
            }
        }
    }
    found
}

fn withheld<'r>(reading: &'r Reading<'_>) -> Vec<Withheld<'r>> {
    let context = reading.context;
    let all = context
        .referrers
        .iter()
        .map(|referrer| (*referrer, Name::read(referrer.name)));
    let (granted, others): (Vec<_>, Vec<_>) =
        all.partition(|(referrer, _)| referrer.permission == PermissionToName::Granted);
    let known = [context.recipient, context.own_name, context.organization];
    let known = known.into_iter().flatten().map(Name::read);
    let free: Vec<Name> = known
        .chain(granted.into_iter().map(|(_, name)| name))
        .collect();
    let others = others.into_iter().filter(|(_, name)| !free.contains(name));
    let withheld = others.map(|(referrer, name)| {
        let is_own = |word: &&String| {
            word.chars().count() > 1 && !free.iter().any(|name| name.words().contains(word))
        };
        let own = name.words().iter().filter(is_own).cloned().collect();
        Withheld {
            referrer,
            name,
            own,
        }
    });
    withheld.collect()
}

/// Where the sentence mentions somebody: at which word, with how many, and whom.
fn mentions<'w, 'r>(
    sentence: Sentence<'_, '_>,
    withheld: &'w [Withheld<'r>],
) -> Vec<(usize, usize, &'w Withheld<'r>)> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < sentence.words.len() {
        let mentioned = withheld
            .iter()
            .map(|somebody| (somebody.mentioned_at(sentence, at), somebody));
        let longest = mentioned.max_by_key(|(length, _)| *length);
        match longest {
            Some((length @ 1.., somebody)) => {
                found.push((at, length, somebody));
                at += length;
            }
            _ => at += 1,
        }
    }
    found
}

impl<'r> Withheld<'r> {
    /// How many words from there on mention them: all of the name in whatever letter case, or some of it written as a
    /// name.
    fn mentioned_at(&self, sentence: Sentence<'_, '_>, at: usize) -> usize {
        let words = sentence.words.get(at..).unwrap_or_default();
        if self.name.words().len() > 1 && self.name.begins(words) {
            return self.name.words().len();
        }
        let is_mention = |word: &&Word<'_>| {
            self.own.iter().any(|own| own == bare(word)) && looks_like_a_name(word)
        };
        let length = words.iter().take_while(is_mention).count();
        if length == 1 && is_everyday(sentence, at) {
            0
        } else {
            length
        }
    }

    fn found(&self, span: super::Span, words: &[Word<'_>]) -> Found<'r> {
        let name = self.referrer.name;
        let (reason, advice) = match self.referrer.permission {
            PermissionToName::Denied => ("does not want to be named", "leave the name out"),
            PermissionToName::Asked => (
                "has not yet said whether they may be named",
                "wait for their answer, or leave the name out",
            ),
            PermissionToName::NotAsked | PermissionToName::Granted => (
                "was not asked whether they may be named",
                "ask them first and record the answer, or leave the name out",
            ),
        };
        let message = format!("{} names {name}, who {reason}", quoted(words));
        Found::at(span, message, advice)
    }
}

/// Whether a single word of a name is one of the language there: at the beginning of a sentence, where the capital says
/// nothing, or a month beside a day.
fn is_everyday(sentence: Sentence<'_, '_>, at: usize) -> bool {
    const WORDS: &str = "angel april art august baker bill brown case chase day dawn drew faith grace grant gray \
                         green hope joy june king long love mark may page pat penny price rich rob rose short \
                         stone sue summer white will wood young";
    const BEFORE_A_MONTH: &str = "in of early mid late until during this next last";
    let word_at = |at: usize| sentence.words.get(at);
    let folded = word_at(at).map(bare).unwrap_or_default();
    if at == 0 {
        return has_word(WORDS, folded);
    }
    let (before, after) = (word_at(at - 1), word_at(at + 1));
    let is_dated = before.is_some_and(|word| has_word(BEFORE_A_MONTH, &word.folded))
        || [before, after]
            .into_iter()
            .flatten()
            .any(|word| number(word).is_some());
    is_dated && matches!(folded, "april" | "may" | "june" | "august")
}

/// The person's other contacts by the first word of their name: they share words with those who are withheld.
struct Others(HashMap<String, Vec<Name>>);

impl Others {
    fn read(names: &[&str], withheld: &[Withheld<'_>]) -> Self {
        let mut others: HashMap<String, Vec<Name>> = HashMap::new();
        let names = names.iter().map(|name| Name::read(name));
        for name in names.filter(|name| withheld.iter().all(|somebody| somebody.name != *name)) {
            if let Some(first) = name.words().first() {
                others.entry(first.clone()).or_default().push(name);
            }
        }
        Self(others)
    }

    /// Whether the words are a part of the whole name of another contact.
    fn are_meant(&self, sentence: Sentence<'_, '_>, words: Range<usize>) -> bool {
        /// Words of a name before those that are shared, at most.
        const REACH: usize = 3;
        let mut starts = words.start.saturating_sub(REACH)..=words.start;
        starts.any(|start| {
            let rest = sentence.words.get(start..).unwrap_or_default();
            let names = rest
                .first()
                .and_then(|first| self.0.get(bare(first)))
                .into_iter()
                .flatten();
            let covering = names.filter(|name| start + name.words().len() >= words.end);
            covering
                .into_iter()
                .any(|name| name.words().len() > 1 && name.begins(rest))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{LintRule::*, samples::*, *};
    use crate::{
        message::MessageKind::{Email, Letter, NetworkAsk},
        referral::PermissionToName::{self, Asked, Denied, Granted, NotAsked},
        vocabulary::Vocabulary,
    };

    fn referrer(name: &str, permission: PermissionToName) -> Referrer<'_> {
        Referrer { name, permission }
    }

    fn told(text: &str, referrers: &[Referrer<'_>]) -> Vec<String> {
        let context = LintContext {
            recipient: Some("Jo Okafor"),
            own_name: Some("Sam Reed"),
            organization: Some("Miller Speech Clinic"),
            referrers,
            other_contacts: &[
                "Anna Smith",
                "Bo van der Lindqvist",
                "Anna Lindqvist",
                "Anna",
            ],
            ..LintContext::default()
        };
        pointed(ReferrerWithoutPermission, &draft(Letter, text), &context)
    }

    #[test]
    fn a_name_is_withheld_until_permission_is_granted() {
        let text = "Anna Lindqvist told me of your work.";
        for permission in PermissionToName::ALL {
            let found = told(text, &[referrer("Anna Lindqvist", *permission)]);
            assert_eq!(found.is_empty(), *permission == Granted, "{permission}");
        }
    }

    #[test]
    fn a_part_of_the_name_names_them_too() {
        let anna = [referrer("Dr. Anna Lindqvist", NotAsked)];
        for (text, words) in [
            ("I come to you by Anna's advice.", "Anna's"),
            ("Dr. Lindqvist thinks highly of you.", "Lindqvist"),
            ("ANNA LINDQVIST thinks highly of you.", "ANNA LINDQVIST"),
            ("I know anna lindqvist from school.", "anna lindqvist"),
            ("Lindqvist, Anna: a friend.", "Lindqvist, Anna"),
            ("I know Anna\nLindqvist’s students.", "Anna\nLindqvist’s"),
        ] {
            assert_eq!(told(text, &anna), [words], "{text}");
        }
        assert_eq!(
            told("Thanks to Jose.", &[referrer("José Marín", Denied)]),
            ["Jose"]
        );
        assert_eq!(
            told("王小明教授建议我给您写信。", &[referrer("王小明", Asked)]),
            ["王小明"]
        );
    }

    #[test]
    fn words_and_people_that_share_a_name_are_not_mistaken_for_them() {
        let may = [referrer("May Young", NotAsked)];
        assert!(
            told(
                "May I call you? Young people stutter, and I may be young.",
                &may
            )
            .is_empty()
        );
        assert_eq!(told("I may call May, too.", &may), ["May"]);
        assert!(told("I am there in May, on May 5 or 6 May.", &may).is_empty());
        let anna = [referrer("Anna Lindqvist", NotAsked)];
        assert!(told("I know Anna Smith and Bo van der Lindqvist.", &anna).is_empty());
        assert_eq!(
            told("I know Anna Maria Lindqvist.", &anna),
            ["Anna", "Lindqvist"]
        );
        assert!(
            told(
                "Dear Jo, I visited the Miller clinic. Sam Reed",
                &[referrer("Sam Miller", NotAsked)]
            )
            .is_empty()
        );
        assert_eq!(
            told(
                "Sam Miller wrote to me.",
                &[referrer("Sam Miller", NotAsked)]
            ),
            ["Sam Miller"]
        );
        let two = [referrer("Kim Lin", NotAsked), referrer("Bo Lin", Granted)];
        assert!(told("Bo Lin and Dr. Lin sent me.", &two).is_empty());
        assert_eq!(told("Kim sent me.", &two), ["Kim"]);
        assert!(told("The king 王 lives.", &[referrer("王小明", Asked)]).is_empty());
    }

    #[test]
    fn whoever_allowed_it_once_may_be_named() {
        let both = [
            referrer("Anna Lindqvist", NotAsked),
            referrer("Dr. Anna Lindqvist", Granted),
        ];
        assert!(told("Anna Lindqvist told me of you.", &both).is_empty());
    }

    #[test]
    fn the_finding_says_how_the_permission_stands() {
        let message = |permission| {
            let referrers = [referrer("Anna Lindqvist", permission)];
            let context = LintContext {
                referrers: &referrers,
                ..english()
            };
            let subject = Some("A word from Anna");
            let found = only(
                ReferrerWithoutPermission,
                &Draft {
                    subject,
                    ..draft(Email, "Hello.")
                },
                &context,
            );
            assert_eq!(found.severity, LintSeverity::Error);
            assert_eq!(
                found.span,
                Some(Span {
                    part: MessagePart::Subject,
                    start: 12,
                    end: 16
                })
            );
            found.message
        };
        assert_eq!(
            message(NotAsked),
            "\"Anna\" names Anna Lindqvist, who was not asked whether they may be named"
        );
        assert_eq!(
            message(Asked),
            "\"Anna\" names Anna Lindqvist, who has not yet said whether they may be named"
        );
        assert_eq!(
            message(Denied),
            "\"Anna\" names Anna Lindqvist, who does not want to be named"
        );
    }

    #[test]
    fn every_kind_of_message_is_looked_at() {
        let referrers = [referrer("Anna Lindqvist", Denied)];
        let context = LintContext {
            referrers: &referrers,
            ..LintContext::default()
        };
        only(
            ReferrerWithoutPermission,
            &draft(NetworkAsk, "Anna sent me"),
            &context,
        );
    }
}
