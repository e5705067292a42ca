//! What a message asks of its reader, and how.

use std::{collections::BTreeSet, sync::LazyLock};

use super::{
    Description, LintLanguages, LintSeverity, Reading,
    finding::Found,
    phrase::Phrases,
    prose::{Sentence, has_word, quoted},
    rule::{REQUESTS, WRITTEN_REQUESTS},
};
use crate::message::MessageKind::{ConnectionNote, Email, Letter, NetworkAsk, Voicemail};

pub(super) const MORE_THAN_ONE: Description = Description {
    title: "Asks for more than one thing",
    why: "One question is answered with one word; several are put off until there is time for all.",
    source: "Dalton, The 2-Hour Job Search (methodology survey, part D1: the request is a question)",
    severity: LintSeverity::Warning,
    kinds: &[Letter, Email, Voicemail, ConnectionNote, NetworkAsk],
    first_touch_only: true,
    languages: LintLanguages::English,
    check: more_than_one,
};

pub(super) const CALL_BACK: Description = Description {
    title: "Leaves the next step to them",
    why: "Say that you will call, and do it: whoever is asked to call back has got a task instead of a favor to grant.",
    source: "K-State (methodology survey, part D4), seed 001 (F50)",
    severity: LintSeverity::Warning,
    kinds: REQUESTS,
    first_touch_only: false,
    languages: LintLanguages::English,
    check: call_back,
};

pub(super) const NO_QUESTION: Description = Description {
    title: "The request is no question",
    why: "A question wants an answer; a wish can be read and laid aside.",
    source: "Dalton, The 2-Hour Job Search (methodology survey, part D1)",
    severity: LintSeverity::Hint,
    kinds: WRITTEN_REQUESTS,
    first_touch_only: true,
    languages: LintLanguages::English,
    check: no_question,
};

/// Something that is asked of the reader.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Ask {
    Conversation,
    Introduction,
    Review,
    /// An answer in writing.
    Answer,
}

impl Ask {
    fn spoken(self) -> &'static str {
        match self {
            Self::Conversation => "a conversation",
            Self::Introduction => "an introduction",
            Self::Review => "a look at your papers",
            Self::Answer => "an answer in writing",
        }
    }
}

/// What makes a statement a request; our own words.
static REQUESTING: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "please let|send|tell|give|forward|pass|introduce|connect|put|share|look|read|review|answer|write|think",
        "i would|should|also? would? like|love to ask",
        "i'd like|love|also? to? ask|appreciate",
        "i would|also? appreciate|be|welcome",
        "would|could you",
        "i hope|wish|want|am|was? hoping|wondering? you|we|to|if|whether",
        "grateful|thankful|glad|happy if|for",
        "let me know",
    ])
});

static CONVERSATION: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "minute|minutes|hour|call|phone|zoom|video|coffee|lunch|meet|meeting|talk|speak|chat|conversation|visit",
        "stop by",
        "monday|tuesday|wednesday|thursday|friday|morning|afternoon|evening|suit|suits|convenient|available|reach you",
        "good|better|best time|moment|day",
        "work|works for you",
        "interview|interviews",
    ])
});

/// What is surely a conversation with the reader, in a sentence that asks for something else, too.
static TOGETHER: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "we meet|talk|speak|chat",
        "meet|talk|speak|chat with you",
        "# minute|minutes",
        "half an? hour",
        "a quick|short|brief|phone|video? call|chat|coffee|conversation|visit",
    ])
});

static INTRODUCTION: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "introduce|introducing|intro|connect|connecting|refer|point me",
        "put me in touch",
        "an introduction",
        "who else|should",
        "know|recommend|suggest of? a|an|any|some|somebody|someone|anybody|anyone|people|others|who",
        "somebody|someone|anybody|anyone else",
        "names of",
    ])
});

static REVIEW: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "look|glance at|over|through my",
        "feedback|comments|thoughts|opinion on|about my",
        "review|read|check|critique|proofread my",
    ])
});

/// Ways to ask for an answer in the middle of a question; our own words.
static ANSWER: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "tell|explain|describe|answer me? what|which|how|whether|if|who|where|why|some|a|my",
    ])
});

