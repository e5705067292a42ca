//! How each table is read: a page of its own, or the number of its items in each bucket.

use domain::agenda::{Bucket, Hidden};
use domain::vocabulary::Vocabulary;

use super::{
    Criteria,
    table::{Table, Turn},
};

impl Table {
    /// The branch's own page; `None` when nothing of the table is wanted.
    pub(super) fn page(&self, criteria: &Criteria) -> Option<String> {
        let Self {
            word,
            contact,
            opens_at,
            until,
            order,
            columns,
            ..
        } = self;
        let conditions = self.conditions(criteria)?;
        let from = self.from();
        let fate = match self.about {
            Some(_) => "m.snoozed_until, m.dismissed_at, m.dismissal_reason",
            None => {
                "CASE WHEN t.snoozed_until > $2 THEN t.snoozed_until END AS snoozed_until, \
                 NULL::timestamptz AS dismissed_at, NULL::text AS dismissal_reason"
            }
        };
        Some(format!(
            "(SELECT '{word}' AS kind, t.id AS id, {contact} AS contact_id, c.name AS contact_name, \
              {opens_at} AS opens_at, {until} AS until, {columns}, {fate} \
              FROM {from} WHERE {conditions} ORDER BY {order}, t.id LIMIT $4)"
        ))
    }

    /// The bucket of each item; `None` when nothing of the table is wanted.
    pub(super) fn buckets(&self, criteria: &Criteria) -> Option<String> {
        let conditions = self.conditions(criteria)?;
        let from = self.from();
        let cases: Vec<String> = Bucket::ALL
            .iter()
            .filter_map(|bucket| Some(format!("WHEN {} THEN '{bucket}'", self.is_in(*bucket)?)))
            .collect();
        Some(format!(
            "SELECT CASE {} END AS bucket FROM {from} WHERE {conditions}",
            cases.join(" ")
        ))
    }

    fn from(&self) -> String {
        let Self {
            name,
            contact,
            about,
            ..
        } = self;
        let mark = about.map_or_else(String::new, |about| {
            format!(
                " LEFT JOIN agenda_mark m ON m.owner_id = t.owner_id AND m.id = t.id AND m.about = {about} \
                 AND (m.dismissed_at IS NOT NULL OR m.snoozed_until > $2)"
            )
        });
        format!("{name} t JOIN contact c ON c.owner_id = t.owner_id AND c.id = {contact}{mark}")
    }

    fn conditions(&self, criteria: &Criteria) -> Option<String> {
        let Self { is_open, kinds, .. } = self;
        let wanted: Vec<&str> = kinds
            .iter()
            .filter(|(kind, _)| criteria.kinds.is_empty() || criteria.kinds.contains(kind))
            .map(|(_, condition)| *condition)
            .collect();
        if wanted.is_empty() || (self.needs_cadence() && criteria.cadence.is_none()) {
            return None;
        }
        let mut conditions = vec![format!("t.owner_id = $1 AND {is_open}")];
        if wanted.len() < kinds.len() {
            conditions.push(format!("({})", wanted.join(" OR ")));
        }
        conditions.extend(self.is_in_any(&criteria.buckets)?);
        conditions.extend(self.is_shown(&criteria.include));
        conditions.extend(self.narrowed(criteria));
        Some(conditions.join(" AND "))
    }

    fn needs_cadence(&self) -> bool {
        matches!(self.turn, Turn::Theirs | Turn::Cooling)
    }

    /// Where the page continues, and what it is narrowed to.
    fn narrowed(&self, criteria: &Criteria) -> impl Iterator<Item = String> {
        let Self {
            contact,
            opens_at,
            order,
            after,
            horizon,
            is_of_theme,
            ..
        } = self;
        let given = |is_given: bool, condition: String| is_given.then_some(condition);
        [
            given(
                criteria.after.is_some(),
                format!("({order}, t.id) > {after}"),
            ),
            given(
                criteria.opens_before.is_some(),
                format!("{opens_at} < {horizon}"),
            ),
            given(criteria.contact_id.is_some(), format!("{contact} = $9")),
            given(
                criteria.organization_id.is_some(),
                "c.organization_id = $12".to_owned(),
            ),
            given(criteria.theme_id.is_some(), (*is_of_theme).to_owned()),
        ]
        .into_iter()
        .flatten()
    }

    /// Leaves out what was put off or dismissed, unless that is asked for.
    fn is_shown(&self, include: &[Hidden]) -> Option<String> {
        self.about?;
        let shown = |hidden, condition| include.contains(&hidden).then_some(condition);
        let conditions: Vec<&str> = [
            Some("m.id IS NULL"),
            shown(Hidden::Snoozed, "m.snoozed_until IS NOT NULL"),
            shown(Hidden::Dismissed, "m.dismissed_at IS NOT NULL"),
        ]
        .into_iter()
        .flatten()
        .collect();
        Some(format!("({})", conditions.join(" OR ")))
    }

    /// The condition of being in one of these buckets, empty when every bucket is wanted; `None` when nothing of the table
    /// can be in one.
    fn is_in_any(&self, wanted: &[Bucket]) -> Option<Vec<String>> {
        if wanted.is_empty() {
            return Some(Vec::new());
        }
        let any: Vec<String> = wanted
            .iter()
            .filter_map(|bucket| self.is_in(*bucket))
            .collect();
        (!any.is_empty()).then(|| vec![format!("({})", any.join(" OR "))])
    }

    /// What [`domain::agenda::bucket`] says, as a condition; `None` where it never does.
    fn is_in(&self, bucket: Bucket) -> Option<String> {
        let Self {
            opens_at,
            until,
            turn,
            ..
        } = self;
        let later = format!("{until} >= $2 AND {opens_at} >= $3");
        let own = match bucket {
            Bucket::Overdue => format!("{until} < $2"),
            Bucket::Due => format!("{until} >= $2 AND {opens_at} < $3"),
            Bucket::ThisWeek => format!("{later} AND {opens_at} < $11"),
            Bucket::Upcoming => format!("{later} AND {opens_at} >= $11"),
            Bucket::Waiting | Bucket::GoingCold => String::new(),
        };
        let own = (!own.is_empty()).then_some(own);
        let condition = match (turn, bucket) {
            (Turn::Theirs, Bucket::Waiting) | (Turn::Cooling, Bucket::GoingCold) => {
                Some("true".to_owned())
            }
            (Turn::Theirs | Turn::Cooling, _) => None,
            (Turn::AskedWhere(is_asked), Bucket::Waiting) => {
                Some(format!("{later} AND {is_asked}"))
            }
            (Turn::AskedWhere(is_asked), Bucket::ThisWeek | Bucket::Upcoming) => {
                own.map(|own| format!("{own} AND NOT {is_asked}"))
            }
            (Turn::Mine | Turn::AskedWhere(_), _) => own,
        };
        condition.map(|condition| format!("({condition})"))
    }
}
