//! Methodology profiles in the database: reference data, the same for every owner.

use domain::{
    Id, Stored,
    methodology::{Methodology, Rule, Value},
    outreach::Channel,
    vocabulary::Vocabulary,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Deserialize;

use crate::{
    Error, Executor, Listing, SortBy, SortKey,
    column::Cells,
    entity::methodology::{Column, Entity, Model},
};

/// A rule as the column `rules` holds it: one form of value, the others absent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cell {
    key: String,
    value: Option<u32>,
    min: Option<u32>,
    max: Option<u32>,
    default: Option<u32>,
    channels: Option<Vec<String>>,
    word: Option<String>,
    unit: String,
    rationale: String,
    source: String,
    confidence: String,
}

/// Finds one version of a profile.
pub async fn find(
    db: &impl Executor,
    id: Id<Methodology>,
) -> Result<Option<Stored<Methodology>>, Error> {
    let found = Entity::find_by_id(id.uuid()).one(db.raw()).await?;
    found.map(read).transpose()
}

/// Finds the profile that new outreaches follow unless told otherwise.
pub async fn find_default(db: &impl Executor) -> Result<Option<Stored<Methodology>>, Error> {
    let default = Entity::find().filter(Column::IsDefault.eq(true));
    default.one(db.raw()).await?.map(read).transpose()
}

/// Finds several profiles in one statement, in no order.
pub(crate) async fn list_by_ids(
    db: &impl Executor,
    ids: impl IntoIterator<Item = Id<Methodology>>,
) -> Result<Vec<Stored<Methodology>>, Error> {
    let ids = ids.into_iter().map(Id::uuid);
    let some = Entity::find().filter(Column::Id.is_in(ids));
    let rows = some.all(db.raw()).await?;
    rows.into_iter().map(read).collect()
}

/// One page of all profiles, by their time of creation.
pub async fn list(db: &impl Executor, listing: Listing) -> Result<Vec<Stored<Methodology>>, Error> {
    let rows = listing.apply(Entity::find()).all(db.raw()).await?;
    rows.into_iter().map(read).collect()
}

/// The order of [`list`].
pub const ORDER: SortBy = SortBy::CreatedAt;

/// The key by which a profile sorts in [`ORDER`].
pub fn sort_key(stored: &Stored<Methodology>) -> SortKey {
    SortKey::Instant(stored.created_at)
}

fn read(row: Model) -> Result<Stored<Methodology>, Error> {
    let Model {
        id,
        key,
        version,
        name,
        summary,
        is_default,
        rules,
        created_at,
    } = row;
    let corrupt = || Cells::of("methodology", id).corrupt("rules");
    let cells = Vec::<Cell>::deserialize(rules).map_err(|_other_form| corrupt())?;
    let rules = cells.into_iter().map(rule).collect::<Option<_>>();
    Ok(Stored {
        id: Id::new(id),
        version,
        created_at,
        // A published version never changes.
        updated_at: created_at,
        value: Methodology {
            key,
            version,
            name,
            summary,
            is_default,
            rules: rules.ok_or_else(corrupt)?,
        },
    })
}

fn rule(cell: Cell) -> Option<Rule> {
    let Cell {
        key,
        value,
        min,
        max,
        default,
        channels,
        word,
        unit,
        rationale,
        source,
        confidence,
    } = cell;
    let value = match (value, min, max, default, channels, word) {
        (Some(number), None, None, None, None, None) => Value::Number(number),
        (None, Some(min), Some(max), default, None, None) => Value::Range { min, max, default },
        (None, None, None, None, Some(words), None) => {
            let channels = words.iter().map(|word| Channel::parse(word));
            Value::Channels(channels.collect::<Option<_>>()?)
        }
        (None, None, None, None, None, Some(word)) => Value::Word(word),
        _ => return None,
    };
    Some(Rule {
        key,
        value,
        unit: Vocabulary::parse(&unit)?,
        rationale,
        source,
        confidence: Vocabulary::parse(&confidence)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(members: &str) -> Option<Rule> {
        let text = format!(
            r#"{{"key": "k", {members}, "unit": "minutes", "rationale": "r", "source": "s", "confidence": "low"}}"#
        );
        serde_json::from_str(&text).ok().and_then(rule)
    }

    #[test]
    fn a_rule_has_exactly_one_form_of_value() {
        assert_eq!(parsed(r#""value": 3"#).unwrap().value, Value::Number(3));
        let channels = parsed(r#""channels": ["letter", "email"]"#).unwrap().value;
        assert_eq!(
            channels,
            Value::Channels(vec![Channel::Letter, Channel::Email])
        );
        let (min, max) = (5, 60);
        for (members, default) in [("", None), (r#", "default": 20"#, Some(20))] {
            let range = parsed(&format!(r#""min": 5, "max": 60{members}"#)).unwrap();
            assert_eq!(range.value, Value::Range { min, max, default });
        }
        for wrong in [
            r#""min": 5"#,
            r#""value": 3, "word": "x""#,
            r#""channels": ["pigeon"]"#,
            r#""value": -1"#,
            r#""valve": 3"#,
        ] {
            assert_eq!(parsed(wrong), None, "{wrong}");
        }
    }
}
