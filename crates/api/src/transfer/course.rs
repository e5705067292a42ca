//! The course of an import: batch by batch, so that thousands of rows cost a few statements for each few hundred.

use std::collections::{HashMap, HashSet};

use domain::{
    Id, Stored,
    contact::Contact,
    follow_up::Occasion,
    organization::Organization,
    transfer::{
        Employer, Format, Import, ImportRow, MatchBy, Plain, Refusal, Row, RowOutcome, Tally, keys,
    },
};
use persistence::{
    Transaction,
    contact::{Saving, save_many},
    transfer::{find_matches, find_organizations},
    workspace::{self, Owner},
};

use super::{
    Parsed,
    decide::{Candidates, Decided, Seen, decide},
    file::Malformed,
    wire::ImportQuery,
};
use crate::{
    error::{ApiError, FieldError},
    follow_up::keep_up,
    http::Write,
    outreach::settle_contacts,
    wire::Word,
};

/// Rows that are read, decided and written together.
const BATCH: usize = 500;
/// Rows of which a refused file tells the reasons.
const TOLD: usize = 100;

/// How the caller wants it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Settings {
    match_by: MatchBy,
    dry_run: bool,
    all_or_nothing: bool,
}

impl Settings {
    pub(super) fn of(query: &ImportQuery) -> Self {
        Self {
            match_by: query.match_by.map_or(MatchBy::Email, |Word(by)| by),
            dry_run: query.dry_run.unwrap_or_default(),
            all_or_nothing: query.all_or_nothing.unwrap_or_default(),
        }
    }
}

/// One import under way.
pub(super) struct Course<'a> {
    write: &'a Write,
    tx: &'a Transaction,
    owner: Owner,
    settings: Settings,
    id: Id<Import>,
    seen: Seen,
    /// By name in lower case; those made on the way among them.
    organizations: HashMap<String, Id<Organization>>,
    rows: Vec<ImportRow>,
    tally: Tally,
}

/// What a batch writes.
#[derive(Default)]
struct Batch {
    organizations: Vec<(Id<Organization>, Organization)>,
    contacts: Vec<Saving>,
    /// Those who are approached otherwise than before.
    turned: Vec<Id<Contact>>,
    /// Where they worked.
    left: Vec<Id<Organization>>,
}

impl<'a> Course<'a> {
    pub(super) fn new(
        write: &'a Write,
        tx: &'a Transaction,
        owner: Owner,
        settings: Settings,
    ) -> Result<Self, ApiError> {
        Ok(Self {
            write,
            tx,
            owner,
            settings,
            id: write.new_id()?,
            seen: Seen::default(),
            organizations: HashMap::new(),
            rows: Vec::new(),
            tally: Tally::default(),
        })
    }

    pub(super) async fn run(
        mut self,
        format: Format,
        parsed: Parsed,
    ) -> Result<Stored<Import>, ApiError> {
        for rows in parsed.rows.chunks(BATCH) {
            self.batch(rows).await?;
        }
        if self.settings.all_or_nothing && self.tally.refused > 0 {
            return Err(self.refusal());
        }
        let import = Import {
            format,
            match_by: self.settings.match_by,
            dry_run: self.settings.dry_run,
            tally: self.tally,
            ignored: parsed.ignored,
        };
        let (tx, owner, now) = (self.tx, self.owner, self.write.now());
        let stored = workspace::insert(tx, owner, self.id, &import, now).await?;
        let rows = self.rows.into_iter();
        let rows: Vec<_> = rows.map(|row| (self.write.next_id(), row)).collect();
        for rows in rows.chunks(BATCH) {
            workspace::insert_many(tx, owner, rows, now).await?;
        }
        Ok(stored)
    }

    async fn batch(&mut self, rows: &[Result<Row, Malformed>]) -> Result<(), ApiError> {
        let candidates = self.candidates(rows).await?;
        self.find_organizations(rows).await?;
        let mut batch = Batch::default();
        for row in rows {
            let (line, decided) = match row {
                Ok(row) => {
                    let by = self.settings.match_by;
                    (row.line, decide(row, by, &candidates, &mut self.seen))
                }
                Err(Malformed { line, code, detail }) => {
                    (*line, Err(vec![Refusal::new("", code, detail)]))
                }
            };
            self.record(line, decided, &mut batch);
        }
        if self.settings.dry_run {
            return Ok(());
        }
        self.save(batch).await
    }

