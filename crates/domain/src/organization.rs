//! A place where people of interest work.

use crate::{
    WebUrl,
    text::{Name, Notes, Paragraph},
    vocabulary,
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

/// An organization in somebody's workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    pub name: Name,
    pub kind: OrganizationKind,
    pub website: Option<WebUrl>,
    pub location: Option<Name>,
    /// What the organization says it is for; the pitch is framed to it (F95).
    pub mission: Option<Paragraph>,
    pub notes: Option<Notes>,
}
