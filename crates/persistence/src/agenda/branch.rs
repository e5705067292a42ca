//! The four tables that hold what is open, and how each is read.

use domain::agenda::{AgendaKind, Bucket};

use super::Criteria;

/// One table of the union. Its alias is `t`, that of the contact `c`.
pub(super) struct Branch {
    table: &'static str,
    /// What is open of it, as its partial index has it.
    is_open: &'static str,
    /// Each kind of item it holds, with the condition that tells it from the others.
    kinds: &'static [(AgendaKind, &'static str)],
    /// When its window opens; of a follow-up and a promise the domain tells, by the local day of `until`.
    opens_at: &'static str,
    until: &'static str,
    /// The parameter that `opens_at` is held against for the horizon.
    horizon: &'static str,
    columns: &'static str,
}

pub(super) const BRANCHES: [Branch; 4] = [
    Branch {
        table: "outreach",
        is_open: "t.next_action IS NOT NULL",
        kinds: &[(AgendaKind::OutreachNextAction, "true")],
        opens_at: "t.next_action_from",
        until: "t.next_action_until",
        horizon: "$7",
        columns: "t.next_action AS word, false AS has_begun, NULL AS reason, NULL AS rule",
    },
    Branch {
        table: "interview",
        is_open: "t.state IN ('scheduled', 'in_progress')",
        kinds: &[
            (
                AgendaKind::InterviewUpcoming,
                "t.state = 'scheduled' AND t.starts_at > $2",
            ),
            (
                AgendaKind::InterviewToStart,
                "t.state = 'scheduled' AND t.starts_at <= $2",
            ),
            (AgendaKind::InterviewToComplete, "t.state = 'in_progress'"),
        ],
        opens_at: "COALESCE(t.started_at, t.starts_at)",
        until: "COALESCE(t.started_at, t.starts_at) + make_interval(mins => t.planned_minutes::integer)",
        horizon: "$7",
        columns: "t.mode AS word, t.state = 'in_progress' AS has_begun, NULL AS reason, NULL AS rule",
    },
    Branch {
        table: "follow_up",
        is_open: "t.state = 'pending'",
        kinds: &[(AgendaKind::FollowUp, "true")],
        opens_at: "GREATEST(t.due_at, t.snoozed_until)",
        until: "GREATEST(t.due_at, t.snoozed_until)",
        horizon: "$8",
        columns: "t.kind AS word, false AS has_begun, t.reason AS reason, t.rule AS rule",
    },
    Branch {
        table: "promise",
        is_open: "t.state = 'open' AND t.direction = 'mine' AND t.due_on IS NOT NULL",
        kinds: &[(AgendaKind::Promise, "true")],
        opens_at: "(t.due_on + 1)::timestamp AT TIME ZONE $10 - interval '1 second'",
        until: "(t.due_on + 1)::timestamp AT TIME ZONE $10 - interval '1 second'",
        horizon: "$8",
        columns: "t.direction AS word, false AS has_begun, t.what AS reason, NULL AS rule",
    },
];

impl Branch {
    /// The branch's own page; `None` when nothing of the table is wanted.
    pub(super) fn select(&self, criteria: &Criteria) -> Option<String> {
        let Self {
            table,
            is_open,
            kinds,
            opens_at,
            until,
            horizon,
            columns,
        } = self;
        let wanted: Vec<&str> = kinds
            .iter()
            .filter(|(kind, _)| criteria.kinds.is_empty() || criteria.kinds.contains(kind))
            .map(|(_, condition)| *condition)
            .collect();
        if wanted.is_empty() {
            return None;
        }
        let mut conditions = vec![format!("t.owner_id = $1 AND {is_open}")];
        if wanted.len() < kinds.len() {
            conditions.push(format!("({})", wanted.join(" OR ")));
        }
        conditions.extend(self.buckets(&criteria.buckets));
        if criteria.after.is_some() {
            conditions.push(format!("({until}, t.id) > ($5, $6)"));
        }
        if criteria.opens_before.is_some() {
            conditions.push(format!("{opens_at} < {horizon}"));
        }
        if criteria.contact_id.is_some() {
            conditions.push("t.contact_id = $9".to_owned());
        }
        let conditions = conditions.join(" AND ");
        Some(format!(
            "(SELECT '{table}' AS kind, t.id AS id, t.contact_id AS contact_id, c.name AS contact_name, \
              {opens_at} AS opens_at, {until} AS until, {columns} \
              FROM {table} t JOIN contact c ON c.owner_id = t.owner_id AND c.id = t.contact_id \
              WHERE {conditions} ORDER BY until, id LIMIT $4)"
        ))
    }

    /// What [`domain::agenda::bucket`] says, as a condition; `None` when every bucket is wanted.
    fn buckets(&self, wanted: &[Bucket]) -> Option<String> {
        let Self {
            opens_at, until, ..
        } = self;
        let has = |bucket| wanted.is_empty() || wanted.contains(&bucket);
        let open = match (has(Bucket::Due), has(Bucket::Upcoming)) {
            (true, true) if has(Bucket::Overdue) => return None,
            (true, true) => Some(format!("{until} >= $2")),
            (true, false) => Some(format!("{until} >= $2 AND {opens_at} < $3")),
            (false, true) => Some(format!("{until} >= $2 AND {opens_at} >= $3")),
            (false, false) => None,
        };
        let overdue = has(Bucket::Overdue).then(|| format!("{until} < $2"));
        let conditions: Vec<String> = overdue.into_iter().chain(open).collect();
        Some(format!("({})", conditions.join(" OR ")))
    }
}