/// Words that begin a question about something.
const INTERROGATIVES: &str = "how what which who why where when do does did is are have";

/// Ways to leave the next step to them; our own words.
static CALLING_BACK: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "call|phone|ring me back|at|on|when|whenever|if|any|anytime|tomorrow|today",
        "call|phone|ring me $",
        "give me a call|ring",
        "return my call|message",
        "please call|phone|ring me? back|$|#",
        "please contact|reach me",
        "feel free to call|phone|contact|reach",
        "get back to me",
    ])
});

/// What a sentence asks for; nothing when it only tells something.
fn asks(sentence: Sentence<'_, '_>) -> BTreeSet<Ask> {
    if !sentence.is_question && !REQUESTING.is_in(sentence) {
        return BTreeSet::new();
    }
    let wanted = [
        (Ask::Conversation, &CONVERSATION),
        (Ask::Introduction, &INTRODUCTION),
        (Ask::Review, &REVIEW),
    ];
    let found = wanted
        .into_iter()
        .filter(|(_, phrases)| phrases.is_in(sentence));
    let mut asks: BTreeSet<Ask> = found.map(|(ask, _)| ask).collect();
    if asks.len() > 1 && !TOGETHER.is_in(sentence) {
        asks.remove(&Ask::Conversation);
    }
    if asks.is_empty() && sentence.is_question && wants_an_answer(sentence) {
        asks.insert(Ask::Answer);
    }
    asks
}

/// Whether a question is about something; "How are you?" is not.
fn wants_an_answer(sentence: Sentence<'_, '_>) -> bool {
    let (first, last) = (sentence.words.first(), sentence.words.last());
    let is_courtesy = sentence.words.len() <= 4 && last.is_some_and(|word| word.folded == "you");
    let is_opened = first.is_some_and(|word| has_word(INTERROGATIVES, &word.folded));
    !is_courtesy && (is_opened || ANSWER.is_in(sentence))
}

/// Finds each ask beyond the first. Sentences that arrange one conversation are one ask; each further question that
/// wants an answer in writing is another.
fn more_than_one<'r>(reading: &'r Reading<'_>) -> Vec<Found<'r>> {
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    for sentence in reading.body.sentences() {
        let mut asks = asks(sentence);
        asks.retain(|ask| *ask == Ask::Answer || !seen.contains(ask));
        let is_another = asks.len() > 1 || (!asks.is_empty() && !seen.is_empty());
        if is_another && let Some(span) = reading.body.span(sentence.words) {
            let what: Vec<&str> = asks.iter().map(|ask| ask.spoken()).collect();
            let message = format!(
                "{} asks for {}, and one thing is enough",
                quoted(sentence.words),
                what.join(" and ")
            );
            found.push(Found::at(
                span,
                message,
                "ask for one thing now, and for the rest when you talk",
            ));
        }
        seen.extend(asks);
    }
    found
}

fn call_back<'r>(reading: &'r Reading<'_>) -> Vec<Found<'r>> {
    let said = CALLING_BACK.said_in(&reading.body).into_iter();
    let found = said.map(|said| {
        let message = format!("{} leaves the next step to them", said.words);
        Found::at(said.span, message, "say when you will call, and do it")
    });
    found.collect()
}

fn no_question<'r>(reading: &'r Reading<'_>) -> Vec<Found<'r>> {
    if reading
        .body
        .sentences()
        .any(|sentence| sentence.is_question)
    {
        return Vec::new();
    }
    let mut sentences = reading.body.sentences();
    let wish = sentences.find(|sentence| asks(*sentence).contains(&Ask::Conversation));
    let advice = "put what you ask for as one question";
    vec![match wish.and_then(|wish| reading.body.span(wish.words)) {
        Some(span) => Found::at(span, "the request is not put as a question", advice),
        None => Found::whole("it asks no question", advice),
    }]
}

#[cfg(test)]
mod tests {
    use super::super::{LintRule::*, samples::*, *};
    use crate::message::MessageKind::{
        CallScript, ConnectionNote, Email, Letter, NetworkAsk, ThankYou, Voicemail,
    };

