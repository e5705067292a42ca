//! Whom a message names as its reader.

use super::{
    Description, LintLanguages, LintSeverity, Reading,
    finding::Found,
    names::{Name, bare, is_title, looks_like_a_name},
    prose::{Prose, Word, quoted},
    rule::TO_ONE,
};

pub(super) const WRONG_NAME: Description = Description {
    title: "Greets somebody else",
    why: "A letter that was copied from another and still greets its reader is thrown away.",
    source: "seed 001 (F43, F68)",
    severity: LintSeverity::Error,
    kinds: TO_ONE,
    first_touch_only: false,
    languages: LintLanguages::English,
    check: wrong_name,
};

pub(super) const RECIPIENT_NOT_NAMED: Description = Description {
    title: "Does not name the recipient",
    why: "A message to nobody in particular is answered by nobody.",
    source: "seed 001 (F43)",
    severity: LintSeverity::Hint,
    kinds: TO_ONE,
    first_touch_only: false,
    languages: LintLanguages::English,
    check: recipient_not_named,
};

fn wrong_name<'r>(reading: &'r Reading<'_>) -> Vec<Found<'r>> {
    let Some(recipient) = recipient(reading) else {
        return Vec::new();
    };
    let greeted = greeted(&reading.body).iter();
    let strangers = greeted.filter(|word| looks_like_a_name(word) && !is_of(word, &recipient));
    let wrong = strangers.filter(|word| is_of_another(word, reading.context.other_contacts));
    let found = wrong.filter_map(|word| {
        let word = std::slice::from_ref(word);
        let name = reading.context.recipient?;
        let message = format!(
            "the greeting says {}, and the message is to {name}",
            quoted(word)
        );
        Some(Found::at(
            reading.body.span(word)?,
            message,
            "check whom it is to, and whether more of it was meant for another",
        ))
    });
    found.collect()
}

/// Somebody whom the greeting wrongly names is the other rule's.
fn recipient_not_named<'r>(reading: &'r Reading<'_>) -> Vec<Found<'r>> {
    let Some((recipient, name)) = recipient(reading).zip(reading.context.recipient) else {
        return Vec::new();
    };
    let body = &reading.body;
    let greeted = greeted(body);
    let named: Vec<&Word<'_>> = greeted
        .iter()
        .filter(|word| looks_like_a_name(word))
        .collect();
    let is_named = if named.is_empty() {
        body.words.iter().any(|word| is_of(word, &recipient))
    } else {
        named.iter().any(|word| {
            is_of(word, &recipient) || is_of_another(word, reading.context.other_contacts)
        })
    };
    if is_named {
        return Vec::new();
    }
    let advice = format!("greet {name} by name, as they call themselves");
    vec![match body.span(greeted) {
        Some(span) => Found::at(span, format!("the greeting does not name {name}"), advice),
        None => Found::whole(format!("it does not name {name}"), advice),
    }]
}

fn recipient(reading: &Reading<'_>) -> Option<Name> {
    let name = reading.context.recipient.map(Name::read);
    name.filter(|name| !name.words().is_empty())
}

/// Whether the word is one of the name, or short for one: Rob for Robert.
fn is_of(word: &Word<'_>, name: &Name) -> bool {
    let word = bare(word);
    let is_short = |own: &String| word.chars().count() > 2 && own.starts_with(word);
    name.words().iter().any(|own| own == word || is_short(own))
}

fn is_of_another(word: &Word<'_>, others: &[&str]) -> bool {
    others.iter().any(|other| Name::read(other).has(word))
}

/// Words that a greeting has at most, before the text is taken for one without a comma.
const LONGEST_GREETING: usize = 8;

