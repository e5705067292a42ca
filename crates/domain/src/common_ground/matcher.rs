//! Proposals of what the two may have in common: the profile on one side, what is known of the contact on the other.

use super::{CommonGround, CommonGroundKind as Kind, folded::Folded};
use crate::{Id, contact::Contact, profile::Profile, text::Name};

/// Proposals at a time, at most.
pub const MAX_PROPOSALS: usize = 100;

/// What is known of a contact.
#[derive(Clone, Debug)]
pub struct Known<'a> {
    pub contact: &'a Contact,
    /// Where they work and have worked, their organization among them.
    pub employers: Vec<String>,
    /// What they work and have worked as.
    pub titles: Vec<String>,
    /// Contacts who led to them, or to whom they led.
    pub people: Vec<(Id<Contact>, Name)>,
    /// What is recorded already.
    pub recorded: Vec<CommonGround>,
}

/// Something that the two may have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub kind: Kind,
    /// As the profile has it, or the name of the person.
    pub yours: String,
    /// As the contact has it.
    pub theirs: String,
    pub person_id: Option<Id<Contact>>,
    /// Where both are found, in a sentence.
    pub why: String,
    pub is_recorded: bool,
}

/// A name on one side, and where it stands.
struct Side {
    text: String,
    place: &'static str,
}

fn side(texts: impl IntoIterator<Item = String>, place: &'static str) -> Vec<Side> {
    let texts = texts.into_iter();
    texts.map(|text| Side { text, place }).collect()
}

/// What the two may have in common: schools first, then employers, cities, interests, experience and people, each in the
/// order of the profile and once.
pub fn propose(profile: &Profile, known: &Known<'_>) -> Vec<Proposal> {
    let mut proposals = Vec::new();
    for kind in [
        Kind::School,
        Kind::Employer,
        Kind::City,
        Kind::Interest,
        Kind::Experience,
    ] {
        meet(
            kind,
            &ours(kind, profile),
            &theirs(kind, known),
            &mut proposals,
        );
    }
    proposals.extend(known.people.iter().map(|(id, name)| Proposal {
        kind: Kind::Person,
        yours: name.to_string(),
        theirs: name.to_string(),
        person_id: Some(*id),
        why: format!("You both know {name}: a referral of yours connects the two."),
        is_recorded: false,
    }));
    proposals.truncate(MAX_PROPOSALS);
    for proposal in &mut proposals {
        proposal.is_recorded = known.recorded.iter().any(|one| one.says(proposal));
    }
    proposals
}

/// Adds what stands on both sides.
fn meet(kind: Kind, ours: &[Side], theirs: &[Side], proposals: &mut Vec<Proposal>) {
    let theirs: Vec<_> = theirs
        .iter()
        .map(|one| (Folded::of(&one.text), one))
        .collect();
    let mut seen = Vec::new();
    for our in ours {
        let folded = Folded::of(&our.text);
        let found = theirs.iter().find(|(their, _)| *their == folded);
        let Some((_, their)) = found.filter(|_| !folded.is_empty() && !seen.contains(&folded))
        else {
            continue;
        };
        seen.push(folded);
        proposals.push(Proposal {
            kind,
            yours: our.text.clone(),
            theirs: their.text.clone(),
            person_id: None,
            why: format!(
                "\"{}\" is among {}, and \"{}\" among {}.",
                our.text, our.place, their.text, their.place
            ),
            is_recorded: false,
        });
    }
}

fn ours(kind: Kind, profile: &Profile) -> Vec<Side> {
    let (education, experience) = (profile.education.as_slice(), profile.experience.as_slice());
    match kind {
        Kind::School => side(
            education.iter().map(|one| one.school.to_string()),
            "the schools of your profile",
        ),
        Kind::Employer => side(
            experience.iter().map(|one| one.organization.to_string()),
            "the places of work of your profile",
        ),
        Kind::City => {
            let mut cities = side(profile.cities.to_strings(), "the cities of your profile");
            let studied = education.iter().filter_map(|one| one.city.as_ref());
            cities.extend(side(
                studied.map(Name::to_string),
                "the cities where you learned",
            ));
            let worked = experience.iter().filter_map(|one| one.city.as_ref());
            cities.extend(side(
                worked.map(Name::to_string),
                "the cities where you worked",
            ));
            cities
        }
        Kind::Interest => side(
            profile.interests.to_strings(),
            "the interests of your profile",
        ),
        Kind::Experience => {
            let titles = experience.iter().filter_map(|one| one.title.as_ref());
            side(titles.map(Name::to_string), "what you worked as")
        }
        Kind::Person => Vec::new(),
    }
}

