//! Saying a pitch aloud, with the seconds that it took (F93).

use std::cmp::Reverse;

use chrono::{DateTime, Utc};

use super::Pitch;
use crate::{Id, methodology::Span, text::Paragraph, whole::Whole};

/// How long a pitch took: up to an hour.
pub type Seconds = Whole<1, 3600>;

/// One time that a pitch was said aloud.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rehearsal {
    pub pitch_id: Id<Pitch>,
    pub seconds: Seconds,
    /// When it was said.
    pub at: DateTime<Utc>,
    pub note: Option<Paragraph>,
}

impl Rehearsal {
    /// Rehearsals of one pitch, at most.
    pub const MAX: usize = 100;
}

/// What the rehearsals of a pitch come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rehearsed {
    pub times: u32,
    /// Of the latest one.
    pub last: Seconds,
    /// Of the one that kept the time best.
    pub best: Seconds,
}

impl Rehearsed {
    /// `None` without rehearsals. Of two that kept the time alike the later is the best.
    pub fn of(rehearsals: &[Rehearsal], limit: Span) -> Option<Self> {
        let last = rehearsals.iter().max_by_key(|one| one.at)?;
        let best = rehearsals
            .iter()
            .min_by_key(|one| (beyond(one.seconds, limit), Reverse(one.at)))?;
        Some(Self {
            times: u32::try_from(rehearsals.len()).unwrap_or(u32::MAX),
            last: last.seconds,
            best: best.seconds,
        })
    }
}

/// How many seconds it was too short or too long.
fn beyond(seconds: Seconds, Span { min, max }: Span) -> u32 {
    let seconds = u32::from(seconds.get().unsigned_abs());
    min.saturating_sub(seconds).max(seconds.saturating_sub(max))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;

    const LIMIT: Span = Span { min: 30, max: 45 };

    fn rehearsed(seconds: &[i16]) -> Option<Rehearsed> {
        let rehearsals: Vec<_> = (0..)
            .zip(seconds)
            .map(|(minute, seconds)| Rehearsal {
                pitch_id: Id::new(Uuid::from_u128(1)),
                seconds: Seconds::new(*seconds).unwrap(),
                at: DateTime::UNIX_EPOCH + TimeDelta::minutes(minute),
                note: None,
            })
            .collect();
        Rehearsed::of(&rehearsals, LIMIT)
    }

    #[test]
    fn the_last_counts_and_the_best_kept_the_time() {
        assert_eq!(rehearsed(&[]), None);
        for (seconds, last, best) in [
            (&[60, 50, 55][..], 55, 50),
            (&[20, 46], 46, 46),
            (&[44, 31, 70], 70, 31),
        ] {
            let found = rehearsed(seconds).unwrap();
            assert_eq!((found.last.get(), found.best.get()), (last, best));
            assert_eq!(found.times as usize, seconds.len());
        }
    }
}
