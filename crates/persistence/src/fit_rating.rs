//! Fit ratings in the database.

use domain::{
    Id, Stored, Text,
    fit_rating::{FitDimension, FitRating},
    theme::Theme,
    vocabulary::Vocabulary,
};
use sea_orm::{ActiveValue::NotSet, Set};

use crate::{
    Error,
    child::Child,
    column::Cells,
    entity::fit_rating::{ActiveModel, Column, Entity, Model},
    workspace::{Filter, Resource},
};

impl Resource for FitRating {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            theme_id,
            dimension,
            score,
            evidence,
            interview_id,
        } = row;
        let cells = Cells::of("fit_rating", id);
        let value = Self {
            theme_id: Id::new(theme_id),
            dimension: cells.word("dimension", &dimension)?,
            score: cells.whole("score", score)?,
            evidence: cells.optional_text("evidence", evidence.as_deref())?,
            interview_id: interview_id.map(Id::new),
        };
        Ok(Stored {
            id: Id::new(id),
            version,
            created_at,
            updated_at,
            value,
        })
    }

    fn write(&self) -> ActiveModel {
        let Self {
            theme_id,
            dimension,
            score,
            evidence,
            interview_id,
        } = self;
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            theme_id: Set(theme_id.uuid()),
            dimension: Set(dimension.to_string()),
            score: Set(score.get()),
            evidence: Set(evidence.as_ref().map(Text::to_string)),
            interview_id: Set(interview_id.map(Id::uuid)),
        }
    }
}

/// Ratings in any of the dimensions; none given, in all.
pub fn filter(dimensions: &[FitDimension]) -> Filter {
    Filter::default().any_of(Column::Dimension, dimensions.iter().map(|one| one.as_str()))
}

impl Child for FitRating {
    type Parent = Theme;

    const PARENT: &'static str = "theme_id";

    fn parent(&self) -> Id<Theme> {
        self.theme_id
    }
}
