//! What to think of before an interview, by its mode, its venue and its kind.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Interview, InterviewKind, Mode};
use crate::{
    methodology::{ResumePolicy, Span},
    preparation::{Preparation, Venue},
    vocabulary,
};

vocabulary! {
    /// A thing to do or to bring.
    pub enum ChecklistItem {
        /// Make sure that it takes place (methodology survey, part D5).
        ConfirmTheDayBefore = "confirm_the_day_before",
        /// Be there before the time (F97).
        ArriveBy = "arrive_by",
        /// Set out in time.
        LeaveBy = "leave_by",
        /// A link that opens, a microphone that works.
        TryTheCall = "try_the_call",
        Dress = "dress",
        /// The bill is for the one who asked (F103).
        PlanToPay = "plan_to_pay",
        /// To write on (F100).
        Notebook = "notebook",
        /// The questions on paper, or by heart (F108).
        QuestionSheet = "question_sheet",
        /// If there are any (F99).
        BusinessCards = "business_cards",
        /// Only as the methodology has it (F98).
        Resume = "resume",
    }
}

/// The numbers and words of the methodology that the list depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChecklistPolicy {
    /// Minutes to arrive before the time (F97).
    pub arrive_early_minutes: Span,
    pub resume: ResumePolicy,
}

/// One thing to think of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    pub item: ChecklistItem,
    /// A sentence for the person.
    pub text: String,
    /// When, where a moment is known.
    pub at: Option<DateTime<Utc>>,
}

fn check(item: ChecklistItem, text: impl Into<String>) -> Check {
    Check {
        item,
        text: text.into(),
        at: None,
    }
}

fn before(at: DateTime<Utc>, minutes: i64) -> DateTime<Utc> {
    at.checked_sub_signed(TimeDelta::minutes(minutes))
        .unwrap_or(at)
}

/// Everything to think of, in the order in which it comes up.
pub fn checklist(
    interview: &Interview,
    preparation: &Preparation,
    policy: ChecklistPolicy,
) -> Vec<Check> {
    let mut list = vec![Check {
        at: Some(before(interview.starts_at, 24 * 60)),
        ..check(
            ChecklistItem::ConfirmTheDayBefore,
            "Confirm time and place the day before, and give a number that you can be reached at.",
        )
    }];
    match interview.mode {
        Mode::InPerson => list.extend(in_person(interview, preparation, policy)),
        Mode::Phone => list.push(check(
            ChecklistItem::TryTheCall,
            "Charge the phone, and find a quiet place with good reception.",
        )),
        Mode::Video => list.push(check(
            ChecklistItem::TryTheCall,
            "Open the link once before, and try camera and microphone.",
        )),
    }
    list.extend(dress(interview, preparation.venue).map(|text| check(ChecklistItem::Dress, text)));
    list.push(check(
        ChecklistItem::Notebook,
        "Have a notebook and a pen at hand, or a device to write on.",
    ));
    list.push(check(
        ChecklistItem::QuestionSheet,
        "Have your questions on a sheet, and the most important ones by heart.",
    ));
    if interview.mode == Mode::InPerson && interview.kind != InterviewKind::Practice {
        list.push(check(
            ChecklistItem::BusinessCards,
            "Bring business cards if you have any.",
        ));
    }
    if interview.kind != InterviewKind::Practice {
        list.push(check(ChecklistItem::Resume, resume(policy.resume)));
    }
    list
}

fn in_person(
    interview: &Interview,
    preparation: &Preparation,
    policy: ChecklistPolicy,
) -> Vec<Check> {
    let Span { min, max } = policy.arrive_early_minutes;
    let arrive_by = before(interview.starts_at, min.into());
    let clock = |at| interview.zone.time_of(at).format("%H:%M");
    let mut list = Vec::new();
    if let Some(travel) = preparation.travel_minutes {
        let travel = travel.get();
        let leave_by = before(before(interview.starts_at, max.into()), travel.into());
        list.push(Check {
            at: Some(leave_by),
            ..check(
                ChecklistItem::LeaveBy,
                format!(
                    "Set out by {}: the way takes {travel} minutes.",
                    clock(leave_by)
                ),
            )
        });
    }
    list.push(Check {
        at: Some(arrive_by),
        ..check(
            ChecklistItem::ArriveBy,
            format!(
                "Be there by {}, {min} to {max} minutes before the time.",
                clock(arrive_by)
            ),
        )
    });
    if preparation.venue.is_some_and(Venue::has_a_bill) {
        list.push(check(
            ChecklistItem::PlanToPay,
            "Plan to pay for both: you asked for the conversation.",
        ));
    }
    list
}

