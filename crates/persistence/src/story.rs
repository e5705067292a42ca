//! Accomplishment stories in the database.

use domain::{Id, Stored, Text, story::Story};
use sea_orm::{ActiveValue::NotSet, Set, sea_query::Expr};

use crate::{
    Error,
    column::Cells,
    entity::story::{ActiveModel, Entity, Model},
    workspace::{Filter, Resource},
};

impl Resource for Story {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            title,
            situation,
            action,
            result,
            skills,
            happened_on,
        } = row;
        let cells = Cells::of("story", id);
        let value = Self {
            title: cells.text("title", &title)?,
            situation: cells.optional_text("situation", situation.as_deref())?,
            action: cells.optional_text("action", action.as_deref())?,
            result: cells.optional_text("result", result.as_deref())?,
            skills: cells.phrases("skills", skills)?,
            happened_on,
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
            title,
            situation,
            action,
            result,
            skills,
            happened_on,
        } = self;
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            title: Set(title.to_string()),
            situation: Set(situation.as_ref().map(Text::to_string)),
            action: Set(action.as_ref().map(Text::to_string)),
            result: Set(result.as_ref().map(Text::to_string)),
            skills: Set(skills.to_strings()),
            happened_on: Set(*happened_on),
        }
    }
}

/// Stories that show at least one of the skills, in any letter case; none given, all stories.
pub fn filter(skills: &[Text<100>]) -> Filter {
    if skills.is_empty() {
        return Filter::default();
    }
    let wanted: Vec<String> = skills.iter().map(Text::to_string).collect();
    let shows_one = "EXISTS (SELECT FROM unnest(skills) AS skill, unnest($1) AS wanted WHERE lower(skill) = lower(wanted))";
    Filter::default().and(Expr::cust_with_values(shows_one, [wanted]))
}

/// Stories with situation, action and result.
pub fn complete() -> Filter {
    Filter::default().and(Expr::cust("num_nulls(situation, action, result) = 0"))
}
