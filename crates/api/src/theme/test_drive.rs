//! What speaks for a theme and against it, what is still open, and whom to ask next: a part of its report.

use domain::{
    Id, Text,
    field_report::{Said, Section, TopicCoverage, Weighs, coverage, evidence},
    question,
    theme::{self, BandCount, Career, Theme, bands},
};
use persistence::{
    field_report::list_sections,
    theme::report::{OpenGap, list_open_gaps, list_people},
    workspace::Owner,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    error::ApiError, http::Read, learning::CorroborationResponse, question::Topic, wire::Word,
};

type ExperienceBand = Word<theme::ExperienceBand>;

/// The statements that are shown for a theme, and against it.
const STATEMENTS: usize = 5;
/// The open research gaps that are shown.
const GAPS: u64 = 10;

/// What conversations told so far, and what they did not.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = TestDrive, example = json!({
    "in_favor": {
        "count": 1, "statements": [{
            "learning_id": "019b76da-a800-7000-8000-000000000008", "statement": "Nobody is alone on the ward.",
            "new_to_me": true, "corroboration": { "supported_by": 1, "contradicted_by": 0, "is_single_source": false }
        }]
    },
    "against": { "count": 0, "statements": [] },
    "open_questions": [{
        "research_gap_id": "019b76da-a800-7000-8000-000000000009", "topic": "compensation", "statement": "Who pays?"
    }],
    "topics": [{ "topic": "work_environment", "learnings": 1 }],
    "experience": [{ "band": "years_1_to_5", "people": 1, "estimated": 0 }], "experience_unknown": 0
}))]
pub(super) struct TestDriveResponse {
    /// Rewards.
    in_favor: EvidenceResponse,
    /// Challenges, drawbacks and hidden demands.
    against: EvidenceResponse,
    /// The ten latest research gaps about the theme that are open.
    #[schema(max_items = 10)]
    open_questions: Vec<OpenQuestionResponse>,
    /// The six topics that conversations are to cover; ask about those with nothing learned.
    #[schema(max_items = 6)]
    topics: Vec<TopicCoverageResponse>,
    /// The people talked to about the theme, by the years since the earliest of their employments that has a beginning, or
    /// else as their seniority suggests; look for people of the bands that have none.
    #[schema(max_items = 4)]
    experience: Vec<ExperienceResponse>,
    /// The people talked to of whom neither is known, or who are students.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    experience_unknown: u32,
}

/// What weighs one way.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ThemeEvidence)]
struct EvidenceResponse {
    /// All of it, what was said in confidence among it.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    count: u32,
    /// Five of the latest, those first that most people bear out. The field report says who said them.
    #[schema(max_items = 5)]
    statements: Vec<StatementResponse>,
}

/// One statement.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = EvidenceStatement)]
struct StatementResponse {
    learning_id: Uuid,
    #[schema(max_length = 2000)]
    statement: String,
    new_to_me: bool,
    corroboration: CorroborationResponse,
}

/// A research gap that is open.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = OpenQuestion)]
struct OpenQuestionResponse {
    research_gap_id: Uuid,
    topic: Topic,
    #[schema(max_length = 500)]
    statement: String,
}

/// How much was learned on a topic.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = TopicCoverage)]
struct TopicCoverageResponse {
    topic: Topic,
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    learnings: u32,
}

/// How many people of a band were talked to.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = ExperienceCoverage)]
struct ExperienceResponse {
    band: ExperienceBand,
    /// Each counts once.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    people: u32,
    /// Those among them whose band only their seniority suggests. Record when an employment began to know better.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    estimated: u32,
}

impl EvidenceResponse {
    fn of(sections: &[Section], way: Weighs) -> Self {
        let (count, said) = evidence(sections, way, STATEMENTS);
        let statement = |said: &Said| StatementResponse {
            learning_id: said.learning_id.uuid(),
            statement: said.statement.to_string(),
            new_to_me: said.new_to_me,
            corroboration: said.corroboration.into(),
        };
        Self {
            count,
            statements: said.into_iter().map(statement).collect(),
        }
    }
}

impl From<OpenGap> for OpenQuestionResponse {
    fn from(
        OpenGap {
            id,
            topic,
            statement,
        }: OpenGap,
    ) -> Self {
        Self {
            research_gap_id: id.uuid(),
            topic: Word(topic),
            statement: Text::into_string(statement),
        }
    }
}

impl From<TopicCoverage> for TopicCoverageResponse {
    fn from(TopicCoverage { topic, learnings }: TopicCoverage) -> Self {
        Self {
            topic: Word(topic),
            learnings,
        }
    }
}

impl TestDriveResponse {
    fn new(sections: &[Section], gaps: Vec<OpenGap>, people: &[(Career, u32)]) -> Self {
        let mut experience = Vec::new();
        let mut experience_unknown = 0;
        for BandCount {
            band,
            people,
            estimated,
        } in bands(people)
        {
            match band {
                Some(band) => experience.push(ExperienceResponse {
                    band: Word(band),
                    people,
                    estimated,
                }),
                None => experience_unknown = people,
            }
        }
        Self {
            in_favor: EvidenceResponse::of(sections, Weighs::For),
            against: EvidenceResponse::of(sections, Weighs::Against),
            open_questions: gaps.into_iter().map(Into::into).collect(),
            topics: coverage(sections).into_iter().map(Into::into).collect(),
            experience,
            experience_unknown,
        }
    }

    /// The topics that conversations are to cover and did not.
    pub(super) fn untold(&self) -> Vec<question::Topic> {
        let untold = self.topics.iter().filter(|topic| topic.learnings == 0);
        untold.map(|topic| topic.topic.0).collect()
    }
}

/// What is known of a theme from conversations.
pub(super) async fn test_drive(
    read: &Read,
    owner: Owner,
    theme: Id<Theme>,
) -> Result<TestDriveResponse, ApiError> {
    let sections = list_sections(read.db(), owner, theme).await?;
    let gaps = list_open_gaps(read.db(), owner, theme, GAPS).await?;
    let people = list_people(read.db(), owner, theme).await?;
    Ok(TestDriveResponse::new(&sections, gaps, &people))
}
