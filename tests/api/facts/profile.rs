//! The profile, self-reflection, stories and the network brainstorm.

use super::{ADAS, Copy, Facts, NEW_ID, NOBODY, copy};

pub(super) const FACTS: Facts = Facts {
    workspace: include_str!("profile.sql"),
    rows: &[("stories", "40")],
    references: &[],
    copies: COPIES,
    constraints: CONSTRAINTS,
    costs: COSTS,
    case: |_| None,
    many: MANY,
};

const MANY: &str = "
INSERT INTO story SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM story AS one, generate_series(1, 29) WHERE owner_id = '{owner}';
INSERT INTO reflection_question SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'position', 9100 + n))).*
FROM reflection_question AS one, generate_series(1, 29) AS n WHERE position = 1;
INSERT INTO reflection_answer SELECT (jsonb_populate_record(one, jsonb_build_object('id', question.id))).*
FROM reflection_answer AS one, reflection_question AS question WHERE owner_id = '{owner}' AND position > 9100";

const COPIES: &[Copy] = &[
    // The owner of a profile has its id.
    copy(
        "profile",
        ADAS,
        r#"{"owner_id": "00000000-0000-7000-8000-00000000ff03", "id": "00000000-0000-7000-8000-00000000ff03"}"#,
    ),
    copy("story", ADAS, NEW_ID),
    copy(
        "reflection_question",
        "position = 1",
        r#"{"id": "00000000-0000-7000-8000-00000000ff04", "position": 9004}"#,
    ),
    // The fixture has a question with this id.
    copy("reflection_answer", ADAS, NEW_ID),
];

const COSTS: &[(&str, u64)] = &[
    ("create_story", 3),
    ("delete_reflection_answer", 4),
    ("delete_story", 4),
    ("find_network_brainstorm", 2),
    ("find_outreach_readiness", 3),
    ("find_profile", 2),
    ("find_reflection_answer", 2),
    ("find_reflection_question", 2),
    ("find_story", 2),
    ("list_reflection_answers", 2),
    ("list_reflection_questions", 2),
    ("list_stories", 2),
    ("save_reflection_answer", 4),
    ("update_profile", 14),
    ("update_story", 4),
];

const CONSTRAINTS: &[(&str, &str)] = &[
    (
        "profile_pkey",
        r#"{"owner_id": "00000000-0000-7000-8000-000000000a01", "id": "00000000-0000-7000-8000-000000000a01"}"#,
    ),
    (
        "profile_owner_id_fkey",
        r#"{"owner_id": "00000000-0000-7000-8000-000000000000", "id": "00000000-0000-7000-8000-000000000000"}"#,
    ),
    (
        "profile_id_check",
        r#"{"id": "00000000-0000-7000-8000-00000000ff05"}"#,
    ),
    ("profile_version_check", r#"{"version": 0}"#),
    ("profile_life_stage_check", r#"{"life_stage": "asleep"}"#),
    ("profile_search_stage_check", r#"{"search_stage": "lost"}"#),
    ("profile_seniority_check", r#"{"seniority": "king"}"#),
    ("profile_headline_check", r#"{"headline": "{201}"}"#),
    ("profile_education_check", r#"{"education": {}}"#),
    ("profile_experience_check", r#"{"experience": {}}"#),
    ("profile_strengths_check", r#"{"strengths": [null]}"#),
    ("profile_values_check", r#"{"values": [null]}"#),
    ("profile_interests_check", r#"{"interests": [null]}"#),
    ("profile_cities_check", r#"{"cities": [null]}"#),
    ("profile_languages_check", r#"{"languages": [null]}"#),
    (
        "profile_comfort_level_check",
        r#"{"comfort_level": "fearless"}"#,
    ),
    ("profile_locale_check", r#"{"locale": "{36}"}"#),
    (
        "profile_holiday_country_check",
        r#"{"holiday_country": "DEU"}"#,
    ),
    (
        "profile_holiday_subdivision_check",
        r#"{"holiday_subdivision": "BE"}"#,
    ),
    (
        "profile_holiday_check",
        r#"{"holiday_country": null, "holiday_subdivision": "DE-BE"}"#,
    ),
    (
        "profile_weekly_attempts_check",
        r#"{"weekly_attempts": 101}"#,
    ),
    (
        "profile_weekly_conversations_check",
        r#"{"weekly_conversations": 51}"#,
    ),
    ("profile_weekly_check", r#"{"weekly_attempts": null}"#),
    (
        "story_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000a40"}"#,
    ),
    ("story_owner_id_fkey", NOBODY),
    ("story_version_check", r#"{"version": 0}"#),
    ("story_title_check", r#"{"title": ""}"#),
    ("story_situation_check", r#"{"situation": "{5001}"}"#),
    ("story_action_check", r#"{"action": ""}"#),
    ("story_result_check", r#"{"result": ""}"#),
    ("story_skills_check", r#"{"skills": [null]}"#),
    (
        "reflection_question_pkey",
        r#"{"id": "01a20ada-2c00-7000-8000-000000000001"}"#,
    ),
    ("reflection_question_position_key", r#"{"position": 1}"#),
    ("reflection_question_position_check", r#"{"position": 0}"#),
    (
        "reflection_question_section_check",
        r#"{"section": "weather"}"#,
    ),
    ("reflection_question_body_check", r#"{"body": ""}"#),
    ("reflection_question_help_check", r#"{"help": "{1001}"}"#),
    ("reflection_question_example_check", r#"{"example": ""}"#),
    (
        "reflection_answer_pkey",
        r#"{"id": "01a20ada-2c00-7000-8000-000000000001"}"#,
    ),
    ("reflection_answer_owner_id_fkey", NOBODY),
    (
        "reflection_answer_id_fkey",
        r#"{"id": "00000000-0000-7000-8000-000000000000"}"#,
    ),
    ("reflection_answer_version_check", r#"{"version": 0}"#),
    ("reflection_answer_answer_check", r#"{"answer": ""}"#),
];
