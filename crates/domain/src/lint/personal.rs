//! Whether a message is about the one it is to.

use std::sync::LazyLock;

use super::{
    Description, LintLanguages, LintSeverity, Reading,
    finding::Found,
    likeness::Gist,
    names::{Name, Place},
    phrase::Phrases,
    prose::{Sentence, excerpt, has_word},
    rule::WRITTEN_REQUESTS,
};
use crate::message::MessageKind::{CallScript, ConnectionNote, Email, Letter};

pub(super) const NO_PERSONALIZATION: Description = Description {
    title: "Could have gone to anybody",
    why: "Why this field, why this place, why this person: common ground opens doors that a form letter finds shut.",
    source: "seed 001 (F34, F43, F46, F53)",
    severity: LintSeverity::Warning,
    kinds: &[Letter, Email, CallScript, ConnectionNote],
    first_touch_only: true,
    languages: LintLanguages::English,
    check: no_personalization,
};

pub(super) const MOSTLY_ABOUT_ME: Description = Description {
    title: "More about yourself than about them",
    why: "More than half of the words should be about the one you write to.",
    source: "Dalton, The 2-Hour Job Search, second edition (methodology survey, part D1)",
    severity: LintSeverity::Hint,
    kinds: WRITTEN_REQUESTS,
    first_touch_only: true,
    languages: LintLanguages::English,
    check: mostly_about_me,
};

/// Ways to speak of what they did when nothing of it is on record; our own words.
static THEIR_WORK: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "your recent|new|latest|last? \
         article|articles|talk|talks|lecture|paper|papers|book|books|post|posts|podcast|interview|presentation|study",
        "your work|research on|with|in|at|about|for|among",
        "your path|way|move|journey|career|change|switch from|to|into",
        "we both|share|met",
        "when we met|spoke|talked",
    ])
});

/// Finds nothing as soon as the message has something of theirs in it.
fn no_personalization<'r>(reading: &'r Reading<'_>) -> Vec<Found<'r>> {
    let context = reading.context;
    let words = &reading.body.words;
    let gist = Gist::of(words);
    let names_their_place = context
        .organization
        .is_some_and(|name| Place::read(name).is_mentioned_in(words));
    let mut told = context.common_ground.iter().chain(context.their_work);
    let is_personal = names_their_place
        || told.any(|text| Gist::read(text).is_taken_up_in(&gist))
        || reading
            .body
            .sentences()
            .any(|sentence| THEIR_WORK.is_in(sentence));
    if is_personal {
        return Vec::new();
    }
    let advice = match (
        context.common_ground.first(),
        context.their_work.first(),
        context.organization,
    ) {
        (Some(common), _, _) => format!("say what you have in common: {}", excerpt(common)),
        (None, Some(work), _) => format!("say what of theirs struck you: {}", excerpt(work)),
        (None, None, Some(organization)) => format!("say why {organization}, and why this person"),
        (None, None, None) => {
            "look up what you have in common or what they did, and say it".to_owned()
        }
    };
    vec![Found::whole(
        "it mentions neither their organization, nor common ground, nor their work",
        advice,
    )]
}

/// Words that mention the reader.
const YOU: &str = "you your yours yourself you're you've you'd you'll we us our";
/// Words from which on shares mean something.
const FEWEST_WORDS: usize = 30;

