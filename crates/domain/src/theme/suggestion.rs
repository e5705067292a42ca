//! What to do next about a theme, and why (F19).

use super::{Fit, Reliance, Theme, ThemeStatus};
use crate::{question::Topic, vocabulary, vocabulary::Vocabulary};

vocabulary! {
    /// What to do next about a theme (F19).
    pub enum Step {
        /// It is an idea: begin.
        Explore = "explore",
        ResearchMore = "research_more",
        Decide = "decide",
        /// It is decided or ruled out.
        Settled = "settled",
    }
}

/// How to do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Begin to explore the theme.
    TakeUp,
    /// Ask somebody for a conversation.
    ReachOut,
    /// Somebody is being asked: see what is due.
    Pursue,
    /// A conversation is arranged: see which.
    Meet,
    /// Rate how the theme fits.
    Rate,
    Decide,
    /// See whom to thank and to tell.
    Tell,
}

/// What was done about a theme so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Activity {
    pub interviews_held: u32,
    /// Arranged or going on.
    pub interviews_arranged: u32,
    /// Pursuits that have not come to their end.
    pub outreach_open: u32,
    /// Research gaps about the theme that are still open (F79).
    pub gaps_open: u32,
    /// The conversations after which something was rated, each once.
    pub conversations_rated: u32,
}

/// What to do next, how, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    pub step: Step,
    pub deed: Deed,
    pub why: String,
}

/// Whether to decide or to research more (F19), for one reason, the first that applies. `untold` are the topics that
/// conversations are to cover and did not.
pub fn suggest(theme: &Theme, fits: &[Fit], activity: &Activity, untold: &[Topic]) -> Suggestion {
    let (step, deed, why) = match theme.status {
        ThemeStatus::Idea => (
            Step::Explore,
            Deed::TakeUp,
            "It is an idea so far. Explore it by talking to the people in it.".to_owned(),
        ),
        ThemeStatus::Decided | ThemeStatus::RuledOut => (
            Step::Settled,
            Deed::Tell,
            "It is settled. Tell those who helped, or take it up again if something changed."
                .to_owned(),
        ),
        ThemeStatus::Exploring => match lack(fits, activity) {
            Some((deed, lack)) => (Step::ResearchMore, deed, lack),
            None => (Step::Decide, Deed::Decide, verdict(fits, activity, untold)),
        },
    };
    Suggestion { step, deed, why }
}

/// What is missing before a decision, and what helps.
fn lack(fits: &[Fit], activity: &Activity) -> Option<(Deed, String)> {
    let unrated = named(fits, |fit| fit.tally.is_none());
    if activity.interviews_held == 0 {
        let nobody = "Nobody has been talked to about it yet.";
        Some(towards_a_conversation(nobody, activity))
    } else if !unrated.is_empty() {
        let why = format!("Not rated yet: {}.", unrated.join(", "));
        Some((Deed::Rate, why))
    } else if activity.conversations_rated < 2 {
        let once = "The ratings rest on fewer than two conversations, and one source is no proof.";
        if activity.interviews_held > activity.conversations_rated {
            let why = format!("{once} Rate it after another one that was held.");
            Some((Deed::Rate, why))
        } else {
            Some(towards_a_conversation(once, activity))
        }
    } else {
        None
    }
}

/// The shortest way to one more conversation.
fn towards_a_conversation(why: &str, activity: &Activity) -> (Deed, String) {
    let (deed, also) = if activity.interviews_arranged > 0 {
        (Deed::Meet, "A conversation is arranged.")
    } else if activity.outreach_open > 0 {
        (Deed::Pursue, "Somebody is being asked for one.")
    } else {
        (Deed::ReachOut, "Ask somebody for a conversation.")
    };
    (deed, format!("{why} {also}"))
}

/// What a decision would have to answer for.
fn verdict(fits: &[Fit], activity: &Activity, untold: &[Topic]) -> String {
    let mismatches = named(fits, Fit::is_mismatch);
    let divided = named(fits, |fit| fit.reliance() == Reliance::Divided);
    let untold: Vec<_> = untold.iter().map(|topic| topic.as_str()).collect();
    let all = if mismatches.is_empty() {
        "Every dimension is rated, and none below the middle of the scale."
    } else {
        "Every dimension is rated."
    };
    let caveats = [
        ("Below the middle of the scale", mismatches),
        ("Conversations disagree on", divided),
        ("Nothing was learned about", untold),
    ];
    let caveats = caveats.into_iter().filter(|(_, named)| !named.is_empty());
    let caveats = caveats.map(|(what, named)| format!("{what}: {}.", named.join(", ")));
    let gaps = match activity.gaps_open {
        0 => None,
        open => Some(format!("Research gaps still open: {open}.")),
    };
    let sentences = std::iter::once(all.to_owned()).chain(caveats).chain(gaps);
    sentences.collect::<Vec<_>>().join(" ")
}

