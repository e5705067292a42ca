//! What becomes of one row, given whom it may be about.

use std::collections::{BTreeSet, HashMap};

use domain::{
    Id, Stored,
    contact::Contact,
    transfer::{Applied, ImportRow, Key, MatchBy, Plain, Refusal, Row, apply, keys},
};

/// What earlier rows of the file were about.
#[derive(Debug, Default)]
pub(super) struct Seen {
    keys: HashMap<Key, u32>,
    contacts: HashMap<Id<Contact>, u32>,
}

/// Whom the rows of a batch may be about.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    pub(super) by_key: HashMap<Key, BTreeSet<uuid::Uuid>>,
    pub(super) contacts: HashMap<Id<Contact>, Stored<Contact>>,
}

/// A row that fits.
#[derive(Debug)]
pub(super) struct Decided {
    /// As the contact was; nobody when it is new.
    pub(super) current: Option<Stored<Contact>>,
    pub(super) applied: Applied,
}

/// Decides about the next row. A row that is about the same contact as an earlier one is refused: of two rows nobody can
/// tell which is right.
pub(super) fn decide(
    row: &Row,
    by: MatchBy,
    candidates: &Candidates,
    seen: &mut Seen,
) -> Result<Decided, Vec<Refusal>> {
    let keys = keys(row, by);
    let current = find(row, by, &keys, candidates)?;
    let earlier = keys.iter().find_map(|key| seen.keys.get(key));
    let earlier = earlier.or_else(|| current.and_then(|contact| seen.contacts.get(&contact.id)));
    if let Some(line) = earlier {
        let detail = format!("is about the same contact as line {line}");
        return Err(vec![Refusal::new(by_column(by), "repeated", detail)]);
    }
    let mut applied = apply(row, current.map(|contact| &contact.value));
    if let Err(refusals) = &mut applied {
        refusals.truncate(ImportRow::MAX_ERRORS);
    }
    let applied = applied?;
    for key in keys {
        seen.keys.insert(key, row.line);
    }
    if let Some(contact) = current {
        seen.contacts.insert(contact.id, row.line);
    }
    Ok(Decided {
        current: current.cloned(),
        applied,
    })
}

fn by_column(by: MatchBy) -> &'static str {
    match by {
        MatchBy::Email => "email",
        MatchBy::Phone => "phone",
        MatchBy::Id => "id",
        MatchBy::NameAndOrganization | MatchBy::Nothing => "name",
    }
}

fn find<'a>(
    row: &Row,
    by: MatchBy,
    keys: &[Key],
    candidates: &'a Candidates,
) -> Result<Option<&'a Stored<Contact>>, Vec<Refusal>> {
    let refused = |code, detail| Err(vec![Refusal::new(by_column(by), code, detail)]);
    let found = keys.iter().filter_map(|key| candidates.by_key.get(key));
    let found: BTreeSet<_> = found.flatten().collect();
    let mut found = found
        .into_iter()
        .filter_map(|id| candidates.contacts.get(&Id::new(*id)));
    match (found.next(), found.next()) {
        (Some(_), Some(_)) => refused("ambiguous", "is about several of your contacts"),
        (None, _) if by == MatchBy::Id && row.says(Plain::Id) => {
            refused("unknown_reference", "must be the id of a contact of yours")
        }
        (found, _) => Ok(found),
    }
}
