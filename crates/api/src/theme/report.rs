//! The test drive of a theme: whether it fits, how sure that is, and what to do next.

use actix_web::{get, web::Path};
use domain::{
    Id, Stored, Text, fit_rating,
    theme::{self, Activity, Fit, Move, Tally, Theme, fits, suggest},
};
use persistence::{theme::history, theme::report, workspace};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{
    aim_wire::TopicFamiliarityBody,
    history::MoveResponse,
    suggestion::SuggestionResponse,
    test_drive::{TestDriveResponse, test_drive},
    wire::ThemeResponse,
};
use crate::{
    error::ApiError,
    http::{Answer, Caller, Read, caller::ReadThemes},
    question::Topic,
    wire::Word,
};

type FitDimension = Word<fit_rating::FitDimension>;
type Reliance = Word<theme::Reliance>;

/// The latest moves that a report shows; the history has all of them.
const LATEST_MOVES: u64 = 10;

/// What is known of a theme, before money or years go into it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ThemeReport, example = json!({
    "object": "theme_report",
    "theme": {
        "id": "019b76da-a800-7000-8000-000000000007", "object": "theme",
        "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
        "name": "Speech therapy with children", "field": "Health", "specialty": null, "why": null,
        "status": "exploring", "mode": "choose", "target_roles": [], "employer_types": [], "locations": [],
        "relocation": null, "time_horizon": null, "advancement": null, "planned_investment": null, "familiarity": []
    },
    "fit": [{
        "dimension": "skills", "reliance": "one_source",
        "wording": "1 rating after one conversation: one source is no proof", "is_mismatch": false, "count": 1,
        "conversations": 1, "mean": 4.0, "lowest": 4, "highest": 4, "latest": 4,
        "evidence": ["She liked how I explained it."]
    }],
    "familiarity": [{ "topic": "lifestyle", "level": "basic" }], "ask_about": ["compensation"],
    "interviews_held": 1, "interviews_arranged": 0, "outreach_open": 2, "gaps_open": 1, "history": [],
    "last_decision": null,
    "test_drive": {
        "in_favor": { "count": 0, "statements": [] }, "against": { "count": 0, "statements": [] },
        "open_questions": [], "topics": [{ "topic": "work_environment", "learnings": 0 }],
        "experience": [{ "band": "years_1_to_5", "people": 1, "estimated": 0 }], "experience_unknown": 0
    },
    "suggestion": {
        "step": "research_more", "why": "Not rated yet: values, lifestyle.", "operation": {
            "operation_id": "create_fit_rating", "method": "POST",
            "path": "/v1/themes/019b76da-a800-7000-8000-000000000007/fit-ratings"
        }
    }
}))]
pub(super) struct ThemeReportResponse {
    /// Always `theme_report`.
    #[schema(max_length = 50)]
    object: &'static str,
    theme: ThemeResponse,
    /// Every dimension, rated or not.
    #[schema(max_items = 7)]
    fit: Vec<FitResponse>,
    /// Every topic there is to know, with what the person said of it.
    #[schema(max_items = 9)]
    familiarity: Vec<TopicFamiliarityBody>,
    /// The topics that are least known: ask about these first.
    #[schema(max_items = 9)]
    ask_about: Vec<Topic>,
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    interviews_held: u32,
    /// Scheduled, or going on.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    interviews_arranged: u32,
    /// Pursuits that have not come to their end.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    outreach_open: u32,
    /// Open research gaps about the theme.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    gaps_open: u32,
    /// The ten latest moves, the latest first.
    #[schema(max_items = 10)]
    history: Vec<MoveResponse>,
    last_decision: Option<MoveResponse>,
    test_drive: TestDriveResponse,
    suggestion: SuggestionResponse,
}

