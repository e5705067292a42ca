//! What to look at before the next touch goes out (F47, F69, F160).

use chrono::{DateTime, Utc};

use super::{
    Attempt, Channel, Direction, Facts, InvalidAttempt, NextAction, Outcome, Refused, Touch, check,
    course,
};
use crate::{
    contact::{MethodKind, Methods},
    methodology::Policy,
    referral::PermissionToName,
    text::Name,
    vocabulary,
};

vocabulary! {
    /// What is looked at before a touch goes out.
    pub enum PreSendRule {
        /// Whether it is time for it by the methodology, and they may be approached at all.
        Timing = "timing",
        /// Whether an address for the channel is known that works (F62).
        WayToReach = "way_to_reach",
        /// What went wrong before, with them or at their organization (F69).
        OpenLessons = "open_lessons",
        /// Who led to them, and whether they may be named (F47).
        PermissionToName = "permission_to_name",
        /// Whether anything was looked up about them or their organization (F160).
        Research = "research",
    }
}

vocabulary! {
    /// What came of looking.
    pub enum PreSendState {
        Ok = "ok",
        /// It can go out, but not without a thought.
        Warning = "warning",
        /// It would be refused, or needs a reason to override that.
        Blocked = "blocked",
    }
}

/// What is known besides the pursuit itself.
#[derive(Clone, Debug)]
pub struct Ground<'a> {
    pub methods: &'a Methods,
    /// Lessons that are open about the contact or their organization.
    pub open_lessons: usize,
    /// Those who led to the contact.
    pub referrers: &'a [(Name, PermissionToName)],
    /// Whether research about the contact or their organization is kept.
    pub has_research: bool,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreSendFinding {
    pub rule: PreSendRule,
    pub state: PreSendState,
    pub why: String,
    /// The key of the rule of the methodology, and where it comes from.
    pub cited: Option<(String, String)>,
    /// Until when it is blocked, where that ends by itself.
    pub not_before: Option<DateTime<Utc>>,
}

impl PreSendFinding {
    fn new(rule: PreSendRule, state: PreSendState, why: impl Into<String>) -> Self {
        Self {
            rule,
            state,
            why: why.into(),
            cited: None,
            not_before: None,
        }
    }
}

/// Looks at a touch by this channel at this moment; the worst does not come first, the order is that of the rules.
///
/// # Errors
/// The outreach can hold no further attempt.
pub fn pre_send(
    (attempts, policy, facts): (&[Attempt], &Policy, &Facts),
    ground: &Ground<'_>,
    channel: Channel,
    now: DateTime<Utc>,
) -> Result<Vec<PreSendFinding>, InvalidAttempt> {
    let proposed = Attempt::next(touch(channel, attempts, now), attempts, now, facts.zone())?;
    let next = course(attempts, policy, facts).next_action;
    Ok(vec![
        timing(
            check(&proposed, attempts, policy, facts),
            next.as_ref(),
            now,
        ),
        way_to_reach(ground.methods, channel),
        open_lessons(ground.open_lessons),
        permission_to_name(ground.referrers),
        research(ground.has_research),
    ])
}

fn touch(channel: Channel, attempts: &[Attempt], now: DateTime<Utc>) -> Touch {
    let last = attempts.last().map(|last| last.touch().at);
    Touch {
        channel,
        direction: Direction::Outbound,
        outcome: if channel.is_written() {
            Outcome::Sent
        } else {
            Outcome::NoAnswer
        },
        at: last.map_or(now, |last| last.max(now)),
        with_whom: None,
        recontact_on: None,
        note: None,
        override_reason: None,
    }
}

fn timing(
    checked: Result<(), Refused>,
    next: Option<&NextAction>,
    now: DateTime<Utc>,
) -> PreSendFinding {
    let found = |state, why| PreSendFinding::new(PreSendRule::Timing, state, why);
    match checked {
        Ok(()) => match next.filter(|next| now > next.window.until()) {
            None => found(PreSendState::Ok, "It is time.".to_owned()),
            Some(late) => PreSendFinding {
                cited: Some((late.rule.clone(), late.source.clone())),
                ..found(
                    PreSendState::Warning,
                    format!("It is late, but better than not at all. {}", late.reason),
                )
            },
        },
        Err(Refused::TooEarly { not_before, why }) => PreSendFinding {
            cited: Some((why.rule, why.source)),
            not_before: Some(not_before),
            ..found(PreSendState::Blocked, why.reason)
        },
        Err(Refused::CapReached {
            again_from, why, ..
        }) => PreSendFinding {
            cited: Some((why.rule, why.source)),
            not_before: Some(again_from),
            ..found(PreSendState::Blocked, why.reason)
        },
        Err(refused) => found(PreSendState::Blocked, refused.to_string()),
    }
}

fn way_to_reach(methods: &Methods, channel: Channel) -> PreSendFinding {
    let found = |state, why: String| PreSendFinding::new(PreSendRule::WayToReach, state, why);
    let Some(kind) = MethodKind::of(channel) else {
        return found(PreSendState::Ok, "It needs no address.".to_owned());
    };
    let of_kind = || {
        methods
            .as_slice()
            .iter()
            .filter(|method| method.kind == kind)
    };
    if of_kind().any(|method| method.validity.is_usable()) {
        found(PreSendState::Ok, "An address for it is known.".to_owned())
    } else if of_kind().next().is_some() {
        let why = "Every address that you have for it has proved wrong.";
        found(PreSendState::Warning, why.to_owned())
    } else {
        found(
            PreSendState::Warning,
            "You have no address for it.".to_owned(),
        )
    }
}

