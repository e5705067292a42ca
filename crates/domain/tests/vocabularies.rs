//! The words of the domain are the words that the database admits.

#![cfg(test)]

use domain::{
    contact::{MethodKind, Relationship, Warmth},
    follow_up::{FollowUpKind, FollowUpState},
    interview::{CanceledBy, InterviewKind, InterviewState, MarkWord, Mode},
    organization::OrganizationKind,
    question::{Priority, Subject, Topic},
    referral::PermissionToName,
    theme::ThemeStatus,
    vocabulary::Vocabulary,
};

const SCHEMA: &str = concat!(
    include_str!("../../../migrations/20261122000300_create_reference_data.up.sql"),
    include_str!("../../../migrations/20261122000400_create_workspace.up.sql"),
    include_str!("../../../migrations/20261122000500_create_pursuit.up.sql"),
);

/// The words in the list of a CHECK constraint.
fn admitted(constraint: &str) -> Vec<&'static str> {
    let (_, rest) = SCHEMA
        .split_once(&format!("CONSTRAINT {constraint}\n"))
        .or_else(|| SCHEMA.split_once(&format!("CONSTRAINT {constraint} ")))
        .unwrap_or_else(|| panic!("there is a constraint {constraint}"));
    let (_, list) = rest.split_once(" IN (").unwrap();
    let (list, _) = list.split_once("))").unwrap();
    list.split('\'').skip(1).step_by(2).collect()
}

fn agree<V: Vocabulary>(constraints: &[&str]) {
    let words: Vec<_> = V::ALL.iter().map(|value| value.as_str()).collect();
    for constraint in constraints {
        assert_eq!(admitted(constraint), words, "{} and {constraint}", V::NAME);
    }
}

#[test]
fn every_vocabulary_equals_its_check() {
    agree::<ThemeStatus>(&["theme_status_check"]);
    agree::<OrganizationKind>(&["organization_kind_check"]);
    agree::<Relationship>(&["contact_relationship_check"]);
    agree::<Warmth>(&["contact_warmth_check"]);
    agree::<MethodKind>(&["contact_method_kind_check"]);
    agree::<Topic>(&[
        "bank_question_topic_check",
        "question_topic_check",
        "interview_question_topic_check",
    ]);
    agree::<Subject>(&[
        "bank_question_subject_check",
        "question_subject_check",
        "interview_question_subject_check",
    ]);
    agree::<Priority>(&[
        "question_priority_check",
        "interview_question_priority_check",
    ]);
    agree::<InterviewKind>(&["interview_kind_check"]);
    agree::<Mode>(&["interview_mode_check"]);
    agree::<InterviewState>(&["interview_state_check"]);
    agree::<CanceledBy>(&["interview_canceled_by_check"]);
    agree::<MarkWord>(&["interview_question_state_check"]);
    agree::<PermissionToName>(&["referral_permission_to_name_check"]);
    agree::<FollowUpKind>(&["follow_up_kind_check"]);
    agree::<FollowUpState>(&["follow_up_state_check"]);
}