fn named(fits: &[Fit], is_meant: impl Fn(&Fit) -> bool) -> Vec<&'static str> {
    let meant = fits.iter().filter(|fit| is_meant(fit));
    meant.map(|fit| fit.dimension.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fit_rating::FitDimension,
        theme::{fits, report::tests::tally, sample},
    };

    fn all(scores: &[i16]) -> Vec<Fit> {
        let tallies = FitDimension::ALL.iter();
        fits(
            &tallies
                .map(|dimension| tally(*dimension, scores, 2))
                .collect::<Vec<_>>(),
        )
    }

    const TALKED: Activity = Activity {
        interviews_held: 2,
        interviews_arranged: 0,
        outreach_open: 0,
        gaps_open: 0,
        conversations_rated: 2,
    };

    fn exploring(fits: &[Fit], activity: &Activity) -> Suggestion {
        suggest(&sample(ThemeStatus::Exploring), fits, activity, &[])
    }

    #[test]
    fn the_way_to_a_conversation_begins_where_one_stands() {
        let arranged = Activity {
            interviews_arranged: 1,
            outreach_open: 1,
            ..Activity::default()
        };
        let asked = Activity {
            outreach_open: 1,
            ..Activity::default()
        };
        for (activity, deed, why) in [
            (
                Activity::default(),
                Deed::ReachOut,
                "Nobody has been talked to about it yet. Ask somebody for a conversation.",
            ),
            (
                asked,
                Deed::Pursue,
                "Nobody has been talked to about it yet. Somebody is being asked for one.",
            ),
            (
                arranged,
                Deed::Meet,
                "Nobody has been talked to about it yet. A conversation is arranged.",
            ),
        ] {
            let step = Step::ResearchMore;
            let why = why.to_owned();
            assert_eq!(exploring(&[], &activity), Suggestion { step, deed, why });
        }
    }

    #[test]
    fn more_is_to_be_researched_until_all_is_rated_after_two_conversations() {
        let values = [tally(FitDimension::Values, &[4], 1)];
        let partly = exploring(&fits(&values), &TALKED);
        assert_eq!((partly.step, partly.deed), (Step::ResearchMore, Deed::Rate));
        assert_eq!(
            partly.why,
            "Not rated yet: skills, knowledge, experience, interests, abilities, lifestyle."
        );
        let of = |interviews_held, conversations_rated| {
            let activity = Activity {
                interviews_held,
                conversations_rated,
                ..TALKED
            };
            let Suggestion { step, deed, .. } = exploring(&all(&[4]), &activity);
            (step, deed)
        };
        assert_eq!(of(1, 1), (Step::ResearchMore, Deed::ReachOut));
        assert_eq!(of(2, 1), (Step::ResearchMore, Deed::Rate));
        assert_eq!(of(2, 2), (Step::Decide, Deed::Decide));
    }

    #[test]
    fn a_decision_is_told_what_speaks_against_it_and_what_nobody_told() {
        let mut mixed = all(&[4, 5]);
        mixed[0].tally = Some(tally(FitDimension::Skills, &[1, 2], 2));
        mixed[1].tally = Some(tally(FitDimension::Knowledge, &[1, 5], 2));
        let decide = exploring(&mixed, &TALKED);
        assert_eq!(decide.step, Step::Decide);
        assert_eq!(
            decide.why,
            "Every dimension is rated. Below the middle of the scale: skills. Conversations disagree on: knowledge."
        );
        let open = Activity {
            gaps_open: 2,
            ..TALKED
        };
        let untold = [Topic::Lifestyle, Topic::Compensation];
        let theme = sample(ThemeStatus::Exploring);
        assert_eq!(
            suggest(&theme, &all(&[4, 5]), &open, &untold).why,
            "Every dimension is rated, and none below the middle of the scale. \
             Nothing was learned about: lifestyle, compensation. Research gaps still open: 2."
        );
    }

    #[test]
    fn a_theme_that_is_not_explored_needs_no_decision() {
        for (status, step, deed) in [
            (ThemeStatus::Idea, Step::Explore, Deed::TakeUp),
            (ThemeStatus::Decided, Step::Settled, Deed::Tell),
            (ThemeStatus::RuledOut, Step::Settled, Deed::Tell),
        ] {
            let suggestion = suggest(&sample(status), &fits(&[]), &Activity::default(), &[]);
            assert_eq!((suggestion.step, suggestion.deed), (step, deed));
        }
    }
}
