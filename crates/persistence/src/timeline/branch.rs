//! The tables that say what happened, and how each is read.

use domain::timeline::TimelineKind;

use super::Criteria;

/// One kind of happening. The alias of its table is `t`.
pub(super) struct Branch {
    pub(super) kind: TimelineKind,
    from: &'static str,
    /// Which rows say that it happened.
    when: &'static str,
    at: &'static str,
    /// With whom.
    contact: &'static str,
    /// Another contact that it is about as well.
    other_contact: Option<&'static str>,
    theme: &'static str,
    /// The organization that it is about besides that of the contact.
    organization: Option<&'static str>,
    word: &'static str,
    text: &'static str,
}

const NONE: &str = "NULL::uuid";
const NOTHING: &str = "NULL::text";

/// What most kinds have.
const PLAIN: Branch = Branch {
    kind: TimelineKind::ContactAdded,
    from: "contact t",
    when: "true",
    at: "t.created_at",
    contact: "t.contact_id",
    other_contact: None,
    theme: NONE,
    organization: None,
    word: NOTHING,
    text: NOTHING,
};

const ATTEMPT: Branch = Branch {
    from: "attempt t JOIN outreach o ON o.owner_id = t.owner_id AND o.id = t.outreach_id",
    at: "t.at",
    contact: "o.contact_id",
    theme: "o.theme_id",
    word: "t.outcome",
    text: "t.note",
    ..PLAIN
};

const RECIPIENT: Branch = Branch {
    from: "network_ask_recipient t \
           JOIN network_ask a ON a.owner_id = t.owner_id AND a.id = t.network_ask_id",
    theme: "a.theme_id",
    ..PLAIN
};

const INTERVIEW: Branch = Branch {
    from: "interview t",
    theme: "t.theme_id",
    word: "t.mode",
    ..PLAIN
};

const ADVICE: Branch = Branch {
    from: "advice t",
    theme: "t.theme_id",
    word: "t.state",
    text: "t.what",
    ..PLAIN
};

const PROMISE: Branch = Branch {
    from: "promise t",
    word: "t.direction",
    text: "t.what",
    ..PLAIN
};

const REFERRAL: Branch = Branch {
    from: "referral t",
    contact: "t.referrer_id",
    other_contact: Some("t.contact_id"),
    word: "t.outcome",
    text: "t.note",
    ..PLAIN
};

const MERGE: Branch = Branch {
    from: "merge t",
    contact: "t.keep_id",
    text: "t.merge_name",
    ..PLAIN
};