/// The words of the greeting behind "Dear" or "Hello", without titles at their head; empty when there is none.
fn greeted<'p, 'a>(body: &'p Prose<'a>) -> &'p [Word<'a>] {
    let words = &body.words;
    let folded = |at: usize| words.get(at).map(|word| &*word.folded);
    let start = match (folded(0), folded(1)) {
        (Some("good"), Some("morning" | "afternoon" | "evening" | "day")) => 2,
        (Some("dear" | "hi" | "hello" | "hey" | "greetings"), _) => 1,
        _ => return &[],
    };
    let rest = words.get(start..).unwrap_or_default();
    let titles = rest
        .iter()
        .take_while(|word| is_title(&word.folded))
        .count();
    let names = rest.get(titles..).unwrap_or_default();
    let ends = |word: &Word<'_>| word.gap.contains([',', ':', ';', '!', '?', '\n', '–', '—']);
    let length = names
        .iter()
        .enumerate()
        .take_while(|(index, word)| *index + titles == 0 || !ends(word))
        .count();
    if length > LONGEST_GREETING {
        return names.get(..1).unwrap_or_default();
    }
    names.get(..length).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::{LintRule::*, samples::*, *};
    use crate::message::MessageKind::{CallScript, Email, Letter, NetworkAsk};

    fn to(recipient: &str) -> LintContext<'_> {
        LintContext {
            recipient: Some(recipient),
            other_contacts: &["Janet Lin", "Okafor Mensah", "Bo"],
            ..english()
        }
    }

    #[test]
    fn a_greeting_of_another_contact_is_an_error() {
        for (text, words) in [
            ("Dear Janet,\n\nthank you", "Janet"),
            ("Dear Dr. Lin:\nthank you", "Lin"),
            ("Hi Jo Lin, thank you", "Lin"),
            ("Good morning Bo!\nThank you", "Bo"),
        ] {
            let letter = draft(Letter, text);
            let found = only(WrongName, &letter, &to("Jo Okafor"));
            assert_eq!(cut(&letter, found.span.unwrap()), words);
            assert_eq!(found.severity, LintSeverity::Error);
            assert_absent(RecipientNotNamed, &letter, &to("Jo Okafor"));
        }
        let found = only(WrongName, &draft(Letter, "Dear Janet,"), &to("Jo Okafor"));
        assert_eq!(
            found.message,
            "the greeting says \"Janet\", and the message is to Jo Okafor"
        );
    }

    #[test]
    fn a_greeting_of_the_recipient_is_right() {
        for text in [
            "Dear Ms. Okafor,\n\nJanet Lin told me of you.",
            "Dear Prof. Dr. Okafor:",
            "Hello Jo, thank you for the talk with Janet.",
            "Hi JO!\nBo sends regards.",
            "Dear Okafor family,",
        ] {
            assert_absent(WrongName, &draft(Letter, text), &to("Dr. Jo Okafor"));
            assert_absent(
                RecipientNotNamed,
                &draft(Letter, text),
                &to("Dr. Jo Okafor"),
            );
        }
        assert_absent(
            RecipientNotNamed,
            &draft(Letter, "Dear Rob,"),
            &to("Robert Miller"),
        );
        assert_absent(
            RecipientNotNamed,
            &draft(Letter, "Dear Jose,"),
            &to("José Miller"),
        );
    }

    #[test]
    fn a_message_names_the_one_it_is_to() {
        let greeting = only(
            RecipientNotNamed,
            &draft(Email, "Dear Mary Ann,\n\nhello"),
            &to("Jo Okafor"),
        );
        assert_eq!(greeting.span, Some(body(5, 13)));
        let nobody = only(
            RecipientNotNamed,
            &draft(Email, "To whom it may concern: I teach."),
            &to("Jo Okafor"),
        );
        assert_eq!((nobody.span, nobody.severity), (None, LintSeverity::Hint));
        only(
            RecipientNotNamed,
            &draft(Email, "Dear sir or madam, I teach."),
            &to("Jo Okafor"),
        );
        only(RecipientNotNamed, &draft(Email, ""), &to("Jo Okafor"));
        only(
            RecipientNotNamed,
            &draft(Email, "Hi there,\nI teach."),
            &to("Jo Okafor"),
        );
    }

    #[test]
    fn where_nobody_or_many_are_meant_no_name_is_missed() {
        assert_absent(RecipientNotNamed, &draft(Email, "Hello"), &english());
        assert_absent(
            RecipientNotNamed,
            &draft(NetworkAsk, "Hello all"),
            &to("Jo Okafor"),
        );
        assert_absent(RecipientNotNamed, &draft(Email, "Hello"), &to("Dr."));
        assert_absent(
            RecipientNotNamed,
            &draft(CallScript, "May I speak with Jo Okafor?"),
            &to("Jo Okafor"),
        );
        assert_absent(WrongName, &draft(Email, "Dear Janet,"), &english());
    }
}
