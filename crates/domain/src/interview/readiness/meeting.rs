//! Where the two find each other.

use super::{Finding, Fix, ReadinessRule};
use crate::{
    contact::{MethodKind, Methods},
    interview::{Interview, Mode},
};

pub(super) fn meeting_point(interview: &Interview, methods: &Methods) -> Finding {
    let (is_known, known, unknown, fix) = match interview.mode {
        Mode::InPerson => (
            interview.place.is_some(),
            "the place to meet is known",
            "the place to meet is not known; let the interviewee choose it",
            Fix::SetPlace,
        ),
        Mode::Video => (
            interview.link.is_some(),
            "the link of the call is known",
            "the link of the call is not known",
            Fix::SetLink,
        ),
        Mode::Phone => (
            methods.preferred(MethodKind::Phone).is_some(),
            "the interviewee's phone number is known",
            "the interviewee's phone number is not known",
            Fix::AddPhoneNumber,
        ),
    };
    Finding {
        rule: ReadinessRule::MeetingPoint,
        why: if is_known { known } else { unknown }.to_owned(),
        fix: (!is_known).then_some(fix),
    }
}
