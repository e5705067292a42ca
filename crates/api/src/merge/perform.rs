//! What merging and undoing do, inside of their transactions.

use domain::{
    Id, Stored,
    contact::Contact,
    follow_up::Occasion,
    merge::{Choices, Merge, Overfull, UndoneMerge, United, part, unite},
};
use persistence::{
    Transaction,
    merge::{
        Contacts, Pair, count_rows, find_snapshot, hold, keep_snapshot, list_open_outreach,
        move_rows, restore, take_back,
    },
    workspace::{self, Owner},
};
use uuid::Uuid;

use super::wire::{MergeInput, Preview};
use crate::{
    error::{ApiError, Code, FieldError},
    follow_up::keep_up,
    http::Write,
    outreach::settle_contacts,
};

/// Two contacts, held until the transaction ends, and what they would become.
pub(super) struct Plan {
    keep: Stored<Contact>,
    merge: Stored<Contact>,
    united: United,
    pair: Pair,
    open_outreach: Vec<Uuid>,
}

/// Holds both contacts and unites them, without changing anything.
pub(super) async fn plan(
    tx: &Transaction,
    owner: Owner,
    input: &MergeInput,
) -> Result<Plan, ApiError> {
    let choices = input.choices()?;
    if input.keep_id == input.merge_id {
        let detail = "must be another contact than the one that is kept";
        return Err(ApiError::field("/merge_id", "pair", detail));
    }
    let keep = take(tx, owner, input.keep_id, "/keep_id").await?;
    let merge = take(tx, owner, input.merge_id, "/merge_id").await?;
    let pair = Pair {
        owner,
        keep: keep.id,
        merge: merge.id,
    };
    Ok(Plan {
        united: united(&keep.value, &merge.value, &choices)?,
        open_outreach: list_open_outreach(tx, pair).await?,
        keep,
        merge,
        pair,
    })
}

async fn take(
    tx: &Transaction,
    owner: Owner,
    id: Uuid,
    pointer: &str,
) -> Result<Stored<Contact>, ApiError> {
    let found = workspace::find_for_update(tx, owner, Id::new(id)).await?;
    found.ok_or_else(|| ApiError::unknown_reference(pointer))
}

fn united(keep: &Contact, merge: &Contact, choices: &Choices) -> Result<United, ApiError> {
    unite(keep, merge, choices).map_err(|overfull| {
        let errors = overfull.into_iter().map(|overfull| {
            let Overfull { field, .. } = overfull;
            FieldError::at("/choices", "max_items", format!("{field}: {overfull}"))
        });
        ApiError::invalid(errors.collect())
    })
}

impl Plan {
    /// What merging would do.
    pub(super) async fn preview(self, tx: &Transaction) -> Result<Preview, ApiError> {
        let (moved, folded) = count_rows(tx, self.pair).await?;
        Ok(Preview {
            keep: self.keep,
            merge: self.merge,
            result: self.united.contact,
            outcomes: self.united.outcomes,
            moved,
            folded,
            open_outreach: self.open_outreach,
        })
    }

    /// Merges the two and keeps what undoing needs.
    pub(super) async fn perform(
        self,
        tx: &Transaction,
        write: &Write,
    ) -> Result<Stored<Merge>, ApiError> {
        if !self.open_outreach.is_empty() {
            let detail = "Both contacts are pursued. End one of the outreaches first.";
            let refused = ApiError::new(Code::OutreachAlreadyOpen, detail);
            let ids = self.open_outreach.iter().map(Uuid::to_string);
            return Err(refused.with("outreach_ids", ids.collect::<Vec<_>>()));
        }
        let Pair { owner, keep, merge } = self.pair;
        let now = write.now();
        let (keep_before, merged) = (hold(tx, owner, keep).await?, hold(tx, owner, merge).await?);
        let moves = move_rows(tx, self.pair).await?;
        workspace::delete(tx, owner, merge).await?;
        let contact = self.keep.with(self.united.contact);
        write.save(tx, owner, contact).await?;
        let keep_after = hold(tx, owner, keep).await?;
        let record = Merge {
            keep_id: keep,
            merge_id: merge,
            merge_name: self.merge.value.name.clone(),
            moved: moves.moved_rows.clone(),
            folded: moves.folded_rows.clone(),
            undone_at: None,
        };
        let record = workspace::insert(tx, owner, write.new_id()?, &record, now).await?;
        let contacts = Contacts {
            keep_before,
            keep_after,
            merged,
        };
        keep_snapshot(tx, owner, record.id.uuid(), contacts, moves).await?;
        settle_contacts(tx, owner, vec![keep], self.merge.value.organization_id, now).await?;
        keep_up(tx, write, owner, &[keep], Occasion::Other).await?;
        Ok(record)
    }
}

/// Makes two contacts of one again.
pub(super) async fn undo(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    merge: Stored<Merge>,
) -> Result<(Stored<Merge>, UndoneMerge), ApiError> {
    let now = write.now();
    let undone = merge.value.clone().undone(now);
    let undone = undone.map_err(|refused| ApiError::new(Code::WrongState, refused))?;
    let snapshot = find_snapshot(tx, owner, merge.id).await?;
    let snapshot = snapshot.ok_or_else(|| ApiError::internal("a merge without its rows"))?;
    let pair = Pair {
        owner,
        keep: undone.keep_id,
        merge: undone.merge_id,
    };
    let kept = workspace::find_for_update(tx, owner, pair.keep).await?;
    let kept: Stored<Contact> =
        kept.ok_or_else(|| ApiError::internal("a merge without its contact"))?;
    let parted = part(&snapshot.keep_before, &snapshot.keep_after, &kept.value);
    write
        .save(tx, owner, kept.clone().with(parted.contact))
        .await?;
    if !restore(tx, owner, &snapshot).await? {
        return Err(ApiError::internal("the place of a merged contact is taken"));
    }
    let (returned, left) = take_back(tx, pair, &snapshot).await?;
    settle_contacts(
        tx,
        owner,
        vec![pair.keep, pair.merge],
        kept.value.organization_id,
        now,
    )
    .await?;
    let merge = write.save(tx, owner, merge.with(undone)).await?;
    let undone = UndoneMerge {
        changed: parted.changed,
        returned,
        left,
    };
    Ok((merge, undone))
}
