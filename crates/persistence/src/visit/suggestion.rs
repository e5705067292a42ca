//! Whom else to ask during a visit, in one statement.

use domain::{
    Id, Stored,
    place::BoundingBox,
    visit::{MAX_SUGGESTIONS, Suggestion, Visit, Whereabouts},
};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use crate::{
    Error, Executor, column::Cells, outreach::OPEN, select, site::distance, workspace::Owner,
};

/// Those in the city, those whose organization has a site there, and with coordinates those whose organization has a site
/// near. Whoever is known to live elsewhere is not at the site. Each once, where they are nearest.
fn select() -> String {
    let metres = distance("$6::float8", "$7::float8");
    format!(
        "WITH there AS ( \
             SELECT c.id, 1 AS rank, NULL::text AS site, NULL::integer AS metres FROM contact AS c \
             WHERE c.owner_id = $1 AND folded(c.city) = folded($3) AND (c.country IS NULL OR c.country = $4) \
             UNION ALL \
             SELECT c.id, 2, s.name, NULL FROM site AS s \
             JOIN contact AS c ON c.owner_id = $1 AND c.organization_id = s.organization_id \
             WHERE s.owner_id = $1 AND folded(s.city) = folded($3) AND (s.country IS NULL OR s.country = $4) AND c.city IS NULL \
             UNION ALL \
             SELECT c.id, 3, s.name, {metres} FROM site AS s \
             JOIN contact AS c ON c.owner_id = $1 AND c.organization_id = s.organization_id \
             WHERE s.owner_id = $1 AND s.latitude BETWEEN $9 AND $10 \
             AND (s.longitude BETWEEN $11 AND $12 OR s.longitude BETWEEN $13 AND $14) AND {metres} <= $8 \
             AND (c.city IS NULL OR folded(c.city) = folded(s.city)) \
         ), nearest AS ( \
             SELECT DISTINCT ON (id) * FROM there ORDER BY id, rank, metres, site \
         ) \
         SELECT c.id, c.name, c.warmth, c.organization_id, g.name AS organization_name, \
             COALESCE(g.is_target, false) AS is_at_target, o.id AS outreach_id, o.state, n.site, n.metres \
         FROM nearest AS n JOIN contact AS c ON c.owner_id = $1 AND c.id = n.id \
         LEFT JOIN organization AS g ON g.owner_id = $1 AND g.id = c.organization_id \
         LEFT JOIN outreach AS o ON o.owner_id = $1 AND o.contact_id = c.id AND o.state IN {OPEN} \
         WHERE NOT c.do_not_contact \
         AND (o.id IS NOT NULL OR NOT EXISTS (SELECT FROM outreach AS over WHERE over.owner_id = $1 AND over.contact_id = c.id)) \
         AND NOT EXISTS (SELECT FROM visit_outreach AS l WHERE l.owner_id = $1 AND l.visit_id = $2 AND l.outreach_id = o.id) \
         ORDER BY CASE o.state WHEN 'meeting_agreed' THEN 1 WHEN 'in_conversation' THEN 2 ELSE 3 END, \
             o.id IS NULL, is_at_target DESC, CASE c.warmth WHEN 'warm' THEN 1 WHEN 'lukewarm' THEN 2 ELSE 3 END, \
             n.rank, n.metres, lower(c.name), c.id \
         LIMIT $5"
    )
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    name: String,
    warmth: String,
    organization_id: Option<Uuid>,
    organization_name: Option<String>,
    is_at_target: bool,
    outreach_id: Option<Uuid>,
    state: Option<String>,
    site: Option<String>,
    metres: Option<i32>,
}

/// Whom else to ask during a visit: those who have come farthest first. With coordinates, a site within so many metres
/// is as good as one in the city.
pub async fn list_suggestions(
    db: &impl Executor,
    owner: Owner,
    visit: &Stored<Visit>,
    within_metres: f64,
) -> Result<Vec<Suggestion>, Error> {
    let limit = i64::try_from(MAX_SUGGESTIONS).unwrap_or(i64::MAX);
    let Visit { city, country, .. } = &visit.value;
    let mut values: Vec<Value> = vec![
        owner.uuid().into(),
        visit.id.uuid().into(),
        city.to_string().into(),
        country.to_string().into(),
        limit.into(),
    ];
    values.extend(around(&visit.value, within_metres).map(Value::from));
    let rows = select::all::<Row>(db, select(), values).await?;
    rows.into_iter().map(Suggestion::try_from).collect()
}

/// The place, the distance, and the box around it with its two ranges of longitude, of which an index takes the first
/// look. Nothing lies within nulls.
fn around(visit: &Visit, metres: f64) -> [Option<f64>; 9] {
    let Some(place) = visit.place else {
        return [None; 9];
    };
    let BoundingBox {
        latitudes: (south, north),
        longitudes,
    } = BoundingBox::around(&place, metres);
    let mut ranges = longitudes
        .into_iter()
        .map(|(west, east)| (Some(west), Some(east)));
    let (west, east) = ranges.next().unwrap_or_default();
    let (other_west, other_east) = ranges.next().unwrap_or_default();
    let (latitude, longitude) = (Some(place.latitude()), Some(place.longitude()));
    let (south, north) = (Some(south), Some(north));
    [
        latitude,
        longitude,
        Some(metres),
        south,
        north,
        west,
        east,
        other_west,
        other_east,
    ]
}

impl TryFrom<Row> for Suggestion {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let Row {
            id,
            name,
            warmth,
            organization_id,
            organization_name,
            is_at_target,
            outreach_id,
            state,
            site,
            metres,
        } = row;
        let cells = Cells::of("contact", id);
        let employer = cells.optional_text("organization_id", organization_name.as_deref())?;
        let state = cells.optional_word("state", state.as_deref())?;
        let site = cells.optional_text("site", site.as_deref())?;
        Ok(Self {
            contact_id: Id::new(id),
            name: cells.text("name", &name)?,
            warmth: cells.word("warmth", &warmth)?,
            organization: organization_id.map(Id::new).zip(employer),
            is_at_target,
            outreach: outreach_id.map(Id::new).zip(state),
            whereabouts: match (site, metres) {
                (None, _) => Whereabouts::InCity,
                (Some(site), None) => Whereabouts::EmployerInCity { site },
                (Some(site), Some(metres)) => Whereabouts::EmployerNear { site, metres },
            },
        })
    }
}
