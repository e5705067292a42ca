//! Thanks that show what the conversation gave (F121).

use std::sync::LazyLock;

use super::{
    Description, LintLanguages, LintSeverity, Reading, finding::Found, likeness::Gist,
    phrase::Phrases, prose::excerpt,
};
use crate::message::MessageKind::ThankYou;

pub(super) const WITHOUT_LEARNING: Description = Description {
    title: "Names nothing that was new",
    why: "Thanks for a point that had not occurred to you before show that you listened, and are remembered.",
    source: "seed 001 (F121), seed 000 (F15)",
    severity: LintSeverity::Warning,
    kinds: &[ThankYou],
    first_touch_only: false,
    languages: LintLanguages::English,
    check: without_learning,
};

/// Ways to name what was new; our own words. "I learned a lot" names nothing.
static NAMING: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "learned|learnt|realized|realised|understood that|how|why|from|about|what",
        "had|hadn't|have|haven't|never not|never? thought|considered|occurred|known|realized|realised|expected",
        "did|didn't not? know|expect|realize|realise",
        "your point|advice|suggestion|remark|story|idea|explanation|example|tip|warning about|on|of|that|to|how",
        "what you said|told|explained|described|mentioned about|on|of|me",
        "you said|mentioned|explained|described|pointed out? that|how|why|about",
        "new to me",
        "surprised me",
        "opened my eyes",
        "made me see|realize|realise|think|rethink|understand",
        "for the first time",
    ])
});

fn without_learning<'r>(reading: &'r Reading<'_>) -> Vec<Found<'r>> {
    let learnings = reading.context.new_learnings;
    let gist = Gist::of(&reading.body.words);
    let is_named = learnings
        .iter()
        .any(|learning| Gist::read(learning).is_taken_up_in(&gist))
        || reading
            .body
            .sentences()
            .any(|sentence| NAMING.is_in(sentence));
    let found = (!is_named).then(|| {
        let advice = match learnings.first() {
            Some(learning) => format!(
                "name one thing that was new to you, such as {}",
                excerpt(learning)
            ),
            None => "name one thing that was new to you, and what you will do with it".to_owned(),
        };
        Found::whole("it names nothing that you learned from them", advice)
    });
    found.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::{LintRule::*, samples::*, *};
    use crate::message::MessageKind::{Email, ThankYou};

    fn context() -> LintContext<'static> {
        LintContext {
            new_learnings: &[
                "Most of the day goes into reports, not therapy",
                "Licences are paid by the clinic",
            ],
            ..english()
        }
    }

    #[test]
    fn thanks_for_nothing_in_particular_are_found() {
        for text in [
            "Thank you so much for your time. I learned a lot!",
            "It was a pleasure. I will keep you posted.",
            "Thank you for the coffee and your kind advice.",
            "",
        ] {
            let found = only(ThankYouWithoutLearning, &draft(ThankYou, text), &context());
            assert_eq!(
                found.suggestion,
                "name one thing that was new to you, such as \"Most of the day goes into reports, not therapy\""
            );
        }
        let found = only(
            ThankYouWithoutLearning,
            &draft(ThankYou, "Thank you."),
            &english(),
        );
        assert_eq!(
            found.suggestion,
            "name one thing that was new to you, and what you will do with it"
        );
    }

    #[test]
    fn thanks_for_something_new_are_thanks() {
        for text in [
            "That reports fill most of the day is good to know before I train.",
            "So the clinic pays the licence: that makes my sums easier.",
            "It had never occurred to me that music helps.",
            "Your advice to visit a school first is what I will follow.",
            "I learned that evenings are rarely free.",
        ] {
            assert_absent(ThankYouWithoutLearning, &draft(ThankYou, text), &context());
        }
        assert_absent(
            ThankYouWithoutLearning,
            &draft(Email, "Thank you."),
            &context(),
        );
    }
}