pub(super) const BRANCHES: [Branch; 24] = [
    Branch {
        contact: "t.id",
        word: "t.source",
        text: "t.headline",
        ..PLAIN
    },
    Branch {
        kind: TimelineKind::ContactsMerged,
        ..MERGE
    },
    Branch {
        kind: TimelineKind::MergeUndone,
        when: "t.undone_at IS NOT NULL",
        at: "t.undone_at",
        ..MERGE
    },
    Branch {
        kind: TimelineKind::AttemptMade,
        when: "t.direction = 'outbound'",
        ..ATTEMPT
    },
    Branch {
        kind: TimelineKind::AnswerReceived,
        when: "t.direction = 'inbound'",
        ..ATTEMPT
    },
    Branch {
        kind: TimelineKind::MessageSent,
        from: "message t LEFT JOIN outreach o ON o.owner_id = t.owner_id AND o.id = t.outreach_id",
        when: "t.sent_at IS NOT NULL AND t.attempt_id IS NULL",
        at: "t.sent_at",
        theme: "o.theme_id",
        word: "t.kind",
        text: "COALESCE(t.subject, t.body)",
        ..PLAIN
    },
    Branch {
        kind: TimelineKind::DocumentHandedOff,
        from: "hand_off t",
        at: "t.handed_at",
        word: "t.format",
        text: "t.note",
        ..PLAIN
    },
    Branch {
        kind: TimelineKind::NetworkAsked,
        at: "t.asked_at",
        word: "t.channel",
        ..RECIPIENT
    },
    Branch {
        kind: TimelineKind::NetworkAnswered,
        when: "t.replied_at IS NOT NULL",
        at: "t.replied_at",
        word: "t.state",
        text: "t.note",
        ..RECIPIENT
    },
    Branch {
        kind: TimelineKind::MetAtEvent,
        from: "event_meeting t JOIN event e ON e.owner_id = t.owner_id AND e.id = t.event_id",
        at: "e.starts_at",
        organization: Some("e.organization_id"),
        text: "e.name",
        ..PLAIN
    },
    Branch {
        kind: TimelineKind::InterviewArranged,
        ..INTERVIEW
    },
    Branch {
        kind: TimelineKind::InterviewHeld,
        when: "t.state = 'completed'",
        at: "t.completed_at",
        ..INTERVIEW
    },
    Branch {
        kind: TimelineKind::InterviewCalledOff,
        when: "t.state = 'canceled'",
        at: "t.starts_at",
        text: "t.end_reason",
        ..INTERVIEW
    },
    Branch {
        kind: TimelineKind::InterviewMissed,
        when: "t.state = 'no_show'",
        at: "t.starts_at",
        text: "t.end_reason",
        ..INTERVIEW
    },
    Branch {
        kind: TimelineKind::Learned,
        from: "learning t",
        theme: "t.theme_id",
        organization: Some("t.organization_id"),
        word: "t.kind",
        text: "t.statement",
        ..PLAIN
    },
    Branch {
        kind: TimelineKind::AdviceGiven,
        ..ADVICE
    },
    Branch {
        kind: TimelineKind::AdviceApplied,
        when: "t.applied_at IS NOT NULL",
        at: "t.applied_at",
        text: "t.result",
        ..ADVICE
    },
    Branch {
        kind: TimelineKind::AdviceReportedBack,
        when: "t.reported_at IS NOT NULL",
        at: "t.reported_at",
        text: "t.report_note",
        ..ADVICE
    },
    Branch {
        kind: TimelineKind::PromiseMade,
        ..PROMISE
    },
    Branch {
        kind: TimelineKind::PromiseSettled,
        when: "t.settled_at IS NOT NULL",
        at: "t.settled_at",
        word: "t.state",
        ..PROMISE
    },
    Branch {
        kind: TimelineKind::FollowUpDone,
        from: "follow_up t LEFT JOIN interview i ON i.owner_id = t.owner_id AND i.id = t.interview_id",
        when: "t.state = 'done'",
        at: "t.settled_at",
        theme: "i.theme_id",
        word: "t.kind",
        text: "t.note",
        ..PLAIN
    },
    Branch {
        kind: TimelineKind::Referred,
        ..REFERRAL
    },
    Branch {
        kind: TimelineKind::ReferrerTold,
        when: "t.loop_closed_at IS NOT NULL",
        at: "t.loop_closed_at",
        text: "t.loop_note",
        ..REFERRAL
    },
    Branch {
        kind: TimelineKind::ThemeMoved,
        from: "theme_move t",
        contact: NONE,
        theme: "t.theme_id",
        word: "t.to_status",
        text: "t.reason",
        ..PLAIN
    },
];

impl Branch {
    /// The branch's own page. A row may tell of several happenings, so each has an id made of both.
    pub(super) fn select(&self, criteria: &Criteria) -> String {
        let Self {
            kind,
            from,
            when,
            at,
            contact,
            other_contact: _,
            theme,
            organization: _,
            word,
            text,
        } = self;
        let id = format!("md5('{kind}' || t.id::text)::uuid");
        let mut conditions = vec![format!("t.owner_id = $1 AND {when}")];
        conditions.extend(self.narrowed(criteria));
        if criteria.since.is_some() {
            conditions.push(format!("{at} >= $8"));
        }
        if criteria.before.is_some() {
            conditions.push(format!("{at} < $9"));
        }
        if criteria.after.is_some() {
            // The first half is for the index, which knows nothing of the id.
            conditions.push(format!("{at} <= $3 AND ({at}, {id}) < ($3, $4)"));
        }
        let conditions = conditions.join(" AND ");
        format!(
            "(SELECT {id} AS id, '{kind}' AS kind, {at} AS at, t.id AS resource_id, {contact} AS contact_id, \
              {theme} AS theme_id, {word} AS word, left({text}, 500) AS excerpt \
              FROM {from} WHERE {conditions} ORDER BY at DESC, id DESC LIMIT $2)"
        )
    }

    fn narrowed(&self, criteria: &Criteria) -> Vec<String> {
        let Self {
            contact,
            other_contact,
            theme,
            organization,
            ..
        } = self;
        let mut conditions = Vec::new();
        if criteria.contact_id.is_some() {
            let other = other_contact.map(|other| format!(" OR {other} = $5"));
            conditions.push(format!("({contact} = $5{})", other.unwrap_or_default()));
        }
        if criteria.organization_id.is_some() {
            let own = organization.map(|own| format!(" OR {own} = $6"));
            conditions.push(format!(
                "({contact} IN (SELECT id FROM contact WHERE owner_id = $1 AND organization_id = $6){})",
                own.unwrap_or_default()
            ));
        }
        if criteria.theme_id.is_some() {
            conditions.push(format!("{theme} = $7"));
        }
        conditions
    }
}