/// Counts the words of sentences that mention them by you, by name or by organization.
fn mostly_about_me<'r>(reading: &'r Reading<'_>) -> Vec<Found<'r>> {
    let context = reading.context;
    let recipient = context.recipient.map(Name::read).unwrap_or_default();
    let place = context.organization.map(Place::read).unwrap_or_default();
    let mentions_them = |sentence: &Sentence<'_, '_>| {
        let mut words = sentence.words.iter();
        words.any(|word| has_word(YOU, &word.folded) || recipient.has(word))
            || place.is_mentioned_in(sentence.words)
    };
    let all = reading.body.words.len();
    let about_them = reading.body.sentences().filter(mentions_them);
    let words: usize = about_them.map(|sentence| sentence.words.len()).sum();
    let found = (all >= FEWEST_WORDS && words * 2 <= all).then(|| {
        let message = format!("{words} of its {all} words stand in sentences that mention them");
        Found::whole(
            message,
            "shorten what is about you, and begin with what drew you to them",
        )
    });
    found.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::{LintRule::*, samples::*, *};
    use crate::message::MessageKind::{CallScript, ConnectionNote, Email, Letter, ThankYou};

    fn known() -> LintContext<'static> {
        LintContext {
            recipient: Some("Jo Okafor"),
            organization: Some("Harbor Speech Clinic"),
            common_ground: &["Both studied at Ohio State"],
            their_work: &["Paper on stuttering and music, 2024"],
            ..english()
        }
    }

    #[test]
    fn a_message_that_fits_anybody_is_found_with_what_would_make_it_theirs() {
        let form = "Dear Jo, I admire people in healthcare and would like to talk for 20 minutes next week.";
        let found = only(NoPersonalization, &draft(Letter, form), &known());
        assert_eq!(
            found.suggestion,
            "say what you have in common: \"Both studied at Ohio State\""
        );
        let work = LintContext {
            common_ground: &[],
            ..known()
        };
        let found = only(NoPersonalization, &draft(Email, form), &work);
        assert_eq!(
            found.suggestion,
            "say what of theirs struck you: \"Paper on stuttering and music, 2024\""
        );
        let place = LintContext {
            their_work: &[],
            ..work
        };
        let found = only(NoPersonalization, &draft(CallScript, form), &place);
        assert_eq!(
            found.suggestion,
            "say why Harbor Speech Clinic, and why this person"
        );
        only(NoPersonalization, &draft(ConnectionNote, form), &english());
    }

    #[test]
    fn their_organization_common_ground_or_work_makes_it_personal() {
        for text in [
            "How people learn to speak at Harbor interests me.",
            "Like you I studied at Ohio State.",
            "Music helps against stuttering, you found.",
            "Your article changed how I teach.",
            GOOD_LETTER,
        ] {
            assert_absent(NoPersonalization, &draft(Letter, text), &known());
        }
        assert_absent(
            NoPersonalization,
            &draft(Letter, "Your talk in Dayton stayed with me."),
            &english(),
        );
        assert_absent(NoPersonalization, &draft(ThankYou, "Thank you."), &known());
        let later = Draft {
            is_first_touch: false,
            ..draft(Letter, "Here I am again.")
        };
        assert_absent(NoPersonalization, &later, &known());
    }

    #[test]
    fn more_than_half_of_the_words_are_about_them() {
        let mine = "I teach reading in Dayton. I have done so for nine years. I trained as a linguist, I sing in a choir, \
                    and I like to write. I would like to change my work. Would you talk with me for 20 minutes?";
        let found = only(MostlyAboutMe, &draft(Letter, mine), &known());
        assert_eq!(
            found.message,
            "8 of its 42 words stand in sentences that mention them"
        );
        only(
            MostlyAboutMe,
            &draft(Email, &"I am here. ".repeat(20)),
            &english(),
        );
        only(
            MostlyAboutMe,
            &draft(ConnectionNote, &"This is all about me and mine. ".repeat(5)),
            &english(),
        );
    }

    #[test]
    fn a_message_about_them_or_a_very_short_one_is_not_about_oneself() {
        assert_absent(MostlyAboutMe, &draft(Letter, GOOD_LETTER), &known());
        assert_absent(
            MostlyAboutMe,
            &draft(ConnectionNote, "I teach reading. I sing. I write."),
            &known(),
        );
        let theirs =
            "Harbor's way with music is known far beyond Baltimore, and Okafor's paper says why. "
                .repeat(3);
        assert_absent(MostlyAboutMe, &draft(Email, &theirs), &known());
        only(MostlyAboutMe, &draft(Email, &theirs), &english());
    }
}
