//! One thing in a calendar, whatever it is of the workspace.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::{
    Id, Stored, WebUrl, Zone,
    agenda::{owed, talk_ahead},
    contact::{Contact, ContactMethod, MethodKind, Methods},
    follow_up::FollowUp,
    interview::{Interview, Mode, State},
    preparation::Preparation,
    text::Name,
    visit::{Visit, VisitState},
};

/// When an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// From one moment to another, agreed in a zone.
    Moments {
        starts_at: DateTime<Utc>,
        ends_at: DateTime<Utc>,
        zone: Zone,
    },
    /// Whole days, the last one included.
    Days { first: NaiveDate, last: NaiveDate },
}

/// One thing in a calendar, in the words of RFC 5545.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The same however often it is moved (UID).
    pub uid: Uuid,
    /// Grows with each revision, so also when it is moved or called off (SEQUENCE).
    pub revision: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub when: When,
    pub title: String,
    pub place: Option<String>,
    /// What to open for a video call (RFC 7986, section 5.11).
    pub conference: Option<WebUrl>,
    pub details: Option<String>,
    pub is_canceled: bool,
    /// Whether the person is taken meanwhile (TRANSP).
    pub is_busy: bool,
}

/// Somebody, as far as a calendar tells of them.
#[derive(Clone, Copy, Debug)]
pub struct Whom<'a> {
    pub name: &'a Name,
    pub methods: &'a Methods,
}

impl<'a> From<&'a Contact> for Whom<'a> {
    fn from(Contact { name, methods, .. }: &'a Contact) -> Self {
        Self { name, methods }
    }
}

impl Whom<'_> {
    fn phone(self) -> Option<String> {
        let ContactMethod {
            value, extension, ..
        } = self.methods.preferred(MethodKind::Phone)?;
        Some(match extension {
            Some(extension) => format!("Phone: {value}, extension {extension}"),
            None => format!("Phone: {value}"),
        })
    }
}

/// A conversation at the agreed time, with the number to call and what it is to bring (F102).
pub fn interview(
    stored: &Stored<Interview>,
    whom: Whom<'_>,
    preparation: Option<&Preparation>,
) -> Entry {
    let interview = &stored.value;
    let objectives = preparation.map_or(&[][..], |found| found.objectives.as_slice());
    let objectives = objectives.iter().map(|one| format!("- {one}"));
    let heading = (objectives.len() > 0).then(|| "Objectives:".to_owned());
    let lines = whom.phone().into_iter().chain(heading).chain(objectives);
    let is_canceled = matches!(interview.state, State::Canceled { .. });
    Entry {
        place: interview.place.as_ref().map(ToString::to_string),
        conference: match interview.mode {
            Mode::Video => interview.link.clone(),
            Mode::InPerson | Mode::Phone => None,
        },
        details: paragraphs(lines),
        is_canceled,
        is_busy: !is_canceled,
        ..Entry::new(
            stored,
            When::Moments {
                starts_at: interview.starts_at,
                ends_at: interview.planned_end(),
                zone: interview.zone,
            },
            talk_ahead(interview.mode, whom.name),
        )
    }
}

/// The days in another city. Nobody is taken by them: they are there to be filled with conversations (F45).
pub fn visit(stored: &Stored<Visit>) -> Entry {
    let visit = &stored.value;
    let lines = visit.purpose.iter().map(ToString::to_string);
    let lines = lines.chain(visit.notes.iter().map(ToString::to_string));
    Entry {
        place: Some(visit.place_name()),
        details: paragraphs(lines),
        is_canceled: visit.state == VisitState::Canceled,
        ..Entry::new(
            stored,
            When::Days {
                first: visit.days.starts_on(),
                last: visit.days.ends_on(),
            },
            format!("Visit {}", visit.city),
        )
    }
}

/// What is owed, on the person's own day when it is due; `None` once it is settled.
pub fn follow_up(stored: &Stored<FollowUp>, whom: Whom<'_>, zone: Zone) -> Option<Entry> {
    let follow_up = &stored.value;
    let day = zone.day_of(follow_up.next_due_at()?);
    let lines = std::iter::once(follow_up.reason.to_string());
    let lines = lines.chain(follow_up.note.iter().map(ToString::to_string));
    Some(Entry {
        details: paragraphs(lines),
        ..Entry::new(
            stored,
            When::Days {
                first: day,
                last: day,
            },
            owed(follow_up.kind, whom.name),
        )
    })
}