/// What to wear; nobody sees it on the phone (F102).
fn dress(interview: &Interview, venue: Option<Venue>) -> Option<&'static str> {
    match (interview.mode, interview.kind, venue) {
        (Mode::Phone, ..) => None,
        (_, InterviewKind::Practice, _) => Some("Wear what you like: it is a talk about a hobby."),
        (Mode::Video, ..) => {
            Some("Dress as for a visit to their workplace, and look at what stands behind you.")
        }
        (_, _, Some(Venue::Workplace)) => Some("Dress as professionally as they do there."),
        (_, _, Some(_)) => Some("Business casual will do away from their workplace."),
        (_, _, None) => Some("Dress professionally at their workplace, business casual elsewhere."),
    }
}

fn resume(policy: ResumePolicy) -> &'static str {
    match policy {
        ResumePolicy::OnRequest => "Leave your resume in the bag unless they ask for it.",
        ResumePolicy::AttachToFirstMessage => {
            "They have your resume from your first message; bring a copy if you are about to apply."
        }
        ResumePolicy::BringAlong => "Bring a copy of your resume, and show it when they ask.",
        ResumePolicy::SpreadWidely => "Bring copies of your resume, also for them to hand on.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{interview::samples::*, preparation::TravelMinutes};

    const POLICY: ChecklistPolicy = ChecklistPolicy {
        arrive_early_minutes: Span { min: 5, max: 10 },
        resume: ResumePolicy::OnRequest,
    };

    fn at(venue: Venue) -> Preparation {
        Preparation {
            venue: Some(venue),
            travel_minutes: Some(TravelMinutes::new(30).unwrap()),
            ..Preparation::default()
        }
    }

    fn find(list: &[Check], item: ChecklistItem) -> Option<&Check> {
        list.iter().find(|check| check.item == item)
    }

    #[test]
    fn the_way_is_counted_from_the_earliest_arrival() {
        let list = checklist(&scheduled(), &at(Venue::Workplace), POLICY);
        let arrive = find(&list, ChecklistItem::ArriveBy).unwrap();
        assert_eq!(arrive.at, Some(noon() - minutes(5)));
        assert_eq!(
            arrive.text,
            "Be there by 06:55, 5 to 10 minutes before the time."
        );
        let leave = find(&list, ChecklistItem::LeaveBy).unwrap();
        assert_eq!(leave.at, Some(noon() - minutes(40)));
        let unknown = checklist(&scheduled(), &Preparation::default(), POLICY);
        assert_eq!(find(&unknown, ChecklistItem::LeaveBy), None);
    }

    #[test]
    fn whoever_asked_pays_where_there_is_a_bill() {
        for (venue, pays) in [
            (Venue::Cafe, true),
            (Venue::Bar, true),
            (Venue::Workplace, false),
        ] {
            let list = checklist(&scheduled(), &at(venue), POLICY);
            assert_eq!(
                find(&list, ChecklistItem::PlanToPay).is_some(),
                pays,
                "{venue}"
            );
        }
    }

    #[test]
    fn dress_follows_from_venue_and_mode() {
        let worn = |interview: &Interview, venue| {
            let list = checklist(interview, &at(venue), POLICY);
            find(&list, ChecklistItem::Dress).map(|check| check.text.clone())
        };
        let there = worn(&scheduled(), Venue::Workplace).unwrap();
        assert!(there.contains("professionally"));
        assert!(worn(&scheduled(), Venue::Cafe).unwrap().contains("casual"));
        let call = Interview {
            mode: Mode::Phone,
            ..scheduled()
        };
        assert_eq!(worn(&call, Venue::Workplace), None);
    }

    #[test]
    fn a_practice_talk_needs_no_resume() {
        let practice = Interview {
            kind: InterviewKind::Practice,
            ..scheduled()
        };
        let list = checklist(&practice, &Preparation::default(), POLICY);
        assert_eq!(find(&list, ChecklistItem::Resume), None);
        assert_eq!(find(&list, ChecklistItem::BusinessCards), None);
    }
}