    async fn candidates(&self, rows: &[Result<Row, Malformed>]) -> Result<Candidates, ApiError> {
        let by = self.settings.match_by;
        let wanted: HashSet<_> = rows
            .iter()
            .flatten()
            .flat_map(|row| keys(row, by))
            .collect();
        if wanted.is_empty() {
            return Ok(Candidates::default());
        }
        let wanted: Vec<_> = wanted.into_iter().collect();
        let mut candidates = Candidates::default();
        let mut ids = HashSet::new();
        for (key, id) in find_matches(self.tx, self.owner, by, &wanted).await? {
            ids.insert(id);
            candidates.by_key.entry(key).or_default().insert(id.uuid());
        }
        let found = workspace::find_several::<Contact>(self.tx, self.owner, ids).await?;
        let found = found.into_iter().map(|contact| (contact.id, contact));
        candidates.contacts = found.collect();
        Ok(candidates)
    }

    async fn find_organizations(
        &mut self,
        rows: &[Result<Row, Malformed>],
    ) -> Result<(), ApiError> {
        let names = rows
            .iter()
            .flatten()
            .filter_map(|row| row.text(Plain::Organization));
        let unknown = names
            .map(|name| name.trim().to_lowercase())
            .filter(|name| !self.organizations.contains_key(name));
        let unknown: HashSet<_> = unknown.collect();
        let unknown = unknown.into_iter().collect();
        let found = find_organizations(self.tx, self.owner, unknown).await?;
        self.organizations.extend(found);
        Ok(())
    }

    fn record(&mut self, line: u32, decided: Result<Decided, Vec<Refusal>>, batch: &mut Batch) {
        let (outcome, contact_id, errors) = match decided {
            Ok(decided) => {
                let (outcome, contact_id) = self.take(decided, batch);
                (outcome, contact_id, Vec::new())
            }
            Err(errors) => (RowOutcome::Refused, None, errors),
        };
        self.tally.count(outcome);
        self.rows.push(ImportRow {
            import_id: self.id,
            position: i32::try_from(self.rows.len() + 1).unwrap_or(i32::MAX),
            line: i32::try_from(line).unwrap_or(i32::MAX),
            outcome,
            contact_id,
            errors,
        });
    }

    /// What became of the row, and whom it is about when that contact is there.
    fn take(&mut self, decided: Decided, batch: &mut Batch) -> (RowOutcome, Option<Id<Contact>>) {
        let Decided { current, applied } = decided;
        let mut contact = applied.contact;
        match applied.employer {
            Employer::Same => {}
            Employer::None => contact.organization_id = None,
            Employer::Named(name) => {
                let folded = name.as_str().to_lowercase();
                let id = self.organizations.entry(folded).or_insert_with(|| {
                    let id = self.write.next_id();
                    batch.organizations.push((id, Organization::named(name)));
                    id
                });
                contact.organization_id = Some(*id);
            }
        }
        let now = self.write.now();
        let Some(current) = current else {
            let id = self.write.next_id();
            batch.contacts.push(Saving {
                with_methods: true,
                contact: Stored {
                    id,
                    version: 1,
                    created_at: now,
                    updated_at: now,
                    value: contact,
                },
            });
            return (RowOutcome::Created, (!self.settings.dry_run).then_some(id));
        };
        let id = current.id;
        if current.value == contact {
            return (RowOutcome::Unchanged, Some(id));
        }
        if current.value.is_approached_otherwise(&contact) {
            batch.turned.push(id);
            batch.left.extend(current.value.organization_id);
        }
        batch.contacts.push(Saving {
            // What an address is looked up by follows from the country.
            with_methods: current.value.methods != contact.methods
                || current.value.country != contact.country,
            contact: Stored {
                version: current.version + 1,
                updated_at: now,
                ..current.with(contact)
            },
        });
        (RowOutcome::Updated, Some(id))
    }

    async fn save(&self, batch: Batch) -> Result<(), ApiError> {
        let (tx, owner, now) = (self.tx, self.owner, self.write.now());
        workspace::insert_many(tx, owner, &batch.organizations, now).await?;
        save_many(tx, owner, &batch.contacts).await?;
        if !batch.turned.is_empty() {
            keep_up(tx, self.write, owner, &batch.turned, Occasion::Other).await?;
            settle_contacts(tx, owner, batch.turned, batch.left, now).await?;
        }
        Ok(())
    }

    /// Why the whole file was refused.
    fn refusal(&self) -> ApiError {
        let refused = self.rows.iter().filter(|row| !row.errors.is_empty());
        let errors = refused.take(TOLD).flat_map(|row| {
            row.errors.iter().map(|error| {
                let column = error.column.replace('~', "~0").replace('/', "~1");
                let pointer = format!("/lines/{}/{column}", row.line);
                FieldError::at(&pointer, &error.code, &error.detail)
            })
        });
        ApiError::invalid(errors.collect()).with("refused", self.tally.refused)
    }
}