    #[test]
    fn each_further_ask_is_found() {
        for (text, second) in [
            (
                "Would you have 20 minutes for a call? Could you also introduce me to your manager?",
                "Could you also introduce me to your manager",
            ),
            (
                "Could you tell me which degree is required? Also, can you look over my resume?",
                "Also, can you look over my resume",
            ),
            (
                "Could we meet next week? Please look over my resume before.",
                "Please look over my resume before",
            ),
            (
                "What does a week look like? Which licence is needed?",
                "Which licence is needed",
            ),
            (
                "Could we talk for 10 minutes, and could you put me in touch with Dr. Lin?",
                "Could we talk for 10 minutes, and could you put me in touch with Dr. Lin",
            ),
        ] {
            assert_eq!(
                pointed(MoreThanOneAsk, &draft(Email, text), &english()),
                [second],
                "{text}"
            );
        }
    }

    #[test]
    fn one_request_in_several_sentences_is_one() {
        for text in [
            "Would you have 20 minutes? Would Tuesday or Thursday suit you? I can call or visit.",
            "How are you? I hope we could talk for ten minutes next week.",
            "What would be a good time to reach you for a call?",
            "Would you have 20 minutes to talk with somebody in transition?",
            "Could you suggest somebody else with whom I could talk?",
            "I teach reading. I like it. Thank you.",
            GOOD_LETTER,
        ] {
            assert_absent(MoreThanOneAsk, &draft(Letter, text), &english());
        }
        let two = "What does a week look like? Which licence is needed?";
        assert_absent(MoreThanOneAsk, &draft(ThankYou, two), &english());
        assert_absent(
            MoreThanOneAsk,
            &Draft {
                is_first_touch: false,
                ..draft(Email, two)
            },
            &english(),
        );
        only(
            MoreThanOneAsk,
            &draft(
                NetworkAsk,
                "Who else works with children? Could you look at my resume?",
            ),
            &english(),
        );
    }

    #[test]
    fn the_next_step_is_not_left_to_them() {
        for (text, words) in [
            ("Please call me back at 555-0100.", "Please call me back"),
            ("When you have time, give me a call.", "give me a call"),
            (
                "I would be glad if you could get back to me.",
                "get back to me",
            ),
            ("Feel free to contact me any time.", "Feel free to contact"),
            ("Please ring 555-0100.", "Please ring 555"),
            ("When you are back, call me.", "call me"),
        ] {
            assert_eq!(
                pointed(AsksThemToCallBack, &draft(Voicemail, text), &english()),
                [words],
                "{text}"
            );
        }
    }

    #[test]
    fn who_calls_themselves_leaves_them_nothing_to_do() {
        for text in [
            "I will call you on Tuesday.",
            "There is no need to call me back: I will try again on Friday.",
            "You do not have to get back to me.",
            "My name is Samuel, but please call me Sam. I can be reached at 555-0100.",
            "Friends call my way of teaching odd. My number is 555-0100.",
        ] {
            assert_absent(AsksThemToCallBack, &draft(Voicemail, text), &english());
            assert_absent(AsksThemToCallBack, &draft(Letter, text), &english());
        }
        assert_absent(
            AsksThemToCallBack,
            &draft(ThankYou, "Call me back."),
            &english(),
        );
    }

    #[test]
    fn the_request_is_put_as_a_question() {
        let wish = draft(
            Email,
            "I teach. I would appreciate 20 minutes of conversation. Thank you.",
        );
        assert_eq!(
            pointed(RequestIsNoQuestion, &wish, &english()),
            ["I would appreciate 20 minutes of conversation"]
        );
        assert_eq!(
            only(RequestIsNoQuestion, &draft(Letter, "I teach."), &english()).span,
            None
        );
        only(
            RequestIsNoQuestion,
            &draft(ConnectionNote, "Let us connect."),
            &english(),
        );
        for text in [
            "Could we talk?",
            "I ask myself: could we talk?\nSam",
            GOOD_LETTER,
        ] {
            assert_absent(RequestIsNoQuestion, &draft(Letter, text), &english());
        }
        assert_absent(
            RequestIsNoQuestion,
            &draft(CallScript, "I would like to talk."),
            &english(),
        );
    }
}
