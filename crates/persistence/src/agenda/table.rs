//! The tables that hold what is open, and what is read of each.

use domain::agenda::AgendaKind;

/// Whose move is next, in the words of [`domain::agenda::Turn`].
pub(super) enum Turn {
    Mine,
    /// The person's own, and where this holds they wait for an answer before.
    AskedWhere(&'static str),
    Theirs,
    Cooling,
}

/// One branch of the union. The alias of its table is `t`, that of the contact `c`, that of the mark `m`.
pub(super) struct Table {
    pub(super) name: &'static str,
    /// The word that tells a row of the branch.
    pub(super) word: &'static str,
    /// The contact that it concerns.
    pub(super) contact: &'static str,
    /// What is open of it, as its partial index has it.
    pub(super) is_open: &'static str,
    /// Each kind of item it holds, with the condition that tells it from the others.
    pub(super) kinds: &'static [(AgendaKind, &'static str)],
    pub(super) turn: Turn,
    /// When its window opens; of a follow-up and a promise the domain tells, by the local day of `until`.
    pub(super) opens_at: &'static str,
    pub(super) until: &'static str,
    /// What `until` grows with, as the index has it, and where a page continues.
    pub(super) order: &'static str,
    pub(super) after: &'static str,
    /// The parameter that `opens_at` is held against for the horizon.
    pub(super) horizon: &'static str,
    pub(super) columns: &'static str,
    /// What the item says: a mark on it holds as long as this stays. None where the row keeps such marks itself.
    pub(super) about: Option<&'static str>,
    /// Whether it concerns the theme $13.
    pub(super) is_of_theme: &'static str,
}

const BY_UNTIL: &str = "($5, $6)";
const OF_CADENCE: &str = "($5::timestamptz - $14::integer * interval '24 hours', $6)";
const BY_OUTREACH: &str = "EXISTS (SELECT FROM outreach o WHERE o.owner_id = t.owner_id AND o.contact_id = c.id AND o.theme_id = $13)";

/// The promises of either side.
const PROMISE_MINE: Table = Table {
    name: "promise",
    word: "promise",
    contact: "t.contact_id",
    is_open: "t.state = 'open' AND t.direction = 'mine' AND t.due_on IS NOT NULL",
    kinds: &[(AgendaKind::Promise, "true")],
    turn: Turn::Mine,
    opens_at: "(t.due_on + 1)::timestamp AT TIME ZONE $10 - interval '1 second'",
    until: "(t.due_on + 1)::timestamp AT TIME ZONE $10 - interval '1 second'",
    order: "(t.due_on + 1)::timestamp AT TIME ZONE $10 - interval '1 second'",
    after: BY_UNTIL,
    horizon: "$8",
    columns: "t.direction AS word, false AS is_begun, t.what AS reason, NULL AS rule",
    about: Some("concat_ws(' ', t.direction, t.due_on)"),
    is_of_theme: BY_OUTREACH,
};

