//! The words of the domain are the words that the database admits.

#![cfg(test)]

use std::{
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use domain::{
    advice::AdviceState,
    agenda::MarkKind,
    analytics::AnalyticsUnit,
    channel::Channel,
    contact::{ContactRole, MetIn, MethodKind, Relationship, Source, Validity, Warmth},
    custom_field::FieldKind,
    document::{DocumentKind, MediaType},
    event::AttendedAs,
    fit_rating::FitDimension,
    follow_up::{FollowUpKind, FollowUpState},
    hand_off::{ForwardingMeans, HandOffFormat, HandOffState},
    interview::{CanceledBy, InterviewKind, InterviewState, MarkWord, Mode, SessionEventKind},
    learning::{LearningKind, LinkRelation, PayPeriod},
    meeting_slot::{MeetingParty, SlotState},
    message::{MessageKind, MessageState},
    methodology::Confidence,
    network_ask::{NetworkAskKind, NetworkAskState, RecipientState},
    organization::OrganizationKind,
    profile::{ComfortLevel, LifeStage, SearchStage},
    promise::{PromiseDirection, PromiseState},
    question::{Priority, Subject, Topic},
    referral::{PermissionToName, ReferralOutcome},
    reflection::ReflectionSection,
    research_gap::GapStatus,
    research_item::ResearchKind,
    seniority::Seniority,
    theme::{Relocation, ThemeMode, ThemeStatus},
    transfer::{Format, MatchBy, RowOutcome},
    visit::VisitState,
    vocabulary::Vocabulary,
};

/// Every migration on the way up, in order.
static SCHEMA: LazyLock<String> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations");
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let mut up: Vec<PathBuf> = files
        .filter(|path| path.to_str().unwrap().ends_with(".up.sql"))
        .collect();
    up.sort();
    up.iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
});

/// The words in the list of a CHECK constraint, as the last migration that made it has them.
fn admitted(constraint: &str) -> Vec<&'static str> {
    let (_, rest) = SCHEMA
        .rsplit_once(&format!("CONSTRAINT {constraint}\n"))
        .or_else(|| SCHEMA.rsplit_once(&format!("CONSTRAINT {constraint} ")))
        .unwrap_or_else(|| panic!("there is a constraint {constraint}"));
    let (definition, _) = rest.split_once("CONSTRAINT").unwrap_or((rest, ""));
    // One word, or several of them in an array.
    let list = if let Some((_, list)) = definition.split_once(" <@ ARRAY[") {
        list.split_once(']').unwrap().0
    } else {
        let (_, list) = definition.split_once(" IN (").unwrap();
        list.split_once("))").unwrap().0
    };
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
    agree::<ThemeStatus>(&[
        "theme_status_check",
        "theme_move_from_status_check",
        "theme_move_to_status_check",
    ]);
    agree::<ThemeMode>(&["theme_mode_check"]);
    agree::<Relocation>(&["theme_relocation_check"]);
    agree::<MarkKind>(&["agenda_mark_kind_check"]);
    agree::<FitDimension>(&["fit_rating_dimension_check"]);
    agree::<ResearchKind>(&["research_item_kind_check"]);
    agree::<GapStatus>(&["research_gap_state_check"]);
    agree::<OrganizationKind>(&["organization_kind_check"]);
    agree::<Relationship>(&["contact_relationship_check"]);
    agree::<Warmth>(&["contact_warmth_check"]);
    agree::<ContactRole>(&["contact_roles_check"]);
    agree::<Seniority>(&["contact_seniority_check"]);
    agree::<MetIn>(&["contact_met_in_check"]);
    agree::<Source>(&["contact_source_check"]);
    agree::<MethodKind>(&["contact_method_kind_check"]);
    agree::<Validity>(&["contact_method_validity_check"]);
    agree::<Topic>(&[
        "bank_question_topic_check",
        "question_topic_check",
        "interview_question_topic_check",
        "research_gap_topic_check",
        "learning_topic_check",
    ]);
    agree::<Subject>(&[
        "bank_question_subject_check",
        "question_subject_check",
        "interview_question_subject_check",
        "research_gap_subject_check",
    ]);
    agree::<Priority>(&[
        "question_priority_check",
        "interview_question_priority_check",
    ]);
    agree::<InterviewKind>(&["interview_kind_check"]);
    agree::<Mode>(&["interview_mode_check", "meeting_slot_mode_check"]);
    agree::<InterviewState>(&["interview_state_check"]);
    agree::<CanceledBy>(&["interview_canceled_by_check"]);
    agree::<MarkWord>(&["interview_question_state_check"]);
    agree::<LearningKind>(&["learning_kind_check"]);
    agree::<PayPeriod>(&["learning_salary_period_check"]);
    agree::<LinkRelation>(&["learning_link_relation_check"]);
    agree::<AdviceState>(&["advice_state_check"]);
    agree::<PromiseDirection>(&["promise_direction_check"]);
    agree::<PromiseState>(&["promise_state_check"]);
    agree::<SessionEventKind>(&["session_event_kind_check"]);
    agree::<PermissionToName>(&["referral_permission_to_name_check"]);
    agree::<LifeStage>(&["profile_life_stage_check"]);
    agree::<SearchStage>(&["profile_search_stage_check"]);
    agree::<Seniority>(&["profile_seniority_check"]);
    agree::<ComfortLevel>(&["profile_comfort_level_check"]);
    agree::<ReflectionSection>(&["reflection_question_section_check"]);
    agree::<FollowUpKind>(&["follow_up_kind_check"]);
    agree::<FollowUpState>(&["follow_up_state_check"]);
    agree::<ReferralOutcome>(&["referral_outcome_check"]);
    agree::<NetworkAskKind>(&["network_ask_kind_check"]);
    agree::<NetworkAskState>(&["network_ask_state_check"]);
    agree::<RecipientState>(&["network_ask_recipient_state_check"]);
    agree::<Channel>(&["network_ask_recipient_channel_check"]);
    agree::<MessageKind>(&[
        "system_template_kind_check",
        "message_template_kind_check",
        "message_kind_check",
    ]);
    agree::<MessageState>(&["message_state_check"]);
    agree::<Channel>(&["message_channel_check"]);
    agree::<AttendedAs>(&["event_attended_as_check"]);
    agree::<DocumentKind>(&["document_kind_check"]);
    agree::<MediaType>(&["document_media_type_check"]);
    agree::<HandOffFormat>(&["hand_off_format_check"]);
    agree::<HandOffState>(&["hand_off_state_check"]);
    agree::<ForwardingMeans>(&["forwarding_how_check"]);
    agree::<FieldKind>(&["custom_field_kind_check"]);
    agree::<Format>(&["import_format_check"]);
    agree::<MatchBy>(&["import_match_by_check"]);
    agree::<RowOutcome>(&["import_row_outcome_check"]);
    agree::<AnalyticsUnit>(&["analytics_rule_unit_check"]);
    agree::<Confidence>(&["analytics_rule_confidence_check"]);
    agree::<VisitState>(&["visit_state_check"]);
    agree::<MeetingParty>(&[
        "meeting_slot_proposed_by_check",
        "meeting_slot_chosen_by_check",
    ]);
    agree::<SlotState>(&["meeting_slot_state_check"]);
}
