//! Whom a person could meet in other cities, in one statement.

use chrono::{DateTime, Utc};
use domain::{
    Id,
    text::Name,
    visit::{MAX_PROSPECTS, Prospect, last_day_on_earth},
};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{Error, Executor, column::Cells, outreach::OPEN, select, workspace::Owner};

/// People who are pursued, and people at targets who never were; each in their own city, or else at the head office of
/// their organization or its first site. `$2` is the city one lives in; without it the first of the profile.
fn select() -> String {
    format!(
        "WITH home AS (SELECT COALESCE($2, (SELECT cities[1] FROM profile WHERE owner_id = $1)) AS city), \
         pursued AS ( \
             SELECT c.*, o.id AS outreach_id, o.state, o.theme_id \
             FROM outreach AS o JOIN contact AS c ON c.owner_id = $1 AND c.id = o.contact_id \
             WHERE o.owner_id = $1 AND o.state IN {OPEN} \
             UNION ALL \
             SELECT c.*, NULL, NULL, NULL \
             FROM organization AS target JOIN contact AS c ON c.owner_id = $1 AND c.organization_id = target.id \
             WHERE target.owner_id = $1 AND target.is_target \
             AND NOT EXISTS (SELECT FROM outreach AS o WHERE o.owner_id = $1 AND o.contact_id = c.id) \
         ), placed AS ( \
             SELECT p.id, p.name, p.organization_id, p.outreach_id, p.state, p.theme_id, COALESCE(p.city, s.city) AS city, \
                 CASE WHEN p.city IS NULL THEN s.country ELSE p.country END AS country \
             FROM pursued AS p LEFT JOIN LATERAL ( \
                 SELECT s.city, s.country FROM site AS s WHERE s.owner_id = $1 AND s.organization_id = p.organization_id \
                 AND s.city IS NOT NULL AND p.city IS NULL ORDER BY s.is_headquarters DESC, s.id LIMIT 1) AS s ON true \
             WHERE NOT p.do_not_contact \
         ), away AS ( \
             SELECT placed.*, folded(placed.city) AS folded_city FROM placed, home \
             WHERE placed.city IS NOT NULL AND folded(placed.city) IS DISTINCT FROM folded(home.city) \
             ORDER BY outreach_id IS NULL, placed.id LIMIT $4 \
         ) \
         SELECT home.city AS home, away.*, g.name AS organization_name, t.name AS theme_name, v.id AS visit_id, \
             v.country AS visit_country \
         FROM home LEFT JOIN away ON true \
         LEFT JOIN organization AS g ON g.owner_id = $1 AND g.id = away.organization_id \
         LEFT JOIN theme AS t ON t.owner_id = $1 AND t.id = away.theme_id \
         LEFT JOIN LATERAL ( \
             SELECT v.id, v.country FROM visit AS v WHERE v.owner_id = $1 AND folded(v.city) = away.folded_city \
             AND v.state = 'planned' AND v.ends_on >= $3 AND (away.country IS NULL OR v.country = away.country) \
             ORDER BY v.starts_on, v.id LIMIT 1) AS v ON true"
    )
}

#[derive(FromQueryResult)]
struct Row {
    home: Option<String>,
    id: Option<Uuid>,
    name: Option<String>,
    organization_id: Option<Uuid>,
    outreach_id: Option<Uuid>,
    state: Option<String>,
    theme_id: Option<Uuid>,
    city: Option<String>,
    country: Option<String>,
    folded_city: Option<String>,
    organization_name: Option<String>,
    theme_name: Option<String>,
    visit_id: Option<Uuid>,
    visit_country: Option<String>,
}

/// Whom a person could meet in other cities than the one given, or else the first of their profile; and which that is.
pub async fn list_prospects(
    db: &impl Executor,
    owner: Owner,
    home: Option<&Name>,
    now: DateTime<Utc>,
) -> Result<(Option<Name>, Vec<Prospect>), Error> {
    let rows = select::all::<Row>(
        db,
        select(),
        [
            owner.uuid().into(),
            home.map(Name::to_string).into(),
            last_day_on_earth(now).into(),
            i64::try_from(MAX_PROSPECTS).unwrap_or(i64::MAX).into(),
        ],
    )
    .await?;
    let cells = Cells::of("profile", owner.uuid());
    let home = rows.first().and_then(|row| row.home.as_deref());
    let home = cells.optional_text("cities", home)?;
    let prospects = rows.into_iter().map(read).filter_map(Result::transpose);
    Ok((home, prospects.collect::<Result<_, _>>()?))
}

fn read(row: Row) -> Result<Option<Prospect>, Error> {
    let (Some(id), Some(name), Some(city), Some(folded_city)) =
        (row.id, row.name, row.city, row.folded_city)
    else {
        return Ok(None);
    };
    let cells = Cells::of("contact", id);
    let named = |column, id: Option<Uuid>, name: Option<String>| {
        let named = id.zip(name);
        let named = named.map(|(id, name)| Ok::<_, Error>((id, cells.text(column, &name)?)));
        named.transpose()
    };
    let organization = named(
        "organization_id",
        row.organization_id,
        row.organization_name,
    )?;
    let theme = named("theme_id", row.theme_id, row.theme_name)?;
    let state = cells.optional_word("state", row.state.as_deref())?;
    let destination = cells.optional_country("country", row.visit_country.as_deref())?;
    Ok(Some(Prospect {
        contact_id: Id::new(id),
        name: cells.text("name", &name)?,
        city: cells.text("city", &city)?,
        folded_city,
        country: cells.optional_country("country", row.country.as_deref())?,
        organization: organization.map(|(id, name)| (Id::new(id), name)),
        outreach: row.outreach_id.map(Id::new).zip(state),
        theme: theme.map(|(id, name)| (Id::new(id), name)),
        visit: row.visit_id.map(Id::new).zip(destination),
    }))
}