fn theirs(kind: Kind, known: &Known<'_>) -> Vec<Side> {
    let contact = known.contact;
    match kind {
        Kind::School => side(contact.schools.to_strings(), "their schools"),
        Kind::Employer => side(known.employers.clone(), "where they work or worked"),
        Kind::City => {
            let mut cities = side(contact.cities.to_strings(), "their cities");
            let now = contact.city.iter().map(Name::to_string);
            cities.extend(side(now, "where they are now"));
            cities
        }
        Kind::Interest => side(contact.interests.to_strings(), "their interests"),
        Kind::Experience => side(known.titles.clone(), "what they work or worked as"),
        Kind::Person => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::{
        at_most::AtMost,
        contact::{Interests, Places},
        phrases::Phrases,
        profile::{Education, Experience, Years},
    };

    fn name(text: &str) -> Name {
        Name::parse(text).unwrap()
    }

    fn profile() -> Profile {
        let education = Education {
            school: name("The University of Texas"),
            degree: None,
            field: None,
            city: Some(name("Austin")),
            years: Years::default(),
        };
        let experience = Experience {
            organization: name("City Clinic"),
            title: Some(name("Speech therapist")),
            city: None,
            years: Years::default(),
            summary: None,
        };
        Profile {
            education: AtMost::new(vec![education]).unwrap(),
            experience: AtMost::new(vec![experience]).unwrap(),
            interests: Phrases::parse(["Choir", "chess", "CHESS"]).unwrap(),
            cities: Phrases::parse(["Zürich", "Austin"]).unwrap(),
            ..Profile::default()
        }
    }

    fn contact() -> Contact {
        Contact {
            schools: Places::parse(["Texas, Univ."]).unwrap(),
            cities: Places::parse(["Zurich"]).unwrap(),
            city: Some(name("AUSTIN")),
            interests: Interests::parse(["chess club", "chess"]).unwrap(),
            ..Contact::named(name("Grace Okafor"))
        }
    }

    fn known(contact: &Contact) -> Known<'_> {
        Known {
            contact,
            employers: vec!["City Clinic, Inc.".to_owned()],
            titles: vec!["speech-therapist".to_owned()],
            people: vec![(Id::new(Uuid::from_u128(7)), name("Jo Lin"))],
            recorded: Vec::new(),
        }
    }

    #[test]
    fn what_stands_on_both_sides_is_proposed_once_and_in_order() {
        let contact = contact();
        let proposals = propose(&profile(), &known(&contact));
        let told: Vec<String> = proposals
            .iter()
            .map(|one| format!("{} {} = {}", one.kind, one.yours, one.theirs))
            .collect();
        let expected = [
            "school The University of Texas = Texas, Univ.",
            "employer City Clinic = City Clinic, Inc.",
            "city Zürich = Zurich",
            "city Austin = AUSTIN",
            "interest chess = chess",
            "experience Speech therapist = speech-therapist",
            "person Jo Lin = Jo Lin",
        ];
        assert_eq!(told, expected);
        assert_eq!(
            proposals[0].why,
            "\"The University of Texas\" is among the schools of your profile, and \"Texas, Univ.\" among their schools."
        );
        assert_eq!(proposals[6].person_id, Some(Id::new(Uuid::from_u128(7))));
    }

    #[test]
    fn what_is_recorded_is_proposed_as_such() {
        let contact = contact();
        let of = Id::new(Uuid::from_u128(1));
        let ground = |kind, label, person| CommonGround::new(of, kind, name(label), person, None);
        let jo = Some(Id::new(Uuid::from_u128(7)));
        let recorded = vec![
            ground(Kind::School, "University of Texas", None).unwrap(),
            ground(Kind::Person, "Our friend", jo).unwrap(),
            // The same word for another kind of thing.
            ground(Kind::Interest, "Austin", None).unwrap(),
        ];
        let known = Known {
            recorded,
            ..known(&contact)
        };
        let proposals = propose(&profile(), &known);
        let recorded = proposals.iter().filter(|one| one.is_recorded);
        let kinds: Vec<Kind> = recorded.map(|one| one.kind).collect();
        assert_eq!(kinds, [Kind::School, Kind::Person]);
    }

    #[test]
    fn nothing_is_proposed_where_nothing_is_known() {
        let contact = contact();
        let mut known = known(&contact);
        known.people.clear();
        assert_eq!(propose(&Profile::default(), &known), []);
    }

    proptest! {
        #[test]
        fn interests_meet_whichever_side_they_stand_on(
            ours in prop::collection::vec("[a-c]{1,2}", 0..6), theirs in prop::collection::vec("[a-cA-C]{1,2}", 0..6),
        ) {
            let met = |ours: &[String], theirs: &[String]| -> Vec<String> {
                let profile = Profile { interests: Phrases::parse(ours).unwrap(), ..Profile::default() };
                let contact = Contact { interests: Phrases::parse(theirs).unwrap(), ..Contact::named(name("Grace")) };
                let known = Known { contact: &contact, employers: vec![], titles: vec![], people: vec![], recorded: vec![] };
                let mut met: Vec<_> = propose(&profile, &known).iter().map(|one| one.yours.to_lowercase()).collect();
                met.sort();
                met
            };
            prop_assert_eq!(met(&ours, &theirs), met(&theirs, &ours));
        }
    }
}
