//! What a named constraint of the database means to a client.

use super::{ApiError, Code};

/// The answer for a violated constraint; one that no rule foresaw is a fault of ours.
pub(super) fn refusal(table: &str, constraint: &str) -> ApiError {
    match constraint {
        "account_email_key_key" => ApiError::new(
            Code::EmailTaken,
            "Sign in, or register with another address.",
        ),
        "outreach_open_contact_id_key" => ApiError::new(
            Code::OutreachAlreadyOpen,
            "Go on with the outreach that is open for this contact.",
        ),
        "interview_open_outreach_id_key" => ApiError::new(
            Code::InterviewAlreadyOpen,
            "Reschedule, cancel or complete the one that is arranged.",
        ),
        "custom_field_owner_id_key_key" => ApiError::new(
            Code::CustomFieldExists,
            "Use that field, or choose another key.",
        ),
        "own_methodology_owner_id_key_number_key" => ApiError::new(
            Code::MethodologyExists,
            "Change that one, or choose another key.",
        ),
        "duplicate_dismissal_one_id_other_id_key" => ApiError::new(
            Code::DismissalExists,
            "It is noted that they are two people.",
        ),
        "common_ground_contact_id_kind_label_key" => {
            ApiError::new(Code::CommonGroundExists, "Change the one that is recorded.")
        }
        "referral_referrer_id_contact_id_key" => {
            ApiError::new(Code::ReferralExists, "Change the one that is recorded.")
        }
        "prepared_answer_question_theme_key" => ApiError::new(
            Code::PreparedAnswerExists,
            "Change the one that is written.",
        ),
        "learning_link_one_id_other_id_key" => ApiError::new(
            Code::LearningLinkExists,
            "To say something else of them, delete the link first.",
        ),
        "event_meeting_event_id_contact_id_key" => {
            ApiError::new(Code::MeetingExists, "It is noted that they were met there.")
        }
        "site_is_headquarters_key" => ApiError::new(
            Code::HeadquartersExist,
            "Another site of the organization is its head office. Change that one first.",
        ),
        // They are inside the list, and the database does not say where.
        "forwarding_contact_id_fkey" | "forwarding_organization_id_fkey" => {
            ApiError::unknown_reference("/forwardings")
        }
        "question_set_item_question_id_fkey" | "question_set_item_bank_question_id_fkey" => {
            ApiError::unknown_reference("/questions")
        }
        "message_attachment_document_id_fkey" => ApiError::unknown_reference("/attachments"),
        "interview_question_interview_id_position_key" => ApiError::new(
            Code::Conflict,
            "Another request added a question at the same moment. Try again.",
        ),
        "attempt_outreach_id_number_key" => ApiError::new(
            Code::Conflict,
            "Another request recorded an attempt at the same moment. Try again.",
        ),
        other if other.strip_suffix("_pkey") == Some(table) => ApiError::new(
            Code::IdTaken,
            "Was it created already? Read it, or give another id in Slug.",
        ),
        other => match reference(table, other) {
            Some(column) => ApiError::unknown_reference(&format!("/{column}")),
            None => ApiError::internal(format!("violates {other}")),
        },
    }
}

/// The column of a foreign key inside a workspace, as its name `{table}_{column}_fkey` has it; the field of the body
/// that it checks is called the same.
pub(super) fn reference<'a>(table: &str, constraint: &'a str) -> Option<&'a str> {
    let rest = constraint.strip_prefix(table)?.strip_prefix('_')?;
    let column = rest.strip_suffix("_fkey")?;
    // The account itself: only one that is being deleted is unknown.
    (column != "owner_id").then_some(column)
}
