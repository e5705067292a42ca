//! The ways to reach two contacts that are one person, each way once.

use crate::{
    contact::{Contact, ContactMethod, MethodKind, Methods, Validity},
    country::Country,
};

/// The kept contact's methods, then those of the other that it lacks. Of two spellings of one address the kept one stays
/// and learns from the other what it does not say. `country` is where a number belongs that no contact's country tells.
///
/// # Errors
/// The limit, when they are more.
pub(super) fn unite(
    keep: &Contact,
    merge: &Contact,
    country: Option<Country>,
) -> Result<Methods, usize> {
    let (here, there) = (keep.country.or(country), merge.country.or(country));
    let mut united = keep.methods.as_slice().to_vec();
    let kept = united.len();
    for method in merge.methods.as_slice() {
        let is_new_primary = method.is_primary && !has_primary(&united, method.kind);
        let key = key(method, there);
        let own = united.iter().take(kept);
        // One that is the same in everything comes before one that is only the same address.
        let twin = own.clone().position(|one| one == method);
        let twin = twin.or_else(|| {
            own.clone()
                .position(|one| self::key(one, here) == key && may_be_one(one, method))
        });
        match twin.and_then(|place| united.get_mut(place)) {
            Some(twin) => {
                learn(twin, method);
                twin.is_primary |= is_new_primary;
            }
            None => united.push(ContactMethod {
                is_primary: is_new_primary,
                ..method.clone()
            }),
        }
    }
    Methods::new(united).map_err(|_too_many| Methods::MAX)
}

fn has_primary(methods: &[ContactMethod], kind: MethodKind) -> bool {
    methods.iter().any(|one| one.kind == kind && one.is_primary)
}

/// What two spellings of one address have in common.
fn key(method: &ContactMethod, country: Option<Country>) -> (MethodKind, String) {
    let key = method.lookup_key(country);
    (
        method.kind,
        key.unwrap_or_else(|| method.value.as_str().to_owned()),
    )
}

/// Two extensions of one number reach two desks.
fn may_be_one(kept: &ContactMethod, other: &ContactMethod) -> bool {
    kept.extension.is_none() || other.extension.is_none() || kept.extension == other.extension
}

fn learn(kept: &mut ContactMethod, other: &ContactMethod) {
    if kept.label.is_none() {
        kept.label.clone_from(&other.label);
    }
    if kept.extension.is_none() {
        kept.extension.clone_from(&other.extension);
    }
    if kept.validity == Validity::Unverified {
        kept.validity = other.validity;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Text;

    fn method(kind: MethodKind, value: &str) -> ContactMethod {
        ContactMethod {
            kind,
            label: None,
            value: Text::parse(value).unwrap(),
            extension: None,
            is_primary: false,
            validity: Validity::Unverified,
        }
    }

    fn contact(country: Option<&str>, methods: Vec<ContactMethod>) -> Contact {
        Contact {
            country: country.map(|code| Country::parse(code).unwrap()),
            methods: Methods::new(methods).unwrap(),
            ..Contact::named(Text::parse("Grace").unwrap())
        }
    }

    fn united(keep: &Contact, merge: &Contact) -> Vec<ContactMethod> {
        let country = keep.country.or(merge.country);
        unite(keep, merge, country).unwrap().into_vec()
    }

    #[test]
    fn an_address_in_two_spellings_stays_once_and_learns() {
        let work = ContactMethod {
            label: Some(Text::parse("work").unwrap()),
            validity: Validity::Bounced,
            ..method(MethodKind::Email, "Grace@Clinic.example")
        };
        let keep = contact(
            None,
            vec![method(MethodKind::Email, "grace@clinic.example")],
        );
        let merge = contact(None, vec![work.clone()]);
        let expected = ContactMethod {
            value: Text::parse("grace@clinic.example").unwrap(),
            ..work.clone()
        };
        assert_eq!(united(&keep, &merge), [expected]);
        assert_eq!(united(&merge, &keep), [work]);
    }

    #[test]
    fn a_national_number_is_of_the_country_that_either_contact_is_in() {
        let keep = contact(None, vec![method(MethodKind::Phone, "030 1234567")]);
        let merge = contact(
            Some("DE"),
            vec![method(MethodKind::Phone, "+49 30 1234567")],
        );
        assert_eq!(united(&keep, &merge).len(), 1);
        let abroad = contact(Some("FR"), keep.methods.clone().into_vec());
        assert_eq!(united(&abroad, &merge).len(), 2);
    }

    #[test]
    fn two_extensions_of_a_number_are_two_ways() {
        let desk = |extension: &str| ContactMethod {
            extension: Some(Text::parse(extension).unwrap()),
            ..method(MethodKind::Phone, "+49 30 1234567")
        };
        let keep = contact(None, vec![desk("1")]);
        assert_eq!(united(&keep, &contact(None, vec![desk("2")])).len(), 2);
        let bare = contact(None, vec![method(MethodKind::Phone, "0049 30 1234567")]);
        assert_eq!(united(&keep, &bare), [desk("1")]);
    }

    #[test]
    fn the_kept_primary_goes_first_and_the_other_fills_its_place() {
        let primary = |value: &str| ContactMethod {
            is_primary: true,
            ..method(MethodKind::Email, value)
        };
        let merge = contact(None, vec![primary("b@x.example")]);
        let settled = united(&contact(None, vec![primary("a@x.example")]), &merge);
        assert_eq!(
            settled,
            [
                primary("a@x.example"),
                method(MethodKind::Email, "b@x.example")
            ]
        );
        let plain = contact(None, vec![method(MethodKind::Email, "B@x.example")]);
        assert_eq!(united(&plain, &merge), [primary("B@x.example")]);
    }

    #[test]
    fn too_many_together_are_told_by_the_limit() {
        let many = |from: usize| {
            let all = (from..from + 11).map(|n| method(MethodKind::Other, &n.to_string()));
            contact(None, all.collect())
        };
        assert_eq!(unite(&many(0), &many(100), None), Err(Methods::MAX));
        assert_eq!(united(&many(0), &many(5)).len(), 16);
    }
}
