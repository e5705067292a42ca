//! A place where people of interest work.

use crate::{
    WebUrl,
    country::Country,
    text::{Name, Notes, Paragraph},
    vocabulary,
    whole::Whole,
};

vocabulary! {
    /// What an organization is to the person who explores.
    pub enum OrganizationKind {
        Employer = "employer",
        /// A school whose alumni can be asked (F39, F155).
        TrainingInstitution = "training_institution",
        /// A professional association (F157).
        Association = "association",
        Other = "other",
    }
}

/// How much the person wants to work there: 0 does not know it, 1 a little, 2 rather, 3 a dream.
pub type Motivation = Whole<0, 3>;
/// What it advertises: 1 nothing that fits, 2 something near, 3 just the thing.
pub type Posting = Whole<1, 3>;

/// An organization in somebody's workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    pub name: Name,
    pub kind: OrganizationKind,
    pub website: Option<WebUrl>,
    pub location: Option<Name>,
    pub industry: Option<Name>,
    /// Where it is at home; its other places are its sites (F32).
    pub country: Option<Country>,
    /// What the organization says it is for; the pitch is framed to it (F95).
    pub mission: Option<Paragraph>,
    pub notes: Option<Notes>,
    /// Whether it is on the person's target list (methodology survey, part D1).
    pub is_target: bool,
    pub merits: Merits,
}

/// What speaks for asking at an organization sooner than at another (methodology survey, part D1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merits {
    pub motivation: Motivation,
    pub posting: Posting,
    /// Whether somebody there would put in a word.
    pub advocacy: bool,
}

impl Organization {
    /// An employer of which nothing but the name is known yet.
    pub fn named(name: Name) -> Self {
        Self {
            name,
            kind: OrganizationKind::Employer,
            website: None,
            location: None,
            industry: None,
            country: None,
            mission: None,
            notes: None,
            is_target: false,
            merits: Merits {
                motivation: Motivation::MIN,
                posting: Posting::MIN,
                advocacy: false,
            },
        }
    }
}
