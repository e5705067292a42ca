//! Fit ratings in the database.

use domain::{
    Id, Stored, Text,
    fit_rating::{FitDimension, FitRating},
    theme::Theme,
    vocabulary::Vocabulary,
};
use sea_orm::{ActiveValue::NotSet, ColumnTrait, Set};

use crate::{
    Error, Executor, Transaction,
    column::Cells,
    entity::fit_rating::{ActiveModel, Column, Entity, Model},
    workspace::{self, Filter, Owner, Resource},
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

/// The ratings of one theme in any of the dimensions; none given, in all.
pub fn filter(theme: Id<Theme>, dimensions: &[FitDimension]) -> Filter {
    Filter::default()
        .and(Column::ThemeId.eq(theme.uuid()))
        .any_of(Column::Dimension, dimensions.iter().map(|one| one.as_str()))
}

/// Finds one rating of a theme.
pub async fn find(
    db: &impl Executor,
    owner: Owner,
    theme: Id<Theme>,
    id: Id<FitRating>,
) -> Result<Option<Stored<FitRating>>, Error> {
    let found = workspace::find(db, owner, id).await?;
    Ok(found.filter(|found| found.value.theme_id == theme))
}

/// Finds one rating of a theme and locks its row until the transaction ends.
pub async fn find_for_update(
    tx: &Transaction,
    owner: Owner,
    theme: Id<Theme>,
    id: Id<FitRating>,
) -> Result<Option<Stored<FitRating>>, Error> {
    let found = workspace::find_for_update(tx, owner, id).await?;
    Ok(found.filter(|found| found.value.theme_id == theme))
}
