//! Asking one's network for something that somebody can think of (F38).

use std::sync::LazyLock;

use super::{
    Description, LintLanguages, LintSeverity, Reading, finding::Found, likeness::Gist,
    phrase::Phrases, prose::excerpt,
};
use crate::message::MessageKind::{AvailabilityAnnouncement, NetworkAsk};

pub(super) const VAGUE: Description = Description {
    title: "Too vague for anybody to think of somebody",
    why: "Speech therapists who work with children in Baltimore come to mind; people in healthcare do not.",
    source: "seed 001 (F38), seed 004 (F174)",
    severity: LintSeverity::Warning,
    kinds: &[NetworkAsk, AvailabilityAnnouncement],
    first_touch_only: false,
    languages: LintLanguages::English,
    check: vague,
};

/// Requests that fit everybody and so nobody; our own words.
static VAGUE_WORDS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "anyone|anybody|someone|somebody at all",
        "anyone|anybody|someone|somebody interesting|helpful|useful",
        "anyone|anybody|someone|somebody who|that might|may|could|can be? help|helpful|useful|interesting",
        "anything at all",
        "any leads|contacts|connections|help|ideas|tips",
        "hear of anything",
        "open to anything|everything",
        "pick|picking your brain|brains",
    ])
});

fn vague<'r>(reading: &'r Reading<'_>) -> Vec<Found<'r>> {
    missing(reading)
        .into_iter()
        .chain(vague_words(reading))
        .collect()
}

/// What the ask is for and the text does not tell. A network ask needs all three, an announcement what was decided for
/// it.
fn missing<'r>(reading: &'r Reading<'_>) -> Option<Found<'r>> {
    let sought = reading.context.sought?;
    let gist = Gist::of(&reading.body.words);
    let needs_all = reading.draft.kind == NetworkAsk;
    let parts = [
        ("role", sought.role),
        ("field or group of people", sought.field),
        ("place", sought.place),
    ];
    let untold = parts.into_iter().filter(|(_, text)| match text {
        Some(text) => !Gist::read(text).is_taken_up_in(&gist),
        None => needs_all,
    });
    let untold: Vec<(&str, Option<&str>)> = untold.collect();
    if untold.is_empty() {
        return None;
    }
    let names: Vec<&str> = untold.iter().map(|(name, _)| *name).collect();
    let advice: Vec<String> = untold
        .iter()
        .map(|(name, text)| match text {
            Some(text) => format!("the {name}: {}", excerpt(text)),
            None => format!("a {name}"),
        })
        .collect();
    let message = format!("it does not tell the {}", names.join(" or the "));
    Some(Found::whole(
        message,
        format!("name {}", advice.join(", and ")),
    ))
}

fn vague_words<'r>(reading: &'r Reading<'_>) -> Vec<Found<'r>> {
    let said = VAGUE_WORDS.said_in(&reading.body).into_iter();
    let found = said.map(|said| {
        let message = format!("{} brings nobody to mind", said.words);
        Found::at(
            said.span,
            message,
            "say whom you look for: what they do, with whom, and where",
        )
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::super::{LintRule::*, samples::*, *};
    use crate::message::MessageKind::{AvailabilityAnnouncement, Letter, NetworkAsk};

    fn seeking<'a>(
        role: Option<&'a str>,
        field: Option<&'a str>,
        place: Option<&'a str>,
    ) -> LintContext<'a> {
        LintContext {
            sought: Some(Sought { role, field, place }),
            ..english()
        }
    }

    fn therapists() -> LintContext<'static> {
        seeking(
            Some("Speech therapist"),
            Some("Children"),
            Some("Baltimore"),
        )
    }

    #[test]
    fn a_network_ask_tells_role_field_and_place() {
        let found =
            |text: &str| only(VagueNetworkAsk, &draft(NetworkAsk, text), &therapists()).message;
        assert_eq!(
            found("Do you know people in healthcare?"),
            "it does not tell the role or the field or group of people or the place"
        );
        assert_eq!(
            found("Do you know a speech therapist in Baltimore?"),
            "it does not tell the field or group of people"
        );
        assert_eq!(
            found("Do you know speech therapists who work with children?"),
            "it does not tell the place"
        );
        let unknown = seeking(Some("Nurse"), None, None);
        let finding = only(
            VagueNetworkAsk,
            &draft(NetworkAsk, "Do you know a nurse?"),
            &unknown,
        );
        assert_eq!(
            finding.suggestion,
            "name a field or group of people, and a place"
        );
    }

    #[test]
    fn what_is_told_in_other_words_of_the_same_kind_is_specific() {
        for text in [
            "Do you know speech therapists in Baltimore who work with children?",
            "I look for a Speech-Therapist for children, best around Baltimore.",
            "SPEECH THERAPISTS, CHILDREN, BALTIMORE: whom do you know?",
        ] {
            assert_absent(VagueNetworkAsk, &draft(NetworkAsk, text), &therapists());
        }
        assert_absent(
            VagueNetworkAsk,
            &draft(NetworkAsk, "Do you know a nurse?"),
            &english(),
        );
        assert_absent(
            VagueNetworkAsk,
            &draft(Letter, "anyone at all"),
            &therapists(),
        );
    }

    #[test]
    fn words_that_bring_nobody_to_mind_are_found() {
        for (text, words) in [
            (
                "Do you know anyone who might be helpful?",
                "anyone who might be helpful",
            ),
            ("I am glad of any leads.", "any leads"),
            ("May I pick your brain?", "pick your brain"),
        ] {
            assert_eq!(
                pointed(VagueNetworkAsk, &draft(NetworkAsk, text), &english()),
                [words]
            );
        }
    }

    #[test]
    fn an_announcement_tells_what_was_decided_for_it() {
        let context = seeking(Some("Front-end work"), None, None);
        assert_absent(
            VagueNetworkAsk,
            &draft(AvailabilityAnnouncement, "I am free for front-end work."),
            &context,
        );
        only(
            VagueNetworkAsk,
            &draft(AvailabilityAnnouncement, "I am free."),
            &context,
        );
        assert_absent(
            VagueNetworkAsk,
            &draft(AvailabilityAnnouncement, "I am free."),
            &english(),
        );
    }
}