fn paragraphs(lines: impl Iterator<Item = String>) -> Option<String> {
    let lines: Vec<String> = lines.collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

impl Entry {
    fn new<T>(stored: &Stored<T>, when: When, title: String) -> Self {
        Self {
            uid: Id::uuid(stored.id),
            revision: stored.version,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            when,
            title,
            place: None,
            conference: None,
            details: None,
            is_canceled: false,
            is_busy: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Text,
        at_most::AtMost,
        contact::Validity,
        follow_up::samples::{noon, pending},
        interview::{
            CanceledBy,
            samples::{minutes, scheduled},
        },
        visit::samples::{baltimore, day},
    };

    fn stored<T>(value: T, version: i32) -> Stored<T> {
        Stored {
            id: Id::new(Uuid::from_u128(7)),
            version,
            created_at: noon(),
            updated_at: noon(),
            value,
        }
    }

    fn jo() -> (Name, Methods) {
        let phone = ContactMethod {
            kind: MethodKind::Phone,
            label: None,
            value: Text::parse("+49 30 1234567").unwrap(),
            extension: Some(Text::parse("12").unwrap()),
            is_primary: true,
            validity: Validity::Unverified,
        };
        let methods = Methods::new(vec![phone]).unwrap();
        (Name::parse("Jo Okafor").unwrap(), methods)
    }

    #[test]
    fn a_conversation_says_whom_to_call_and_what_it_is_to_bring() {
        let (name, methods) = jo();
        let whom = Whom {
            name: &name,
            methods: &methods,
        };
        let objective = Text::parse("How they began").unwrap();
        let preparation = Preparation {
            objectives: AtMost::new(vec![objective]).unwrap(),
            ..Preparation::default()
        };
        let entry = interview(&stored(scheduled(), 3), whom, Some(&preparation));
        assert_eq!(entry.title, "Meet Jo Okafor");
        assert_eq!((entry.revision, entry.is_busy), (3, true));
        assert_eq!(
            entry.details.as_deref(),
            Some("Phone: +49 30 1234567, extension 12\nObjectives:\n- How they began")
        );
        let starts_at = noon();
        let (ends_at, zone) = (noon() + minutes(20), scheduled().zone);
        assert_eq!(
            entry.when,
            When::Moments {
                starts_at,
                ends_at,
                zone
            }
        );
    }

    #[test]
    fn a_conversation_that_was_called_off_stays_and_takes_nobody() {
        let (name, methods) = (jo().0, Methods::default());
        let whom = Whom {
            name: &name,
            methods: &methods,
        };
        let canceled = scheduled().cancel(CanceledBy::Me, None).unwrap();
        let entry = interview(&stored(canceled, 2), whom, None);
        assert!(entry.is_canceled && !entry.is_busy);
        assert_eq!(entry.details, None);
    }

    #[test]
    fn a_link_is_a_conference_by_video_only() {
        let (name, methods) = jo();
        let whom = Whom {
            name: &name,
            methods: &methods,
        };
        let link = WebUrl::parse("https://meet.example/jo").unwrap();
        for mode in [Mode::InPerson, Mode::Phone, Mode::Video] {
            let with_link = Interview {
                mode,
                link: Some(link.clone()),
                ..scheduled()
            };
            let entry = interview(&stored(with_link, 1), whom, None);
            assert_eq!(entry.conference.is_some(), mode == Mode::Video);
        }
    }

    #[test]
    fn a_visit_is_all_of_its_days() {
        let entry = visit(&stored(baltimore(day(2026, 10, 10), day(2026, 10, 15)), 1));
        let (first, last) = (day(2026, 10, 10), day(2026, 10, 15));
        assert_eq!(entry.when, When::Days { first, last });
        assert_eq!(entry.title, "Visit Baltimore");
    }

    #[test]
    fn what_is_owed_is_on_the_persons_own_day_until_it_is_settled() {
        let (name, methods) = jo();
        let whom = Whom {
            name: &name,
            methods: &methods,
        };
        // Noon in UTC is the next day there already.
        let zone = Zone::parse("Pacific/Kiritimati").unwrap();
        let entry = follow_up(&stored(pending(), 1), whom, zone).unwrap();
        let day = zone.day_of(noon());
        assert_eq!(day, noon().date_naive().succ_opt().unwrap());
        assert_eq!(
            entry.when,
            When::Days {
                first: day,
                last: day
            }
        );
        assert_eq!(entry.title, "Follow up with Jo Okafor");
        let done = pending().done(noon(), noon()).unwrap();
        assert_eq!(follow_up(&stored(done, 2), whom, zone), None);
    }
}
