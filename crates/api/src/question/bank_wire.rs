//! The built-in bank on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Stored, interview,
    question::{self, BankQuestion, Flags},
};
use persistence::question::Criteria;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{Subject, Topic, criteria};
use crate::{error::ApiError, wire::Word};

type InterviewKind = Word<interview::InterviewKind>;
type Tiara = Word<question::Tiara>;

/// A question that ships with the service.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = BankQuestion, example = json!({
    "id": "01a2008d-7400-7000-8000-000000000001", "object": "bank_question",
    "created_at": "2026-11-22T00:00:00Z", "updated_at": "2026-11-22T00:00:00Z",
    "number": 1, "topic": "work_environment", "subject": "company_or_field",
    "body": "Which parts of an ordinary week here would surprise an outsider?", "minutes": 3, "is_sensitive": false,
    "answerable_online": false, "near_the_close": false, "needs_profile": false, "mutual_fit_only": false,
    "needs_research_item": false, "tiara": "insights"
}))]
#[expect(
    clippy::struct_excessive_bools,
    reason = "six independent facts of the domain"
)]
pub(super) struct BankQuestionResponse {
    id: Uuid,
    /// Always `bank_question`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    /// Its place in the bank; never used again for another question.
    #[schema(minimum = 1, maximum = 2_147_483_647)]
    number: i32,
    topic: Topic,
    subject: Subject,
    #[schema(max_length = 500)]
    body: String,
    #[schema(minimum = 1, maximum = 60)]
    minutes: i16,
    /// Ask it only when the two get on well.
    is_sensitive: bool,
    /// Part of the answer can be looked up, so ask for the insider's angle.
    answerable_online: bool,
    /// It belongs to the last minutes.
    near_the_close: bool,
    /// It needs something of the person's own profile.
    needs_profile: bool,
    /// Only for an interview of the kind `mutual_fit`.
    mutual_fit_only: bool,
    /// It needs something found by research.
    needs_research_item: bool,
    /// Which of the five things to ask about it serves; null, none in particular.
    tiara: Option<Tiara>,
}

impl From<Stored<BankQuestion>> for BankQuestionResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<BankQuestion>,
    ) -> Self {
        let BankQuestion {
            number,
            topic,
            subject,
            body,
            minutes,
            is_sensitive,
            answerable_online,
            near_the_close,
            needs_profile,
            mutual_fit_only,
            needs_research_item,
            tiara,
        } = value;
        Self {
            id: id.uuid(),
            object: "bank_question",
            created_at,
            updated_at,
            number,
            topic: Word(topic),
            subject: Word(subject),
            body: body.into_string(),
            minutes: minutes.get(),
            is_sensitive,
            answerable_online,
            near_the_close,
            needs_profile,
            mutual_fit_only,
            needs_research_item,
            tiara: tiara.map(Word),
        }
    }
}

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListBankQuestions {
    /// Only questions on one of these topics.
    #[param(max_items = 13)]
    topic: Option<Vec<Topic>>,
    /// Only questions on one of these subjects.
    #[param(max_items = 3)]
    subject: Option<Vec<Subject>>,
    /// Only questions that can be asked in an interview of this kind.
    kind: Option<InterviewKind>,
    /// Only questions in which all of these words occur, in any letter case and order.
    #[param(min_length = 1, max_length = 100)]
    q: Option<String>,
    /// Only those to ask when the two get on well, or only the others.
    is_sensitive: Option<bool>,
    /// Only those of which part of the answer can be looked up, or only the others.
    answerable_online: Option<bool>,
    /// Only those that belong to the last minutes, or only the others.
    near_the_close: Option<bool>,
    /// Only those that need something of the person's own profile, or only the others.
    needs_profile: Option<bool>,
    /// Only those for an interview of the kind `mutual_fit` alone, or only the others.
    mutual_fit_only: Option<bool>,
    /// Only those that need something found by research, or only the others.
    needs_research_item: Option<bool>,
    /// Only questions that serve one of these of the five things to ask about.
    #[param(max_items = 5)]
    tiara: Option<Vec<Tiara>>,
}

impl ListBankQuestions {
    pub(super) fn criteria(&self) -> Result<Criteria, ApiError> {
        criteria(self.topic.clone(), self.subject.clone(), self.q.as_deref())
    }

    /// Whether a question has what is asked for beyond that.
    pub(super) fn admits(&self, question: &BankQuestion) -> bool {
        let serves =
            |words: &Vec<Tiara>| question.tiara.is_some_and(|one| words.contains(&Word(one)));
        question.has(self.flags())
            && self.kind.is_none_or(|Word(kind)| question.suits(kind))
            && self.tiara.as_ref().is_none_or(serves)
    }

    fn flags(&self) -> Flags {
        let Self {
            topic: _,
            subject: _,
            kind: _,
            q: _,
            is_sensitive,
            answerable_online,
            near_the_close,
            needs_profile,
            mutual_fit_only,
            needs_research_item,
            tiara: _,
        } = *self;
        Flags {
            is_sensitive,
            answerable_online,
            near_the_close,
            needs_profile,
            mutual_fit_only,
            needs_research_item,
        }
    }
}
