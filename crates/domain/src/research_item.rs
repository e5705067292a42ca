//! One thing that was found out about an organization or a person before asking them (F73 to F77, F179).

use chrono::NaiveDate;

use crate::{
    Id, WebUrl,
    contact::Contact,
    organization::Organization,
    text::{Name, Paragraph},
    vocabulary,
};

vocabulary! {
    /// Where or what kind of thing it is (F20, F35, F74, F75, F77, F179).
    pub enum ResearchKind {
        Website = "website",
        /// Other writing of theirs.
        Literature = "literature",
        AnnualReport = "annual_report",
        Brochure = "brochure",
        News = "news",
        /// What others say of them in passing.
        Mention = "mention",
        Product = "product",
        Merger = "merger",
        Reorganization = "reorganization",
        Achievement = "achievement",
        Library = "library",
        SocialNetwork = "social_network",
        Other = "other",
    }
}

/// What a research item is about: exactly one of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    Organization(Id<Organization>),
    Contact(Id<Contact>),
}

/// It names neither, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("give either an organization or a contact")]
pub struct NotAboutOne;

impl About {
    /// # Errors
    /// [`NotAboutOne`]
    pub fn of(
        organization: Option<Id<Organization>>,
        contact: Option<Id<Contact>>,
    ) -> Result<Self, NotAboutOne> {
        match (organization, contact) {
            (Some(id), None) => Ok(Self::Organization(id)),
            (None, Some(id)) => Ok(Self::Contact(id)),
            (None, None) | (Some(_), Some(_)) => Err(NotAboutOne),
        }
    }

    pub fn organization(self) -> Option<Id<Organization>> {
        match self {
            Self::Organization(id) => Some(id),
            Self::Contact(_) => None,
        }
    }

    pub fn contact(self) -> Option<Id<Contact>> {
        match self {
            Self::Contact(id) => Some(id),
            Self::Organization(_) => None,
        }
    }
}

/// A finding with its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResearchItem {
    pub about: About,
    pub kind: ResearchKind,
    pub title: Name,
    pub url: Option<WebUrl>,
    pub published_on: Option<NaiveDate>,
    pub note: Option<Paragraph>,
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn an_item_is_about_one_organization_or_one_contact() {
        let (organization, contact) = (Id::new(Uuid::from_u128(1)), Id::new(Uuid::from_u128(2)));
        let about = About::of(Some(organization), None).unwrap();
        assert_eq!(
            (about.organization(), about.contact()),
            (Some(organization), None)
        );
        let about = About::of(None, Some(contact)).unwrap();
        assert_eq!(
            (about.organization(), about.contact()),
            (None, Some(contact))
        );
        assert_eq!(About::of(None, None), Err(NotAboutOne));
        assert_eq!(
            About::of(Some(organization), Some(contact)),
            Err(NotAboutOne)
        );
    }
}
