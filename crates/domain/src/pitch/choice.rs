//! Which pitch a conversation is opened with.

use super::{Pitch, Seconds};
use crate::{Id, Stored, organization::Organization, theme::Theme, vocabulary};

vocabulary! {
    /// Why a pitch is the one of an interview; an earlier reason goes before a later one.
    pub enum PitchReason {
        /// The person chose it.
        Chosen = "chosen",
        /// It was made for where the interviewee works.
        ForOrganization = "for_organization",
        /// It is about the theme of the interview.
        ForTheme = "for_theme",
        General = "general",
    }
}

/// What an interview asks of a pitch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PitchWanted {
    /// The one that the person chose.
    pub chosen: Option<Id<Pitch>>,
    pub theme: Option<Id<Theme>>,
    /// Where the interviewee works.
    pub organization: Option<Id<Organization>>,
}

/// A pitch that may be the one, with the seconds of its last rehearsal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub pitch: Stored<Pitch>,
    pub rehearsed: Option<Seconds>,
}

impl PitchWanted {
    /// Why a pitch would do; one about another theme or for another organization would not.
    pub fn reason(&self, pitch: &Stored<Pitch>) -> Option<PitchReason> {
        let Pitch {
            theme_id,
            organization_id,
            ..
        } = pitch.value;
        if self.chosen == Some(pitch.id) {
            return Some(PitchReason::Chosen);
        }
        if theme_id.is_some() && theme_id != self.theme {
            return None;
        }
        match organization_id {
            Some(_) if organization_id == self.organization => Some(PitchReason::ForOrganization),
            Some(_) => None,
            None if theme_id.is_some() => Some(PitchReason::ForTheme),
            None => Some(PitchReason::General),
        }
    }

    /// The one to use: the chosen one, else one for the organization, else one about the theme, else a general one. Of
    /// several, one about the theme goes before one about none, and the last changed before the others.
    pub fn choose(
        &self,
        candidates: impl IntoIterator<Item = Candidate>,
    ) -> Option<(Candidate, PitchReason)> {
        let fitting = candidates.into_iter().filter_map(|candidate| {
            let reason = self.reason(&candidate.pitch)?;
            Some((candidate, reason))
        });
        fitting.min_by_key(|(Candidate { pitch, .. }, reason)| {
            (
                *reason,
                pitch.value.theme_id.is_none(),
                std::cmp::Reverse((pitch.updated_at, pitch.id.uuid())),
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn id<T>(number: u8) -> Id<T> {
        Id::new(Uuid::from_u128(number.into()))
    }

    /// A pitch changed at that second, about a theme and for an organization.
    fn pitch(number: u8, theme: Option<u8>, organization: Option<u8>) -> Candidate {
        let at = DateTime::UNIX_EPOCH + TimeDelta::seconds(number.into());
        Candidate {
            pitch: Stored {
                id: id(number),
                version: 1,
                created_at: at,
                updated_at: at,
                value: Pitch {
                    theme_id: theme.map(id),
                    organization_id: organization.map(id),
                    ..Pitch::default()
                },
            },
            rehearsed: None,
        }
    }

    fn wanted(chosen: Option<u8>) -> PitchWanted {
        PitchWanted {
            chosen: chosen.map(id),
            theme: Some(id(1)),
            organization: Some(id(1)),
        }
    }

    #[test]
    fn the_nearest_pitch_is_used() {
        let mut all = vec![
            pitch(1, Some(1), Some(1)),
            pitch(2, None, Some(1)),
            pitch(3, Some(1), None),
            pitch(4, Some(1), None),
            pitch(5, None, None),
            pitch(6, Some(2), Some(1)),
            pitch(7, None, Some(2)),
        ];
        let chosen = wanted(Some(7)).choose(all.clone()).unwrap();
        assert_eq!(chosen.1, PitchReason::Chosen);
        for (expected, reason) in [
            (1, PitchReason::ForOrganization),
            (2, PitchReason::ForOrganization),
            (4, PitchReason::ForTheme),
            (3, PitchReason::ForTheme),
            (5, PitchReason::General),
        ] {
            let (found, why) = wanted(None).choose(all.clone()).unwrap();
            assert_eq!((found.pitch.id, why), (id(expected), reason));
            all.retain(|other| other.pitch.id != found.pitch.id);
        }
        assert_eq!(wanted(None).choose(all), None);
    }

    proptest! {
        #[test]
        fn what_is_used_does_not_depend_on_the_order(
            kinds in prop::collection::vec((prop::option::of(1..3_u8), prop::option::of(1..3_u8)), 0..8),
            turn in 0..8_usize,
        ) {
            let mut all: Vec<_> = (1..).zip(kinds).map(|(number, (theme, at))| pitch(number, theme, at)).collect();
            let first = wanted(None).choose(all.clone());
            let middle = turn.min(all.len());
            all.rotate_left(middle);
            prop_assert_eq!(wanted(None).choose(all), first);
        }
    }
}
