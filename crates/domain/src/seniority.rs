//! How far along a career somebody is (F184).

use crate::vocabulary;

vocabulary! {
    /// How far along a career somebody is.
    pub enum Seniority {
        Student = "student",
        Entry = "entry",
        Mid = "mid",
        Senior = "senior",
        Manager = "manager",
        Director = "director",
        Executive = "executive",
    }
}
