//! What is asked of the person around a conversation: to transcribe the notes, and to send the resume.

use chrono::{DateTime, Utc};

use super::{Action, Interview, Refused, State, transitions::not_in_the_future};

impl Interview {
    /// Notes that the notes were transcribed at `at` (F122); another time takes the place of the one before.
    ///
    /// # Errors
    /// [`super::WrongState`] unless completed; [`Refused::InTheFuture`]; [`Refused::NotOverYet`] before the end.
    pub fn transcribe(self, at: DateTime<Utc>, now: DateTime<Utc>) -> Result<Self, Refused> {
        let State::Completed { completed_at, .. } = self.state else {
            return Err(self.refuses(Action::Transcribe));
        };
        not_in_the_future(at, now)?;
        if at < completed_at {
            return Err(Refused::NotOverYet { completed_at });
        }
        Ok(self.transcribed(Some(at)))
    }

    /// The same with the notes transcribed then, or not yet; nothing changes unless it is completed.
    #[must_use]
    pub fn transcribed(mut self, at: Option<DateTime<Utc>>) -> Self {
        if let State::Completed {
            notes_transcribed_at,
            ..
        } = &mut self.state
        {
            *notes_transcribed_at = at;
        }
        self
    }

    /// The same with the moment at which they asked for the resume; None when they do not (F18).
    ///
    /// # Errors
    /// [`Refused::InTheFuture`]
    pub fn asked_for_resume(
        self,
        at: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Result<Self, Refused> {
        at.map_or(Ok(()), |at| not_in_the_future(at, now))?;
        Ok(Self {
            resume_requested_at: at,
            ..self
        })
    }

    /// When the notes were transcribed.
    pub fn notes_transcribed_at(&self) -> Option<DateTime<Utc>> {
        match self.state {
            State::Completed {
                notes_transcribed_at,
                ..
            } => notes_transcribed_at,
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interview::{
        InterviewState, WrongState,
        samples::{completed, in_progress, minutes, noon},
    };

    #[test]
    fn notes_are_transcribed_once_the_conversation_is_over() {
        let (end, later) = (noon() + minutes(20), noon() + minutes(90));
        let refused = WrongState {
            action: Action::Transcribe,
            state: InterviewState::InProgress,
        };
        assert_eq!(in_progress().transcribe(later, later), Err(refused.into()));
        assert_eq!(
            completed().transcribe(noon(), later),
            Err(Refused::NotOverYet { completed_at: end })
        );
        assert_eq!(
            completed().transcribe(later, end),
            Err(Refused::InTheFuture { at: later })
        );
        let transcribed = completed().transcribe(end, end).unwrap();
        let again = transcribed.transcribe(later, later).unwrap();
        assert_eq!(again.notes_transcribed_at(), Some(later));
        assert_eq!(again.transcribed(None), completed());
        assert_eq!(in_progress().transcribed(Some(later)), in_progress());
    }

    #[test]
    fn nobody_asks_for_a_resume_in_the_future() {
        let (now, later) = (noon(), noon() + minutes(1));
        let asked = |at| in_progress().asked_for_resume(at, now);
        assert_eq!(asked(Some(later)), Err(Refused::InTheFuture { at: later }));
        assert_eq!(asked(Some(now)).unwrap().resume_requested_at, Some(now));
        assert_eq!(asked(None), Ok(in_progress()));
    }
}
