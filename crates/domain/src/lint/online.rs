//! Questions that a search would answer (F161).

use std::sync::LazyLock;

use super::{
    Description, LintLanguages, LintSeverity, Reading,
    finding::Found,
    likeness::Gist,
    phrase::Phrases,
    prose::{Sentence, excerpt, quoted},
};
use crate::message::MessageKind::{
    CallScript, ConnectionNote, Email, Letter, NetworkAsk, ThankYou, Update,
};

pub(super) const ANSWERABLE_ONLINE: Description = Description {
    title: "A search would answer this",
    why: "A conversation is for what no search tells; a question that one would answer shows that you did not look.",
    source: "seed 003 (F161)",
    severity: LintSeverity::Hint,
    kinds: &[
        Letter,
        Email,
        CallScript,
        ConnectionNote,
        ThankYou,
        Update,
        NetworkAsk,
    ],
    first_touch_only: false,
    languages: LintLanguages::English,
    check: answerable_online,
};

/// Questions without a question mark; our own words.
static INDIRECT: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&["know|ask|wonder|wondering|curious|learn|hear|tell what|which|how|where|about"])
});

fn answerable_online<'r>(reading: &'r Reading<'_>) -> Vec<Found<'r>> {
    let texts = reading.context.searchable_questions;
    let searchable: Vec<(&str, Gist)> =
        texts.iter().map(|text| (*text, Gist::read(text))).collect();
    let mut found = Vec::new();
    let asks = |sentence: &Sentence<'_, '_>| sentence.is_question || INDIRECT.is_in(*sentence);
    for sentence in reading.body.sentences().filter(asks) {
        let gist = Gist::of(sentence.words);
        let Some((text, _)) = searchable.iter().find(|(_, known)| is_like(known, &gist)) else {
            continue;
        };
        let message = format!(
            "{} is like {}, which a search answers at least in part",
            quoted(sentence.words),
            excerpt(text)
        );
        let advice = "look it up first, and then ask for what only an insider knows of it";
        let span = reading.body.span(sentence.words);
        found.extend(span.map(|span| Found::at(span, message, advice)));
    }
    found
}

/// Two words at least, and three fifths of the words of the known question.
fn is_like(known: &Gist, asked: &Gist) -> bool {
    let shared = known.shared_with(asked);
    shared >= 2 && shared * 5 >= known.len() * 3
}

#[cfg(test)]
mod tests {
    use super::super::{LintRule::*, samples::*, *};
    use crate::message::MessageKind::{DeclineCourtesy, Email, ThankYou};

    fn context() -> LintContext<'static> {
        LintContext {
            searchable_questions: &[
                "Which degree, licence or certificate is truly required, and which is just nice to have?",
                "What is the company trying to be best at?",
                "Which tools or methods could you not do your job without?",
            ],
            ..english()
        }
    }

    #[test]
    fn a_question_like_a_searchable_one_is_found() {
        for (text, words) in [
            (
                "Thank you. Which degrees, licences or certificates are required?",
                "Which degrees, licences or certificates are required",
            ),
            (
                "I would like to know which degrees and certificates are required.",
                "I would like to know which degrees and certificates are required",
            ),
            (
                "What is your company trying to be best at?",
                "What is your company trying to be best at",
            ),
            (
                "Which tools and methods does your job need?",
                "Which tools and methods does your job need",
            ),
        ] {
            assert_eq!(
                pointed(AnswerableOnline, &draft(Email, text), &context()),
                [words]
            );
        }
        only(
            AnswerableOnline,
            &draft(
                ThankYou,
                "Which degree, licence or certificate is required?",
            ),
            &context(),
        );
    }

    #[test]
    fn what_only_they_know_may_be_asked() {
        for text in [
            "Which of your degrees helped you most with patients?",
            "Your company is trying to be best at speech. I read which licence is required.",
            "What surprised you in your first month?",
            "How are you?",
        ] {
            assert_absent(AnswerableOnline, &draft(Email, text), &context());
        }
        let text = "What is the company trying to be best at?";
        assert_absent(AnswerableOnline, &draft(Email, text), &english());
        assert_absent(AnswerableOnline, &draft(DeclineCourtesy, text), &context());
    }
}
