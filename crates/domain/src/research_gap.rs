//! What a person still lacks after looking it up, and how it becomes a question (F79, F161).

use crate::{
    Id,
    contact::Contact,
    organization::Organization,
    question::{Body, Minutes, Priority, Question, Subject, Topic},
    research_item::ResearchItem,
    text::Paragraph,
    theme::Theme,
    vocabulary,
};

vocabulary! {
    /// Whether a gap is still one.
    pub enum GapStatus {
        Open = "open",
        Answered = "answered",
        /// No longer of interest.
        Dropped = "dropped",
    }
}

/// What a gap is about: at least one of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Concerns {
    organization: Option<Id<Organization>>,
    contact: Option<Id<Contact>>,
    theme: Option<Id<Theme>>,
}

/// It names none of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("give an organization, a contact or a theme")]
pub struct AboutNothing;

impl Concerns {
    /// # Errors
    /// [`AboutNothing`]
    pub fn of(
        organization: Option<Id<Organization>>,
        contact: Option<Id<Contact>>,
        theme: Option<Id<Theme>>,
    ) -> Result<Self, AboutNothing> {
        if organization.is_none() && contact.is_none() && theme.is_none() {
            return Err(AboutNothing);
        }
        Ok(Self {
            organization,
            contact,
            theme,
        })
    }

    pub fn organization_id(&self) -> Option<Id<Organization>> {
        self.organization
    }

    pub fn contact_id(&self) -> Option<Id<Contact>> {
        self.contact
    }

    pub fn theme_id(&self) -> Option<Id<Theme>> {
        self.theme
    }
}

/// Where a gap stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GapState {
    Open,
    Answered {
        answer: Paragraph,
        /// Where it was found.
        found_in: Option<Id<ResearchItem>>,
    },
    Dropped,
}

/// Why status, answer and source do not go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidState {
    #[error("is needed for an answered gap")]
    AnswerMissing,
    #[error("belongs to an answered gap; clear it for another state")]
    AnswerTooMuch,
    #[error("belongs to an answered gap; clear it for another state")]
    SourceTooMuch,
}

impl GapState {
    /// # Errors
    /// An answered gap without an answer, or an answer or its source with another status.
    pub fn of(
        status: GapStatus,
        answer: Option<Paragraph>,
        found_in: Option<Id<ResearchItem>>,
    ) -> Result<Self, InvalidState> {
        match (status, answer, found_in) {
            (GapStatus::Answered, Some(answer), found_in) => {
                Ok(Self::Answered { answer, found_in })
            }
            (GapStatus::Answered, None, _) => Err(InvalidState::AnswerMissing),
            (GapStatus::Open, None, None) => Ok(Self::Open),
            (GapStatus::Dropped, None, None) => Ok(Self::Dropped),
            (GapStatus::Open | GapStatus::Dropped, Some(_), _) => Err(InvalidState::AnswerTooMuch),
            (GapStatus::Open | GapStatus::Dropped, None, Some(_)) => {
                Err(InvalidState::SourceTooMuch)
            }
        }
    }

    pub fn status(&self) -> GapStatus {
        match self {
            Self::Open => GapStatus::Open,
            Self::Answered { .. } => GapStatus::Answered,
            Self::Dropped => GapStatus::Dropped,
        }
    }

    pub fn answer(&self) -> Option<&Paragraph> {
        match self {
            Self::Answered { answer, .. } => Some(answer),
            Self::Open | Self::Dropped => None,
        }
    }

    pub fn found_in(&self) -> Option<Id<ResearchItem>> {
        match self {
            Self::Answered { found_in, .. } => *found_in,
            Self::Open | Self::Dropped => None,
        }
    }
}

/// Something that research did not tell, or has not yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResearchGap {
    pub concerns: Concerns,
    /// What is lacking, in the length of a question: it may become one.
    pub statement: Body,
    pub topic: Topic,
    pub subject: Subject,
    /// A search would tell, so a conversation is too good for it (F161).
    pub answerable_online: bool,
    pub state: GapState,
    /// The question it was turned into.
    pub question_id: Option<Id<Question>>,
}

/// How a gap is to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asking {
    /// The statement of the gap when it is not given.
    pub body: Option<Body>,
    pub minutes: Minutes,
    pub priority: Priority,
    /// Even though a search would tell.
    pub anyway: bool,
}

