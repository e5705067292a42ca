//! A brainstorm about one's network: whom one may know and forgot to think of (F3, F5, F174 to F176).

use chrono::{DateTime, Utc};

use crate::{contact::Relationship, vocabulary, vocabulary::Vocabulary};

vocabulary! {
    /// Where one meets people of a field (F176).
    pub enum MeetingPlace {
        ProfessionalEvent = "professional_event",
        Training = "training",
        Conference = "conference",
        Volunteering = "volunteering",
        School = "school",
        Workplace = "workplace",
        Neighborhood = "neighborhood",
        Online = "online",
    }
}

/// The contacts whom a person knows in one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acquaintances {
    pub relationship: Relationship,
    pub contacts: u32,
    /// Those among them who are warm.
    pub warm_contacts: u32,
    /// When the latest of them was added.
    pub last_added_at: Option<DateTime<Utc>>,
}

impl Acquaintances {
    pub fn is_empty(&self) -> bool {
        self.contacts == 0
    }
}

/// Every way to know somebody: the empty ones first, then those with the fewest contacts, then as the vocabulary has
/// them.
pub fn brainstorm(known: &[Acquaintances]) -> Vec<Acquaintances> {
    let of = |relationship: &Relationship| {
        let found = known.iter().find(|one| one.relationship == *relationship);
        found.copied().unwrap_or(Acquaintances {
            relationship: *relationship,
            contacts: 0,
            warm_contacts: 0,
            last_added_at: None,
        })
    };
    let mut all: Vec<Acquaintances> = Relationship::ALL.iter().map(of).collect();
    all.sort_by_key(|one| one.contacts);
    all
}

/// What to ask oneself about a way to know somebody.
pub fn prompt(relationship: Relationship) -> &'static str {
    match relationship {
        Relationship::Family => {
            "Which relatives, also by marriage, work near this field or know somebody there?"
        }
        Relationship::Friend => {
            "Which friends would gladly give you half an hour, and what do their partners do?"
        }
        Relationship::Neighbor => {
            "What do the people next door and down the street do for a living?"
        }
        Relationship::Coworker => {
            "Who at work do you trust enough to say that you are curious about something else?"
        }
        Relationship::FormerPeer => "Where did the people you once worked or studied beside go?",
        Relationship::FormerManager => "Which former boss thought well of you and would say so?",
        Relationship::Vendor => {
            "Which suppliers, customers or advisors of your work see many companies from inside?"
        }
        Relationship::VolunteerAcquaintance => {
            "Whom did you work with unpaid: a club, a school board, a charity?"
        }
        Relationship::NetworkingGroup => {
            "Which job seekers' or networking groups could you join, and who is in yours?"
        }
        Relationship::ProfessionalOrganization => {
            "Which association does this field have, and whom do you know in it?"
        }
        Relationship::Committee => {
            "Who sits on a committee, jury or team with you, or has done so?"
        }
        Relationship::Teacher => {
            "Which teachers, trainers or coaches know where their students ended up?"
        }
        Relationship::Alum => {
            "Who went to your schools and now works where you would like to look?"
        }
        Relationship::Referred => {
            "Whom did the people you talked to suggest, and whom could you ask for a name?"
        }
        Relationship::Stranger => {
            "Whose article, talk or profile made you think that you would like to ask them?"
        }
        Relationship::Other => {
            "Who else crosses your path: your doctor, your barber, the parents at the playground?"
        }
    }
}

/// What to ask oneself about a place.
pub fn prompt_at(place: MeetingPlace) -> &'static str {
    match place {
        MeetingPlace::ProfessionalEvent => {
            "Which meeting of a professional association could you visit as a guest this month?"
        }
        MeetingPlace::Training => {
            "Who taught or attended your courses and trainings, and what do they do now?"
        }
        MeetingPlace::Conference => {
            "Whom did you meet or hear at a conference, and which one comes next?"
        }
        MeetingPlace::Volunteering => "Where could you help out beside people of the field?",
        MeetingPlace::School => "Who at your school keeps in touch with those who left it?",
        MeetingPlace::Workplace => {
            "Which departments, visitors or clients of your workplace touch the field?"
        }
        MeetingPlace::Neighborhood => {
            "Which offices, shops or workshops of the field do you walk past?"
        }
        MeetingPlace::Online => {
            "In which forum, group or mailing list do people of the field talk shop?"
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_way_to_know_somebody_is_there_and_the_empty_ones_lead() {
        let some = |relationship, contacts| Acquaintances {
            relationship,
            contacts,
            warm_contacts: 1,
            last_added_at: None,
        };
        let known = [some(Relationship::Family, 3), some(Relationship::Alum, 1)];
        let all = brainstorm(&known);
        let order: Vec<_> = all.iter().map(|one| one.relationship).collect();
        assert_eq!(order.len(), Relationship::ALL.len());
        assert_eq!(order[0], Relationship::Friend);
        assert_eq!(order[14..], [Relationship::Alum, Relationship::Family]);
        assert!(all[..14].iter().all(Acquaintances::is_empty));
    }

    #[test]
    fn no_two_prompts_are_alike() {
        let ways = Relationship::ALL.iter().map(|one| prompt(*one));
        let places = MeetingPlace::ALL.iter().map(|one| prompt_at(*one));
        let all: Vec<_> = ways.chain(places).collect();
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
        assert!(
            all.iter()
                .all(|prompt| prompt.chars().count() <= 200 && prompt.ends_with('?'))
        );
    }
}