/// How a theme fits in one dimension.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ThemeFit)]
struct FitResponse {
    dimension: FitDimension,
    reliance: Reliance,
    /// How far to rely on it, for people.
    #[schema(max_length = 200)]
    wording: String,
    /// Whether the ratings lie below the middle of the scale on the whole.
    is_mismatch: bool,
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    count: u32,
    /// The conversations that led to them, each once.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    conversations: u32,
    /// To two decimals; null without a rating, as the next three.
    #[schema(minimum = 1.0, maximum = 5.0)]
    mean: Option<f64>,
    #[schema(minimum = 1, maximum = 5)]
    lowest: Option<i16>,
    #[schema(minimum = 1, maximum = 5)]
    highest: Option<i16>,
    #[schema(minimum = 1, maximum = 5)]
    latest: Option<i16>,
    /// The five latest pieces of evidence.
    #[schema(max_items = 5, max_length = 2000)]
    evidence: Vec<String>,
}

impl From<Fit> for FitResponse {
    fn from(fit: Fit) -> Self {
        let (reliance, wording, is_mismatch) = (fit.reliance(), fit.wording(), fit.is_mismatch());
        let Fit { dimension, tally } = fit;
        let of = |get: fn(&Tally) -> fit_rating::Score| tally.as_ref().map(|one| get(one).get());
        Self {
            dimension: Word(dimension),
            reliance: Word(reliance),
            wording,
            is_mismatch,
            count: tally.as_ref().map_or(0, |tally| tally.count),
            conversations: tally.as_ref().map_or(0, |tally| tally.conversations),
            mean: tally.as_ref().map(Tally::mean),
            lowest: of(|tally| tally.lowest),
            highest: of(|tally| tally.highest),
            latest: of(|tally| tally.latest),
            evidence: tally.map_or_else(Vec::new, |tally| {
                tally.evidence.into_iter().map(Text::into_string).collect()
            }),
        }
    }
}

impl ThemeReportResponse {
    fn new(
        theme: Stored<Theme>,
        tallies: &[Tally],
        activity: Activity,
        history: Vec<Stored<Move>>,
        last_decision: Option<Stored<Move>>,
        test_drive: TestDriveResponse,
    ) -> Self {
        let fits = fits(tallies);
        let suggestion = suggest(&theme.value, &fits, &activity, &test_drive.untold());
        let Activity {
            interviews_held,
            interviews_arranged,
            outreach_open,
            gaps_open,
            conversations_rated: _,
        } = activity;
        let (id, known) = (theme.id, &theme.value.familiarity);
        Self {
            object: "theme_report",
            fit: fits.into_iter().map(Into::into).collect(),
            familiarity: known.levels().map(Into::into).collect(),
            ask_about: known.least_known().into_iter().map(Word).collect(),
            theme: theme.into(),
            interviews_held,
            interviews_arranged,
            outreach_open,
            gaps_open,
            history: history.into_iter().map(Into::into).collect(),
            last_decision: last_decision.map(Into::into),
            test_drive,
            suggestion: SuggestionResponse::new(id, suggestion),
        }
    }
}

/// Find the report on a theme
///
/// The test drive: how the theme fits in each dimension and how far that can be relied on, what is least known, what was
/// done and decided, what speaks for and against it, and whether to decide or to research more and how. One source is no
/// proof: ratings count as corroborated after two conversations.
#[utoipa::path(operation_id = "find_theme_report", tag = "themes", security(("bearer" = ["themes:read"])),
    responses((status = 200, description = "The report", body = ThemeReportResponse)))]
#[get("/themes/{id}/report")]
async fn find_theme_report(
    caller: Caller<ReadThemes>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<ThemeReportResponse>, ApiError> {
    let (db, owner) = (read.db(), caller.owner);
    let found = workspace::find::<Theme>(db, owner, Id::new(*id)).await?;
    let theme = found.ok_or_else(ApiError::not_found)?;
    let tallies = report::list_tallies(db, owner, theme.id).await?;
    let activity = report::find_activity(db, owner, theme.id).await?;
    let moves = history::list_latest(db, owner, theme.id, LATEST_MOVES).await?;
    let decision = history::find_last_decision(db, owner, theme.id).await?;
    let drive = test_drive(&read, owner, theme.id).await?;
    let report = ThemeReportResponse::new(theme, &tallies, activity, moves, decision, drive);
    Ok(Answer::ok(&report))
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(find_theme_report);
}