/// Why a gap does not become a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAsked {
    #[error("the gap already became a question")]
    Already { question_id: Id<Question> },
    #[error("the gap is {status}, so there is nothing to ask")]
    NotOpen { status: GapStatus },
    #[error(
        "a search would answer it, and a conversation is for what no search tells: look it up, ask for the insider's \
         angle, or say that you want to ask anyway"
    )]
    AnswerableOnline,
}

impl ResearchGap {
    /// The question that this gap becomes.
    ///
    /// # Errors
    /// [`NotAsked`]
    pub fn question(&self, asking: Asking) -> Result<Question, NotAsked> {
        if let Some(question_id) = self.question_id {
            return Err(NotAsked::Already { question_id });
        }
        let status = self.state.status();
        if status != GapStatus::Open {
            return Err(NotAsked::NotOpen { status });
        }
        let Asking {
            body,
            minutes,
            priority,
            anyway,
        } = asking;
        if self.answerable_online && !anyway {
            return Err(NotAsked::AnswerableOnline);
        }
        Ok(Question {
            body: body.unwrap_or_else(|| self.statement.clone()),
            topic: self.topic,
            subject: self.subject,
            minutes,
            priority,
            bank_question_id: None,
            interview_id: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn gap() -> ResearchGap {
        ResearchGap {
            concerns: Concerns::of(None, None, Some(Id::new(Uuid::from_u128(1)))).unwrap(),
            statement: Body::parse("Who pays for the licence?").unwrap(),
            topic: Topic::SkillsAndQualifications,
            subject: Subject::YourChances,
            answerable_online: false,
            state: GapState::Open,
            question_id: None,
        }
    }

    fn asking() -> Asking {
        Asking {
            body: None,
            minutes: Minutes::new(3).unwrap(),
            priority: Priority::Must,
            anyway: false,
        }
    }

    #[test]
    fn an_open_gap_becomes_a_question_in_its_own_words_or_in_others() {
        let question = gap().question(asking()).unwrap();
        assert_eq!(
            (&question.body, question.topic),
            (&gap().statement, gap().topic)
        );
        assert_eq!(question.bank_question_id, None);
        let body = Body::parse("How did you pay for yours?").unwrap();
        let other = Asking {
            body: Some(body.clone()),
            ..asking()
        };
        assert_eq!(gap().question(other).unwrap().body, body);
    }

    #[test]
    fn a_gap_becomes_a_question_once_and_only_while_it_is_open() {
        let question_id = Id::new(Uuid::from_u128(2));
        let asked = ResearchGap {
            question_id: Some(question_id),
            ..gap()
        };
        assert_eq!(
            asked.question(asking()),
            Err(NotAsked::Already { question_id })
        );
        let dropped = ResearchGap {
            state: GapState::Dropped,
            ..gap()
        };
        assert_eq!(
            dropped.question(asking()),
            Err(NotAsked::NotOpen {
                status: GapStatus::Dropped
            })
        );
    }

    #[test]
    fn what_a_search_would_tell_is_asked_only_on_purpose() {
        let online = ResearchGap {
            answerable_online: true,
            ..gap()
        };
        assert_eq!(online.question(asking()), Err(NotAsked::AnswerableOnline));
        assert!(
            online
                .question(Asking {
                    anyway: true,
                    ..asking()
                })
                .is_ok()
        );
    }

    #[test]
    fn an_answer_belongs_to_an_answered_gap_and_no_other() {
        let answer = || Some(Paragraph::parse("The clinic does").unwrap());
        let source = Some(Id::new(Uuid::from_u128(3)));
        let answered = GapState::of(GapStatus::Answered, answer(), source).unwrap();
        assert_eq!(
            (answered.answer().cloned(), answered.found_in()),
            (answer(), source)
        );
        assert_eq!(
            GapState::of(GapStatus::Answered, None, None),
            Err(InvalidState::AnswerMissing)
        );
        for status in [GapStatus::Open, GapStatus::Dropped] {
            assert_eq!(
                GapState::of(status, answer(), None),
                Err(InvalidState::AnswerTooMuch)
            );
            assert_eq!(
                GapState::of(status, None, source),
                Err(InvalidState::SourceTooMuch)
            );
            assert_eq!(GapState::of(status, None, None).unwrap().status(), status);
        }
    }

    #[test]
    fn a_gap_about_nothing_is_refused() {
        assert_eq!(Concerns::of(None, None, None), Err(AboutNothing));
    }
}
