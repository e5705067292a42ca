//! What to look at before a touch goes out, besides the pursuit itself.

use domain::{
    Id, contact::Contact, organization::Organization, referral::PermissionToName, text::Name,
};
use sea_orm::FromQueryResult;

use crate::{Error, Executor, column::Cells, select, workspace::Owner};

/// Those who led to a contact that are told, at most.
const REFERRERS: u32 = 20;

#[derive(FromQueryResult)]
struct Row {
    has_research: bool,
    referrer_names: Option<Vec<String>>,
    permissions: Option<Vec<String>>,
}

/// Who led to a contact, whoever may be named first, and whether research about them or their organization is kept.
pub async fn find_ground(
    db: &impl Executor,
    owner: Owner,
    contact: Id<Contact>,
    organization: Option<Id<Organization>>,
) -> Result<(Vec<(Name, PermissionToName)>, bool), Error> {
    let found = select::one::<Row>(
        db,
        format!(
            "SELECT EXISTS (SELECT FROM research_item WHERE owner_id = $1 AND contact_id = $2) \
             OR EXISTS (SELECT FROM research_item WHERE owner_id = $1 AND organization_id = $3) AS has_research, \
             led.* FROM (SELECT array_agg(name) AS referrer_names, array_agg(permission_to_name) AS permissions \
             FROM (SELECT k.name, f.permission_to_name FROM referral f \
                 JOIN contact k ON k.owner_id = f.owner_id AND k.id = f.referrer_id \
                 WHERE f.owner_id = $1 AND f.contact_id = $2 \
                 ORDER BY f.permission_to_name = 'granted' DESC, f.created_at, f.id LIMIT {REFERRERS}) AS led) AS led"
        ),
        [
            owner.uuid().into(),
            contact.uuid().into(),
            organization.map(Id::uuid).into(),
        ],
    )
    .await?;
    let Some(row) = found else {
        return Ok((Vec::new(), false));
    };
    let cells = Cells::of("contact", contact.uuid());
    let names = row.referrer_names.into_iter().flatten();
    let referrers = names.zip(row.permissions.into_iter().flatten());
    let referrers = referrers.map(|(name, permission)| {
        let permission = cells.word("permission_to_name", &permission)?;
        Ok::<_, Error>((cells.text("name", &name)?, permission))
    });
    Ok((referrers.collect::<Result<_, _>>()?, row.has_research))
}
