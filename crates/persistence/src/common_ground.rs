//! What people have in common, in the database, and what the matcher needs to know of a contact.

use domain::{Id, Stored, Text, common_ground::CommonGround, contact::Contact, text::Name};
use sea_orm::{ActiveValue::NotSet, FromQueryResult, Set};
use uuid::Uuid;

use crate::{
    Error, Executor,
    child::Child,
    column::Cells,
    entity::common_ground::{ActiveModel, Entity, Model},
    select,
    workspace::{Owner, Resource},
};

impl Resource for CommonGround {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            contact_id,
            kind,
            label,
            person_id,
            note,
        } = row;
        let cells = Cells::of("common_ground", id);
        let value = Self::new(
            Id::new(contact_id),
            cells.word("kind", &kind)?,
            cells.text("label", &label)?,
            person_id.map(Id::new),
            cells.optional_text("note", note.as_deref())?,
        );
        Ok(Stored {
            id: Id::new(id),
            version,
            created_at,
            updated_at,
            value: value.map_err(|_invalid| cells.corrupt("person_id"))?,
        })
    }

    fn write(&self) -> ActiveModel {
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            contact_id: Set(self.contact_id.uuid()),
            kind: Set(self.kind().to_string()),
            label: Set(self.label.to_string()),
            person_id: Set(self.person_id().map(Id::uuid)),
            note: Set(self.note.as_ref().map(Text::to_string)),
        }
    }
}

impl Child for CommonGround {
    type Parent = Contact;

    const PARENT: &'static str = "contact_id";

    fn parent(&self) -> Id<Contact> {
        self.contact_id
    }
}

/// Where a contact has worked, as what, and who connects the person with them.
#[derive(Clone, Debug, Default)]
pub struct Ties {
    pub employers: Vec<String>,
    pub titles: Vec<String>,
    pub people: Vec<(Id<Contact>, Name)>,
}

#[derive(FromQueryResult)]
struct Tie {
    employer: Option<String>,
    title: Option<String>,
    person_id: Option<Uuid>,
    person: Option<String>,
}

/// What ties a contact to employers and to other contacts: one statement. People come in the order in which the referrals
/// were made, at most fifty.
pub async fn find_ties(
    db: &impl Executor,
    owner: Owner,
    contact: Id<Contact>,
) -> Result<Ties, Error> {
    let sql = "SELECT o.name AS employer, NULL AS title, NULL::uuid AS person_id, NULL AS person \
               FROM contact c JOIN organization o ON o.owner_id = $1 AND o.id = c.organization_id \
               WHERE c.owner_id = $1 AND c.id = $2 \
               UNION ALL SELECT coalesce(o.name, e.organization_name), e.title, NULL, NULL FROM employment e \
               LEFT JOIN organization o ON o.owner_id = $1 AND o.id = e.organization_id \
               WHERE e.owner_id = $1 AND e.contact_id = $2 \
               UNION ALL (SELECT NULL, NULL, p.id, p.name FROM ( \
                   SELECT referrer_id AS person_id, created_at FROM referral WHERE owner_id = $1 AND contact_id = $2 \
                   UNION ALL SELECT contact_id, created_at FROM referral WHERE owner_id = $1 AND referrer_id = $2) AS r \
               JOIN contact p ON p.owner_id = $1 AND p.id = r.person_id \
               GROUP BY p.id, p.name ORDER BY min(r.created_at), p.id LIMIT 50)";
    let values = [owner.uuid().into(), contact.uuid().into()];
    let mut ties = Ties::default();
    for tie in select::all::<Tie>(db, sql, values).await? {
        let Tie {
            employer,
            title,
            person_id,
            person,
        } = tie;
        ties.employers.extend(employer);
        ties.titles.extend(title);
        if let (Some(id), Some(name)) = (person_id, person) {
            let name = Cells::of("contact", id).text("name", &name)?;
            ties.people.push((Id::new(id), name));
        }
    }
    Ok(ties)
}
