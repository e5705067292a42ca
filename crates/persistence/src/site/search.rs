//! The search over all sites of a person: the nearest first, or by name.

use domain::{
    Id, Stored,
    organization::{Organization, OrganizationKind},
    place::BoundingBox,
    site::{Around, FoundSite, Site},
    vocabulary::Vocabulary,
};
use sea_orm::{FromQueryResult, QueryResult, Value};
use uuid::Uuid;

use crate::{
    Error, Executor, SortKey,
    column::Cells,
    entity::site::Model,
    select,
    workspace::{Owner, Resource},
};

/// Which sites, and which page of them; what is not given narrows nothing.
#[derive(Clone, Debug)]
pub struct Criteria {
    /// The nearest to it first; sites without coordinates are left out. Without it all sites, by name.
    pub around: Option<Around>,
    pub organization_id: Option<Id<Organization>>,
    /// At an organization of any of these kinds.
    pub kinds: Vec<OrganizationKind>,
    /// The last one already seen: its distance in metres, or its name.
    pub after: Option<(SortKey, Uuid)>,
    pub limit: u64,
}

/// One page of sites in one statement. With a distance, an index serves the box around the place.
pub async fn search(
    db: &impl Executor,
    owner: Owner,
    criteria: &Criteria,
) -> Result<Vec<FoundSite>, Error> {
    let mut query = Query::of(owner);
    let statement = query.select(criteria);
    let rows = select::all::<Row>(db, statement, query.values).await?;
    rows.into_iter().map(FoundSite::try_from).collect()
}

/// A statement with its parameters, as it is put together.
struct Query {
    values: Vec<Value>,
}

/// Whole metres by the formula of [`domain::place::Place::metres_to`], between a row `s` and two parameters.
pub(crate) fn distance(latitude: &str, longitude: &str) -> String {
    let half = |from: &str, to: &str| format!("power(sin(radians({to} - {from}) / 2), 2)");
    let (north, east) = (half(latitude, "s.latitude"), half(longitude, "s.longitude"));
    format!(
        "round(2 * 6371008.8 * asin(sqrt(LEAST(1, {north} \
         + cos(radians({latitude})) * cos(radians(s.latitude)) * {east}))))::integer"
    )
}

impl Query {
    fn of(owner: Owner) -> Self {
        Self {
            values: vec![owner.uuid().into()],
        }
    }

    /// Adds a parameter and returns how the statement names it.
    fn bind(&mut self, value: impl Into<Value>, kind: &str) -> String {
        self.values.push(value.into());
        format!("${}::{kind}", self.values.len())
    }

    fn select(&mut self, criteria: &Criteria) -> String {
        let Criteria {
            around,
            organization_id,
            kinds,
            after,
            limit,
        } = criteria;
        let mut conditions = vec!["s.owner_id = $1".to_owned()];
        let metres = self.around(around.as_ref(), &mut conditions);
        if let Some(id) = organization_id {
            let id = self.bind(id.uuid(), "uuid");
            conditions.push(format!("s.organization_id = {id}"));
        }
        if !kinds.is_empty() {
            let kinds = kinds.iter().map(|kind| self.bind(kind.as_str(), "text"));
            let kinds: Vec<String> = kinds.collect();
            conditions.push(format!("o.kind IN ({})", kinds.join(", ")));
        }
        let key = metres.clone().unwrap_or_else(|| "lower(s.name)".to_owned());
        if let Some((seen, id)) = after {
            let seen = self.seen(seen);
            let id = self.bind(*id, "uuid");
            conditions.push(format!("({key}, s.id) > ({seen}, {id})"));
        }
        let limit = self.bind(i64::try_from(*limit).unwrap_or(i64::MAX), "bigint");
        let metres = metres.unwrap_or_else(|| "NULL::integer".to_owned());
        format!(
            "SELECT s.*, o.name AS organization_name, o.kind AS organization_kind, {metres} AS distance_metres \
             FROM site AS s JOIN organization AS o ON o.owner_id = s.owner_id AND o.id = s.organization_id \
             WHERE {} ORDER BY {key}, s.id LIMIT {limit}",
            conditions.join(" AND ")
        )
    }

    /// The distance of a site, when one is asked for, and what it has to meet.
    fn around(&mut self, around: Option<&Around>, conditions: &mut Vec<String>) -> Option<String> {
        let around = around?;
        let latitude = self.bind(around.place.latitude(), "double precision");
        let longitude = self.bind(around.place.longitude(), "double precision");
        let metres = distance(&latitude, &longitude);
        conditions.push("s.latitude IS NOT NULL".to_owned());
        if let Some(limits) = around.bounding_box() {
            let within = self.within(&limits);
            conditions.push(within);
        }
        if let Some(within) = around.within_metres {
            let within = self.bind(within, "double precision");
            conditions.push(format!("{metres} <= {within}"));
        }
        Some(metres)
    }

    fn within(&mut self, limits: &BoundingBox) -> String {
        let mut between = |column: &str, (from, to): (f64, f64)| {
            let from = self.bind(from, "double precision");
            let to = self.bind(to, "double precision");
            format!("{column} BETWEEN {from} AND {to}")
        };
        let latitudes = between("s.latitude", limits.latitudes);
        let ranges = limits.longitudes.iter();
        let longitudes: Vec<String> = ranges.map(|range| between("s.longitude", *range)).collect();
        format!("{latitudes} AND ({})", longitudes.join(" OR "))
    }

    fn seen(&mut self, key: &SortKey) -> String {
        match key {
            SortKey::Number(metres) => self.bind(*metres, "integer"),
            SortKey::Text(name) => format!("lower({})", self.bind(name.clone(), "text")),
            SortKey::Instant(instant) => self.bind(*instant, "timestamptz"),
        }
    }
}

struct Row {
    site: Model,
    organization_name: String,
    organization_kind: String,
    distance_metres: Option<i32>,
}

impl FromQueryResult for Row {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, sea_orm::DbErr> {
        Ok(Self {
            site: Model::from_query_result(row, prefix)?,
            organization_name: row.try_get(prefix, "organization_name")?,
            organization_kind: row.try_get(prefix, "organization_kind")?,
            distance_metres: row.try_get(prefix, "distance_metres")?,
        })
    }
}

impl TryFrom<Row> for FoundSite {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let Row {
            site,
            organization_name,
            organization_kind,
            distance_metres,
        } = row;
        let site: Stored<Site> = Site::read(site)?;
        let cells = Cells::of("organization", site.value.organization_id.uuid());
        Ok(Self {
            site,
            organization_name: cells.text("name", &organization_name)?,
            organization_kind: cells.word("kind", &organization_kind)?,
            distance_metres,
        })
    }
}
