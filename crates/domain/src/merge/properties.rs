//! What holds of every merge.

use proptest::prelude::*;

use super::{Choices, ContactField, Side, part, unite};
use crate::{
    contact::{Contact, ContactMethod, MethodKind, Methods, Relationship, Validity, Warmth},
    phrases::Phrases,
    text::Name,
    vocabulary::Vocabulary,
};

fn contacts() -> impl Strategy<Value = Contact> {
    let words = || prop::collection::vec("[a-c]{1,2}", 0..4);
    let methods = prop::collection::vec(("[a-c]", any::<bool>()), 0..4);
    let city = prop::option::of("[a-c]{1,3}");
    let parts = (
        "[A-C][a-c]{0,2}",
        city,
        words(),
        words(),
        any::<bool>(),
        methods,
    );
    parts.prop_map(
        |(name, city, tags, schools, do_not_contact, methods)| Contact {
            city: city.map(|city| Name::parse(&city).unwrap()),
            tags: Phrases::parse(tags).unwrap(),
            schools: Phrases::parse(schools).unwrap(),
            do_not_contact,
            relationship: if do_not_contact {
                Relationship::Alum
            } else {
                Relationship::Other
            },
            warmth: Warmth::Warm,
            methods: mails(methods),
            ..Contact::named(Name::parse(&name).unwrap())
        },
    )
}

fn mails(of: Vec<(String, bool)>) -> Methods {
    let mut has_primary = false;
    let methods = of.into_iter().map(|(local, wants)| {
        let is_primary = wants && !has_primary;
        has_primary |= is_primary;
        ContactMethod {
            kind: MethodKind::Email,
            label: None,
            value: format!("{local}@x.example").parse_text(),
            extension: None,
            is_primary,
            validity: Validity::Unverified,
        }
    });
    Methods::new(methods.collect()).unwrap()
}

trait ParseText {
    fn parse_text(&self) -> crate::Text<500>;
}

impl ParseText for String {
    fn parse_text(&self) -> crate::Text<500> {
        crate::Text::parse(self).unwrap()
    }
}

proptest! {
    #[test]
    fn a_contact_united_with_itself_is_itself(contact in contacts()) {
        let united = unite(&contact, &contact, &Choices::new()).unwrap();
        prop_assert_eq!(united.contact, contact);
        prop_assert!(united.outcomes.is_empty());
    }

    #[test]
    fn uniting_once_more_changes_nothing((keep, merge) in (contacts(), contacts())) {
        let once = unite(&keep, &merge, &Choices::new()).unwrap().contact;
        let twice = unite(&once, &merge, &Choices::new()).unwrap().contact;
        prop_assert_eq!(twice, once);
    }

    #[test]
    fn whoever_chooses_one_side_of_everything_has_it((keep, merge) in (contacts(), contacts())) {
        for (side, chosen) in [(Side::Keep, &keep), (Side::Merge, &merge)] {
            let choices = ContactField::ALL.iter().filter(|field| field.is_chosen()).map(|field| (*field, side)).collect();
            let mut united = unite(&keep, &merge, &choices).unwrap().contact;
            // A wish to be left alone is nobody's choice.
            prop_assert_eq!(united.do_not_contact, keep.do_not_contact || merge.do_not_contact);
            united.do_not_contact = chosen.do_not_contact;
            prop_assert_eq!(&united, chosen);
        }
    }

    #[test]
    fn parting_restores_what_was((keep, merge) in (contacts(), contacts())) {
        let united = unite(&keep, &merge, &Choices::new()).unwrap().contact;
        let parted = part(&keep, &united, &united);
        prop_assert_eq!(parted.contact, keep.clone());
        prop_assert!(parted.changed.is_empty());
        let name = Name::parse("Somebody else").unwrap();
        let renamed = Contact { name: name.clone(), ..united.clone() };
        let parted = part(&keep, &united, &renamed);
        prop_assert_eq!(parted.contact, Contact { name, ..keep });
        prop_assert_eq!(parted.changed, vec![ContactField::Name]);
    }
}
