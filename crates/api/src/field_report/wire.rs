//! The field report on a theme on the wire.

use chrono::NaiveDate;
use domain::{
    Id, Text,
    field_report::{Contradiction, Said, SalarySpread, Section},
    theme::Theme,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    learning::{CorroborationResponse, LearningKind, PayPeriod},
    question::Topic,
    wire::Word,
};

/// What was learned about a theme over all conversations.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = FieldReport, example = json!({
    "object": "field_report", "theme_id": "019b76da-a800-7000-8000-000000000007", "learnings": 3,
    "sections": [{
        "topic": "work_environment", "kind": "reward", "count": 2, "confidential": 1,
        "statements": [{
            "learning_id": "019b76da-a800-7000-8000-000000000008", "statement": "Nobody is alone on the ward.",
            "said_by": { "id": "019b76da-a800-7000-8000-000000000005", "name": "Grace Hopper" },
            "said_on": "2026-01-05", "new_to_me": true,
            "corroboration": { "supported_by": 1, "contradicted_by": 0, "is_single_source": false }
        }]
    }],
    "contradictions": [],
    "salaries": [{
        "currency": "EUR", "period": "year", "region": "Hamburg", "count": 1, "people": 1, "is_single_source": true,
        "lowest": 38000, "median": 42000.0, "highest": 46000
    }]
}))]
pub(super) struct FieldReportResponse {
    /// Always `field_report`.
    #[schema(max_length = 50)]
    object: &'static str,
    theme_id: Uuid,
    /// All that was learned, what was said in confidence among it.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    learnings: u32,
    /// By topic, and then by kind.
    #[schema(max_items = 130)]
    sections: Vec<SectionResponse>,
    /// What people say the contrary of, the fifty latest pairs: ask the next person about these.
    #[schema(max_items = 50)]
    contradictions: Vec<ContradictionResponse>,
    /// Never mixed across currencies, periods or regions; what was said in confidence is not among them.
    #[schema(max_items = 100)]
    salaries: Vec<SalarySpreadResponse>,
}

/// What was learned of one kind on one topic.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = FieldReportSection)]
struct SectionResponse {
    topic: Topic,
    kind: LearningKind,
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    count: u32,
    /// Said in confidence: counted above, and not shown.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    confidential: u32,
    /// The ten latest, the latest first.
    #[schema(max_items = 10)]
    statements: Vec<SaidResponse>,
}

/// One statement, with its source.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = FieldReportStatement)]
struct SaidResponse {
    learning_id: Uuid,
    #[schema(max_length = 2000)]
    statement: String,
    /// Null when nobody is named, or they were deleted.
    said_by: Option<SpeakerResponse>,
    said_on: Option<NaiveDate>,
    new_to_me: bool,
    corroboration: CorroborationResponse,
}

/// Two statements that contradict each other. One of them may be about another theme.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Contradiction)]
struct ContradictionResponse {
    learning_link_id: Uuid,
    /// That of the earlier one.
    topic: Topic,
    /// The earlier.
    one: SaidResponse,
    other: SaidResponse,
}

/// Who said it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Speaker)]
struct SpeakerResponse {
    id: Uuid,
    #[schema(max_length = 200)]
    name: String,
}

/// What people said is paid, in one currency for one period in one region.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = SalarySpread)]
struct SalarySpreadResponse {
    #[schema(max_length = 3)]
    currency: String,
    period: PayPeriod,
    /// Null: they did not say where.
    #[schema(max_length = 200)]
    region: Option<String>,
    /// The ranges.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    count: u32,
    /// Whoever named one, each once.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    people: u32,
    /// Whether fewer than two people are behind it: no proof yet.
    is_single_source: bool,
    #[schema(minimum = 0, maximum = 1_000_000_000)]
    lowest: i32,
    /// Of the middles of the ranges.
    #[schema(minimum = 0, maximum = 1_000_000_000)]
    median: f64,
    #[schema(minimum = 0, maximum = 1_000_000_000)]
    highest: i32,
}

impl FieldReportResponse {
    pub(super) fn new(
        theme: Id<Theme>,
        sections: Vec<Section>,
        contradictions: Vec<Contradiction>,
        salaries: Vec<SalarySpread>,
    ) -> Self {
        Self {
            object: "field_report",
            theme_id: theme.uuid(),
            learnings: sections.iter().map(|section| section.count).sum(),
            sections: sections.into_iter().map(Into::into).collect(),
            contradictions: contradictions.into_iter().map(Into::into).collect(),
            salaries: salaries.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Said> for SaidResponse {
    fn from(
        Said {
            learning_id,
            statement,
            by,
            said_on,
            new_to_me,
            corroboration,
        }: Said,
    ) -> Self {
        Self {
            learning_id: learning_id.uuid(),
            statement: statement.into_string(),
            said_by: by.map(|(id, name)| SpeakerResponse {
                id: id.uuid(),
                name: name.into_string(),
            }),
            said_on,
            new_to_me,
            corroboration: corroboration.into(),
        }
    }
}

impl From<Section> for SectionResponse {
    fn from(
        Section {
            topic,
            kind,
            count,
            confidential,
            statements,
        }: Section,
    ) -> Self {
        Self {
            topic: Word(topic),
            kind: Word(kind),
            count,
            confidential,
            statements: statements.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Contradiction> for ContradictionResponse {
    fn from(
        Contradiction {
            link_id,
            topic,
            one,
            other,
        }: Contradiction,
    ) -> Self {
        Self {
            learning_link_id: link_id.uuid(),
            topic: Word(topic),
            one: one.into(),
            other: other.into(),
        }
    }
}

impl From<SalarySpread> for SalarySpreadResponse {
    fn from(spread: SalarySpread) -> Self {
        let is_single_source = spread.is_single_source();
        let SalarySpread {
            currency,
            period,
            region,
            count,
            people,
            lowest,
            median,
            highest,
        } = spread;
        Self {
            currency: currency.to_string(),
            period: Word(period),
            region: region.map(Text::into_string),
            count,
            people,
            is_single_source,
            lowest: lowest.get(),
            median,
            highest: highest.get(),
        }
    }
}
