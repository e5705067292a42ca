//! What a named constraint of the database means to a client.

use super::{ApiError, Code};

/// The answer for a violated constraint; one that no rule foresaw is a fault of ours.
pub(super) fn refusal(constraint: &str) -> ApiError {
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
        "referral_referrer_id_contact_id_key" => {
            ApiError::new(Code::ReferralExists, "Change the one that is recorded.")
        }
        "interview_question_interview_id_position_key" => ApiError::new(
            Code::Conflict,
            "Another request added a question at the same moment. Try again.",
        ),
        "attempt_outreach_id_number_key" => ApiError::new(
            Code::Conflict,
            "Another request recorded an attempt at the same moment. Try again.",
        ),
        other => match reference(other) {
            Some(pointer) => ApiError::unknown_reference(pointer),
            None => ApiError::internal(format!("violates {other}")),
        },
    }
}

/// The field of the body that a foreign key checks.
fn reference(constraint: &str) -> Option<&'static str> {
    Some(match constraint {
        "contact_organization_id_fkey" => "/organization_id",
        "question_bank_question_id_fkey" | "interview_question_bank_question_id_fkey" => {
            "/bank_question_id"
        }
        "interview_question_question_id_fkey" => "/question_id",
        "outreach_contact_id_fkey"
        | "interview_contact_id_fkey"
        | "referral_contact_id_fkey"
        | "follow_up_contact_id_fkey" => "/contact_id",
        "outreach_theme_id_fkey" | "interview_theme_id_fkey" => "/theme_id",
        "outreach_methodology_id_fkey" => "/methodology_id",
        "interview_outreach_id_fkey" => "/outreach_id",
        "referral_referrer_id_fkey" => "/referrer_id",
        "referral_interview_id_fkey" | "follow_up_interview_id_fkey" => "/interview_id",
        _ => return None,
    })
}

/// Whether the constraint is a reference that stands in the way of a deletion.
pub(super) fn is_reference(constraint: &str) -> bool {
    reference(constraint).is_some()
}
