//! Everything that refers to a contact, and what of it two contacts can have only once.

/// A column that refers to a contact.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reference {
    pub(super) table: &'static str,
    pub(super) column: &'static str,
}

const fn column(table: &'static str, column: &'static str) -> Reference {
    Reference { table, column }
}

/// The columns whose rows move to the contact that is kept. The methods of a contact, its dismissals and its merges do
/// not: they are part of it, or say something about it as it was.
pub(super) const MOVED: [Reference; 20] = [
    column("outreach", "contact_id"),
    column("interview", "contact_id"),
    column("referral", "referrer_id"),
    column("referral", "contact_id"),
    column("follow_up", "contact_id"),
    column("research_item", "contact_id"),
    column("research_gap", "contact_id"),
    column("hand_off", "contact_id"),
    column("forwarding", "contact_id"),
    column("employment", "contact_id"),
    column("network_ask_recipient", "contact_id"),
    column("event_meeting", "contact_id"),
    column("import_row", "contact_id"),
    column("snafu", "contact_id"),
    column("common_ground", "contact_id"),
    column("common_ground", "person_id"),
    column("message", "contact_id"),
    column("learning", "contact_id"),
    column("advice", "contact_id"),
    column("promise", "contact_id"),
];

/// The rows that are taken out since both contacts have them, or since they say something of the two as two. `$2` is the
/// contact that is kept, `$3` the other.
pub(super) const FOLDED: [(&str, &str); 7] = [
    // Nobody leads to themselves, and one person leads to another once.
    (
        "referral",
        "(referrer_id, contact_id) IN (($2, $3), ($3, $2)) OR (referrer_id = $3 AND EXISTS (SELECT FROM referral AS own \
         WHERE own.owner_id = $1 AND own.referrer_id = $2 AND own.contact_id = referral.contact_id)) \
         OR (contact_id = $3 AND EXISTS (SELECT FROM referral AS own \
         WHERE own.owner_id = $1 AND own.contact_id = $2 AND own.referrer_id = referral.referrer_id))",
    ),
    (
        "network_ask_recipient",
        "contact_id = $3 AND network_ask_id IN (SELECT network_ask_id FROM network_ask_recipient \
         WHERE owner_id = $1 AND contact_id = $2)",
    ),
    (
        "event_meeting",
        "contact_id = $3 AND event_id IN (SELECT event_id FROM event_meeting WHERE owner_id = $1 AND contact_id = $2)",
    ),
    (
        "common_ground",
        "(contact_id, person_id) IN (($2, $3), ($3, $2)) OR (contact_id = $3 AND (kind, lower(label)) IN \
         (SELECT kind, lower(label) FROM common_ground WHERE owner_id = $1 AND contact_id = $2))",
    ),
    ("duplicate_dismissal", "one_id = $3 OR other_id = $3"),
    // What was merged into the other before, and what undoing that needs.
    ("merge", "keep_id = $3"),
    (
        "merge_snapshot",
        "merge IN (SELECT id FROM merge WHERE owner_id = $1 AND keep_id = $3)",
    ),
];