pub(super) const TABLES: [Table; 7] = [
    Table {
        name: "outreach",
        word: "outreach",
        contact: "t.contact_id",
        is_open: "t.next_action IS NOT NULL",
        kinds: &[(AgendaKind::OutreachNextAction, "true")],
        turn: Turn::AskedWhere("t.state = 'awaiting_reply'"),
        opens_at: "t.next_action_from",
        until: "t.next_action_until",
        order: "t.next_action_until",
        after: BY_UNTIL,
        horizon: "$7",
        columns: "t.next_action AS word, t.state = 'awaiting_reply' AS is_begun, NULL AS reason, NULL AS rule",
        about: Some("concat_ws(' ', t.next_action, floor(extract(epoch FROM t.next_action_from)))"),
        is_of_theme: "t.theme_id = $13",
    },
    Table {
        name: "interview",
        word: "interview",
        contact: "t.contact_id",
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
        turn: Turn::Mine,
        opens_at: "COALESCE(t.started_at, t.starts_at)",
        until: "COALESCE(t.started_at, t.starts_at) + make_interval(mins => t.planned_minutes::integer)",
        order: "COALESCE(t.started_at, t.starts_at) + make_interval(mins => t.planned_minutes::integer)",
        after: BY_UNTIL,
        horizon: "$7",
        columns: "t.mode AS word, t.state = 'in_progress' AS is_begun, NULL AS reason, NULL AS rule",
        about: Some("concat_ws(' ', t.state, floor(extract(epoch FROM t.starts_at)))"),
        is_of_theme: "t.theme_id = $13",
    },
    Table {
        name: "follow_up",
        word: "follow_up",
        contact: "t.contact_id",
        is_open: "t.state = 'pending'",
        kinds: &[(AgendaKind::FollowUp, "true")],
        turn: Turn::Mine,
        opens_at: "GREATEST(t.due_at, t.snoozed_until)",
        until: "GREATEST(t.due_at, t.snoozed_until)",
        order: "GREATEST(t.due_at, t.snoozed_until)",
        after: BY_UNTIL,
        horizon: "$8",
        columns: "t.kind AS word, false AS is_begun, t.reason AS reason, t.rule AS rule",
        about: None,
        is_of_theme: BY_OUTREACH,
    },
    PROMISE_MINE,
    Table {
        word: "awaited",
        is_open: "t.state = 'open' AND t.direction = 'theirs'",
        kinds: &[(AgendaKind::PromiseAwaited, "true")],
        turn: Turn::Theirs,
        opens_at: AWAITED,
        until: AWAITED,
        order: AWAITED,
        ..PROMISE_MINE
    },
    Table {
        name: "hand_off",
        word: "hand_off",
        contact: "t.contact_id",
        is_open: "t.state <> 'delivered'",
        kinds: &[(AgendaKind::HandOffAwaited, "true")],
        turn: Turn::Theirs,
        opens_at: "t.handed_at",
        until: "t.handed_at + $14::integer * interval '24 hours'",
        order: "t.handed_at",
        after: OF_CADENCE,
        horizon: "$7",
        columns: "t.state AS word, false AS is_begun, NULL AS reason, NULL AS rule",
        about: Some("t.state"),
        is_of_theme: BY_OUTREACH,
    },
    Table {
        name: "contact",
        word: "contact",
        contact: "t.id",
        is_open: SILENT,
        kinds: &[(AgendaKind::ContactGoingCold, "true")],
        turn: Turn::Cooling,
        opens_at: "t.last_contacted_at + $14::integer * interval '24 hours'",
        until: "t.last_contacted_at + $14::integer * interval '24 hours'",
        order: "t.last_contacted_at",
        after: OF_CADENCE,
        horizon: "$7",
        columns: "'' AS word, false AS is_begun, NULL AS reason, NULL AS rule",
        about: Some("concat_ws(' ', 'since', floor(extract(epoch FROM t.last_contacted_at)))"),
        is_of_theme: BY_OUTREACH,
    },
];

/// A promise of theirs without a day is late after the cadence.
const AWAITED: &str = "COALESCE((t.due_on + 1)::timestamp AT TIME ZONE $10 - interval '1 second', \
     t.created_at + $14::integer * interval '24 hours')";

/// Contacts that fell silent, and of whom nothing else on the agenda speaks.
const SILENT: &str = "t.last_contacted_at IS NOT NULL AND NOT t.do_not_contact \
     AND t.last_contacted_at < $2::timestamptz - $14::integer * interval '24 hours' \
     AND (t.update_every_days IS NULL OR t.last_contacted_at < $2::timestamptz - t.update_every_days * interval '24 hours') \
     AND NOT EXISTS (SELECT FROM outreach o WHERE o.owner_id = t.owner_id AND o.contact_id = t.id \
       AND o.state IN ('planned', 'awaiting_reply', 'in_conversation', 'meeting_agreed', 'deferred')) \
     AND NOT EXISTS (SELECT FROM follow_up f WHERE f.owner_id = t.owner_id AND f.contact_id = t.id AND f.state = 'pending')";

impl Table {
    /// What a row of this id says: its kind, and nothing more while it is settled.
    pub(super) fn find(&self) -> String {
        let Self { name, about, .. } = self;
        let is_open = self.is_open_at_all();
        let about = about.map_or_else(
            || "NULL::text".to_owned(),
            |about| format!("CASE WHEN {is_open} THEN {about} END"),
        );
        format!(
            "SELECT '{name}' AS kind, {about} AS about FROM {name} t WHERE t.owner_id = $1 AND t.id = $2"
        )
    }

    /// Whether it may be an item at some time, without the parameters of a list.
    fn is_open_at_all(&self) -> &'static str {
        match self.turn {
            Turn::Cooling => "t.last_contacted_at IS NOT NULL",
            _ => self.is_open,
        }
    }
}
