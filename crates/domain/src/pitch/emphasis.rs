//! What "I hope to learn" should stress, by what the planned questions are about (F96).

use crate::{
    interview::PlannedQuestion,
    question::{Subject, Topic},
    vocabulary::Vocabulary,
};

/// How much of the list is about one subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubjectShare {
    pub subject: Subject,
    pub questions: u32,
}

/// What the questions of an interview are about most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emphasis {
    /// All three, in their order.
    pub shares: Vec<SubjectShare>,
    /// What most questions are about; several when there are as many about each.
    pub leading: Vec<Subject>,
    /// A sentence for the person.
    pub advice: String,
}

/// `None` as long as nothing is planned that says what the person hopes to learn: openers, the close and what they may ask
/// in return do not.
pub fn emphasis<'a>(questions: impl IntoIterator<Item = &'a PlannedQuestion>) -> Option<Emphasis> {
    let told = questions.into_iter().filter(|question| {
        !matches!(
            question.topic,
            Topic::Opener | Topic::Closing | Topic::AskedOfYou
        )
    });
    let told: Vec<Subject> = told.map(|question| question.subject).collect();
    let share = |subject: &Subject| {
        let questions = told.iter().filter(|about| *about == subject).count();
        SubjectShare {
            subject: *subject,
            questions: u32::try_from(questions).unwrap_or(u32::MAX),
        }
    };
    let shares: Vec<SubjectShare> = Subject::ALL.iter().map(share).collect();
    let most = shares.iter().map(|share| share.questions).max()?;
    if most == 0 {
        return None;
    }
    let leading = shares.iter().filter(|share| share.questions == most);
    let leading: Vec<Subject> = leading.map(|share| share.subject).collect();
    let advice = advice(&leading);
    Some(Emphasis {
        shares,
        leading,
        advice,
    })
}

fn advice(leading: &[Subject]) -> String {
    let about: Vec<&str> = leading.iter().map(|subject| subject.spoken()).collect();
    let hopes: Vec<&str> = leading.iter().copied().map(hope).collect();
    let (about, hopes) = (about.join(" and "), hopes.join(" and "));
    let compared = if leading.len() == 1 {
        "more than about anything else"
    } else {
        "alike"
    };
    format!("Your questions are about {about} {compared}: say that you hope to learn {hopes}.")
}

/// What questions about the subject hope for: the inner workings, or an insider's view (F96).
fn hope(subject: Subject) -> &'static str {
    match subject {
        Subject::CompanyOrField => "how the company or field works inside",
        Subject::Interviewee => "how an insider sees the work",
        Subject::YourChances => "where somebody like you would fit in",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interview::samples::question;

    fn advice_of(subjects: &[Subject]) -> Option<String> {
        let ask = |subject: &Subject| question(Topic::Lifestyle, *subject, 3);
        let questions: Vec<_> = subjects.iter().map(ask).collect();
        emphasis(&questions).map(|emphasis| emphasis.advice)
    }

    #[test]
    fn the_hope_follows_the_questions() {
        use Subject::{CompanyOrField, Interviewee, YourChances};
        assert_eq!(advice_of(&[]), None);
        assert_eq!(
            advice_of(&[CompanyOrField, Interviewee, CompanyOrField]).unwrap(),
            "Your questions are about the company or field more than about anything else: say that you hope to learn how \
             the company or field works inside."
        );
        assert_eq!(
            advice_of(&[YourChances, Interviewee]).unwrap(),
            "Your questions are about the interviewee and your chances alike: say that you hope to learn how an insider \
             sees the work and where somebody like you would fit in."
        );
    }

    #[test]
    fn the_close_says_nothing_about_it() {
        let closing = question(Topic::Closing, Subject::YourChances, 3);
        assert_eq!(emphasis([&closing]), None);
    }
}
