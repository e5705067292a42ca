//! A score and the numbers behind it on the wire.

use domain::{
    analytics::{self, AnalyticsRule, PartScore, Score},
    methodology,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::wire::{IntervalResponse, OF_RATE, OF_SCORE, RateResponse, rounded};
use crate::wire::Word;

type EagernessPart = Word<analytics::EagernessPart>;
type AnalyticsUnit = Word<analytics::AnalyticsUnit>;
type Confidence = Word<methodology::Confidence>;

/// A score from 0 to 100. Its parts are of the same conversations, so their errors add up, and the interval is as wide as
/// that makes it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = EagernessScore)]
pub(super) struct ScoreResponse {
    #[schema(minimum = 0.0, maximum = 100.0)]
    value: f64,
    interval: IntervalResponse,
    #[schema(max_items = 20)]
    parts: Vec<PartResponse>,
    /// The same in plain words.
    #[schema(max_length = 1000)]
    words: String,
}

/// One part of a score.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = EagernessPartScore)]
struct PartResponse {
    part: EagernessPart,
    /// What was counted of this organization.
    own: RateResponse,
    /// The caller's mean over all organizations, by the rule of succession: never quite 0 or 1.
    #[schema(minimum = 0.0, maximum = 1.0)]
    overall_mean: f64,
    /// The organization's own rate, drawn towards that mean.
    #[schema(minimum = 0.0, maximum = 1.0)]
    shrunk: f64,
    /// Of `shrunk`.
    interval: IntervalResponse,
    /// Against the weights of the other parts.
    #[schema(minimum = 0, maximum = 1000)]
    weight: u32,
    /// What it adds to the score.
    #[schema(minimum = 0.0, maximum = 100.0)]
    points: f64,
    /// The same in plain words.
    #[schema(max_length = 1000)]
    words: String,
}

/// One number behind the scores, with the reason for it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = AnalyticsRule)]
pub(super) struct AnalyticsRuleResponse {
    #[schema(max_length = 100)]
    key: String,
    /// The version that holds; a changed number is a new one.
    #[schema(minimum = 1, maximum = 2_147_483_647)]
    version: i32,
    #[schema(minimum = 0, maximum = 1000)]
    value: u32,
    unit: AnalyticsUnit,
    #[schema(max_length = 2000)]
    rationale: String,
    /// Where it comes from; F-numbers are points of the sources.
    #[schema(max_length = 2000)]
    source: String,
    confidence: Confidence,
}

impl From<Score> for ScoreResponse {
    fn from(
        Score {
            value,
            interval,
            parts,
            words,
        }: Score,
    ) -> Self {
        Self {
            value: rounded(value, OF_SCORE),
            interval: IntervalResponse::rounded(interval, OF_SCORE),
            parts: parts.into_iter().map(Into::into).collect(),
            words,
        }
    }
}

impl From<PartScore> for PartResponse {
    fn from(
        PartScore {
            part,
            own,
            overall,
            shrunk,
            interval,
            weight,
            points,
            words,
        }: PartScore,
    ) -> Self {
        Self {
            part: Word(part),
            own: RateResponse::new(own, "so far"),
            overall_mean: rounded(overall, OF_RATE),
            shrunk: rounded(shrunk, OF_RATE),
            interval: IntervalResponse::rounded(interval, OF_RATE),
            weight,
            points: rounded(points, OF_SCORE),
            words,
        }
    }
}

impl From<AnalyticsRule> for AnalyticsRuleResponse {
    fn from(
        AnalyticsRule {
            key,
            version,
            value,
            unit,
            rationale,
            source,
            confidence,
        }: AnalyticsRule,
    ) -> Self {
        Self {
            key,
            version,
            value,
            unit: Word(unit),
            rationale,
            source,
            confidence: Word(confidence),
        }
    }
}