fn open_lessons(open: usize) -> PreSendFinding {
    let (state, why) = match open {
        0 => (
            PreSendState::Ok,
            "Nothing that went wrong is left open.".to_owned(),
        ),
        1 => (
            PreSendState::Warning,
            "One lesson is open: read it first.".to_owned(),
        ),
        many => (
            PreSendState::Warning,
            format!("{many} lessons are open: read them first."),
        ),
    };
    PreSendFinding::new(PreSendRule::OpenLessons, state, why)
}

fn permission_to_name(referrers: &[(Name, PermissionToName)]) -> PreSendFinding {
    let found = |state, why| PreSendFinding::new(PreSendRule::PermissionToName, state, why);
    let may =
        |(_, permission): &&(Name, PermissionToName)| *permission == PermissionToName::Granted;
    if let Some((name, _)) = referrers.iter().find(may) {
        let why = format!("You may say that {name} led you to them.");
        return found(PreSendState::Ok, why);
    }
    match referrers {
        [] => found(PreSendState::Ok, "Nobody led you to them.".to_owned()),
        [(name, PermissionToName::Denied), ..] => {
            let why = format!("{name} does not want to be named.");
            found(PreSendState::Warning, why)
        }
        [(name, _), ..] => {
            let why = format!(
                "{name} led you to them, but has not said that you may name them: ask first."
            );
            found(PreSendState::Warning, why)
        }
    }
}

fn research(is_there: bool) -> PreSendFinding {
    let (state, why) = if is_there {
        (PreSendState::Ok, "You looked them up.")
    } else {
        let why =
            "You have noted nothing about them or their organization: look them up before you ask.";
        (PreSendState::Warning, why)
    };
    PreSendFinding::new(PreSendRule::Research, state, why)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{at, facts, ours};
    use super::*;
    use crate::{
        contact::{ContactMethod, Validity},
        methodology::seed,
        text::Text,
    };

    fn methods(validity: Validity) -> Methods {
        let email = ContactMethod {
            kind: MethodKind::Email,
            label: None,
            value: Text::parse("jo@example.org").unwrap(),
            extension: None,
            is_primary: true,
            validity,
        };
        Methods::new(vec![email]).unwrap()
    }

    fn look(attempts: &[Attempt], ground: &Ground<'_>, now: &str) -> Vec<(PreSendState, String)> {
        let policy = seed::policy(seed::DEFAULT);
        let found = pre_send(
            (attempts, &policy, &facts()),
            ground,
            Channel::Email,
            at(now),
        );
        let found = found.unwrap().into_iter();
        found.map(|finding| (finding.state, finding.why)).collect()
    }

    #[test]
    fn all_is_well() {
        let referrers = [(Name::parse("Max").unwrap(), PermissionToName::Granted)];
        let ground = Ground {
            methods: &methods(Validity::Valid),
            open_lessons: 0,
            referrers: &referrers,
            has_research: true,
        };
        let found = look(&[], &ground, "2026-10-02T12:00:00Z");
        assert!(
            found.iter().all(|(state, _)| *state == PreSendState::Ok),
            "{found:?}"
        );
    }

    #[test]
    fn each_doubt_is_told() {
        let referrers = [(Name::parse("Max").unwrap(), PermissionToName::Asked)];
        let ground = Ground {
            methods: &methods(Validity::Bounced),
            open_lessons: 2,
            referrers: &referrers,
            has_research: false,
        };
        let sent = [ours("2026-10-01", Channel::Letter, Outcome::Sent)];
        let found = look(&sent, &ground, "2026-10-03T12:00:00Z");
        let (timing, others) = found.split_first().unwrap();
        assert_eq!(timing.0, PreSendState::Blocked);
        assert!(
            timing.1.starts_with("Your letter of 2026-10-01"),
            "{timing:?}"
        );
        let others: Vec<_> = others
            .iter()
            .map(|(state, why)| (*state, why.as_str()))
            .collect();
        assert_eq!(
            others,
            [
                (
                    PreSendState::Warning,
                    "Every address that you have for it has proved wrong."
                ),
                (
                    PreSendState::Warning,
                    "2 lessons are open: read them first."
                ),
                (
                    PreSendState::Warning,
                    "Max led you to them, but has not said that you may name them: ask first."
                ),
                (
                    PreSendState::Warning,
                    "You have noted nothing about them or their organization: look them up before you ask."
                ),
            ]
        );
    }

    #[test]
    fn what_is_late_is_said_to_be() {
        let ground = Ground {
            methods: &methods(Validity::Valid),
            open_lessons: 0,
            referrers: &[],
            has_research: true,
        };
        let found = look(&[], &ground, "2026-12-02T12:00:00Z");
        assert_eq!(found[0].0, PreSendState::Warning);
        assert!(found[0].1.starts_with("It is late"), "{found:?}");
    }
}
