//! How far each outreach of a person got, as a common table expression for the statements that count it.

use std::sync::LazyLock;

use domain::{
    analytics::{arrives, is_decline, is_softened, is_willing},
    outreach::Outcome,
};

use super::outcomes;

/// `pursuit`, one row for each outreach of the owner $1 that was begun by either side. An attempt of the person's own
/// or an answer begins it; where that was an answer, the contact came first. Whoever is at a step was at the one before,
/// though it was not recorded.
pub(super) static PURSUIT: LazyLock<String> = LazyLock::new(|| {
    format!(
        "touched AS ({}), meeting AS ({MEETING}), led AS ({LED}), pursuit AS ({JOINED})",
        touched()
    )
});

/// What the attempts of each outreach amount to.
fn touched() -> String {
    let answers = outcomes(Outcome::is_answer);
    // What came back is taken off what was sent; other attempts cannot come back.
    let arrivals = outcomes(|outcome| arrives(outcome) && outcome != Outcome::Sent);
    let (willing, declines) = (outcomes(is_willing), outcomes(is_decline));
    let softened = outcomes(is_softened);
    format!(
        "SELECT outreach_id, min(at) FILTER (WHERE is_touch) AS begun_at, \
         (array_agg(channel ORDER BY number) FILTER (WHERE is_touch))[1] AS channel, \
         (array_agg(direction ORDER BY number) FILTER (WHERE is_touch))[1] = 'inbound' AS came_first, \
         min(at) FILTER (WHERE outcome IN {answers}) AS answered_at, \
         bool_or(direction = 'outbound' AND outcome IN {arrivals}) \
         OR count(*) FILTER (WHERE outcome = 'sent') \
         > count(*) FILTER (WHERE direction = 'inbound' AND outcome = 'bounced') AS is_reached, \
         bool_or(outcome IN {willing}) AS is_willing, bool_or(outcome = 'meeting_agreed') AS is_agreed, \
         bool_or(outcome = 'declined_with_referral') AS named_somebody, \
         count(*) FILTER (WHERE direction = 'outbound' AND (answer IS NULL OR number <= answer)) AS attempts, \
         count(*) FILTER (WHERE outcome IN {declines}) AS declines, \
         count(*) FILTER (WHERE outcome IN {softened}) AS softened \
         FROM (SELECT outreach_id, number, channel, direction, outcome, at, \
         direction = 'outbound' OR outcome IN {answers} AS is_touch, \
         min(number) FILTER (WHERE outcome IN {answers}) OVER (PARTITION BY outreach_id) AS answer \
         FROM attempt WHERE owner_id = $1) AS told \
         GROUP BY outreach_id HAVING bool_or(is_touch)"
    )
}

const MEETING: &str = "SELECT outreach_id, min(created_at) AS scheduled_at, bool_or(state = 'completed') AS is_held, \
    bool_or(state = 'completed' AND EXISTS (SELECT FROM follow_up f WHERE f.owner_id = i.owner_id \
    AND f.interview_id = i.id AND f.kind = 'thank_you' AND f.state = 'done')) AS is_thanked \
    FROM interview i WHERE owner_id = $1 GROUP BY outreach_id";

/// A referral belongs to the outreach of its interview. One without an interview belongs to the outreach to the
/// referrer that was the latest at that time.
const LED: &str = "SELECT DISTINCT CASE WHEN r.interview_id IS NULL THEN (SELECT o.id FROM outreach o \
    WHERE o.owner_id = r.owner_id AND o.contact_id = r.referrer_id AND o.created_at <= r.created_at \
    ORDER BY o.created_at DESC, o.id DESC LIMIT 1) ELSE i.outreach_id END AS outreach_id \
    FROM referral r LEFT JOIN interview i ON i.owner_id = r.owner_id AND i.id = r.interview_id WHERE r.owner_id = $1";

const JOINED: &str = "SELECT o.id, o.contact_id, o.theme_id, o.methodology_id, c.organization_id, c.warmth, c.source, \
    t.begun_at, t.channel, t.came_first, t.attempts, t.declines, t.softened, \
    t.is_reached OR t.answered_at IS NOT NULL OR m.scheduled_at IS NOT NULL AS is_reached, \
    COALESCE(t.answered_at, m.scheduled_at) AS answered_at, \
    t.is_willing OR m.scheduled_at IS NOT NULL AS is_willing, \
    t.is_agreed OR m.scheduled_at IS NOT NULL AS is_agreed, \
    m.scheduled_at IS NOT NULL AS is_scheduled, COALESCE(m.is_held, false) AS is_held, \
    COALESCE(m.is_thanked, false) AS is_thanked, \
    COALESCE(t.answered_at, m.scheduled_at) IS NOT NULL \
    AND (t.named_somebody OR l.outreach_id IS NOT NULL) AS is_referred \
    FROM touched t JOIN outreach o ON o.owner_id = $1 AND o.id = t.outreach_id \
    JOIN contact c ON c.owner_id = o.owner_id AND c.id = o.contact_id \
    LEFT JOIN meeting m ON m.outreach_id = o.id LEFT JOIN led l ON l.outreach_id = o.id";
