//! The lines of the page.

use crate::{
    common_ground::CommonGround, interview::PlannedQuestion, prepared_answer::ReverseQuestion,
    research_item::ResearchItem, story::Story,
};

/// A line of the page, and where more is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub text: String,
    pub url: Option<String>,
}

pub(super) fn line(text: impl Into<String>) -> Line {
    Line {
        text: text.into(),
        url: None,
    }
}

pub(super) fn shared(ground: &CommonGround) -> Line {
    let note = ground.note.as_ref().map(|note| format!(": {note}"));
    line(format!("{}{}", ground.label, note.unwrap_or_default()))
}

pub(super) fn found(item: &ResearchItem) -> Line {
    let on = item.published_on.map(|day| format!(" ({day})"));
    let note = item.note.as_ref().map(|note| format!(": {note}"));
    Line {
        text: format!(
            "{}{}{}",
            item.title,
            on.unwrap_or_default(),
            note.unwrap_or_default()
        ),
        url: item.url.as_ref().map(ToString::to_string),
    }
}

pub(super) fn asked(question: &PlannedQuestion) -> Line {
    let PlannedQuestion {
        body,
        priority,
        minutes,
        ..
    } = question;
    line(format!("{body} ({priority}, {} min)", minutes.get()))
}

pub(super) fn answered(question: &ReverseQuestion) -> Line {
    let answer = question.answer.as_ref();
    let answer = answer.map_or("(no answer yet)", |answer| answer.value.answer.as_str());
    line(format!("{} {answer}", question.body))
}

pub(super) fn story(story: &Story) -> Line {
    let Story {
        title,
        situation,
        action,
        result,
        ..
    } = story;
    let told = [situation, action, result].into_iter().flatten();
    let told: Vec<&str> = told.map(crate::Text::as_str).collect();
    line(format!("{title}: {}", told.join(" ")))
}
