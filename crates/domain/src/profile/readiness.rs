//! Whether somebody is ready to ask for a first conversation, rule by rule, with what would help (F149, F151).

use super::{ComfortLevel, LifeStage, SearchStage};
use crate::{
    Id,
    methodology::{Cited, FirstOutreachNumbers, Policy},
    reflection::ReflectionQuestion,
    theme::Theme,
    vocabulary,
};

vocabulary! {
    /// What somebody has who is ready to ask for a first conversation.
    pub enum FirstOutreachRule {
        /// Where they are in life and in the search (F94, F140).
        Standpoint = "standpoint",
        /// Questions to themselves, answered (F27, F149).
        Reflection = "reflection",
        /// A theme that they explore, and why (F2, F150).
        ThemeWithWhy = "theme_with_why",
        /// What they are good at (F171).
        Strengths = "strengths",
        /// Somebody easy to ask (F5, F153).
        SomebodyToAsk = "somebody_to_ask",
        /// Questions to ask (F6).
        OwnQuestions = "own_questions",
        /// No more themes at a time than can be explored with care (F150).
        FewThemes = "few_themes",
        /// What to get done in a week (F129).
        WeeklyTarget = "weekly_target",
    }
}

vocabulary! {
    /// The verdict on all rules together.
    pub enum FirstOutreachState {
        Ready = "ready",
        NotReady = "not_ready",
    }
}

impl FirstOutreachRule {
    /// Whether it is about being clear with oneself: without that it is too soon, whatever the score (F149, F151).
    pub fn is_required(self) -> bool {
        matches!(
            self,
            Self::Standpoint | Self::Reflection | Self::ThemeWithWhy | Self::Strengths
        )
    }

    fn points(self, numbers: &FirstOutreachNumbers) -> &Cited<u32> {
        match self {
            Self::Standpoint => &numbers.standpoint_points,
            Self::Reflection => &numbers.reflection_points,
            Self::ThemeWithWhy => &numbers.theme_with_why_points,
            Self::Strengths => &numbers.strengths_points,
            Self::SomebodyToAsk => &numbers.somebody_to_ask_points,
            Self::OwnQuestions => &numbers.own_questions_points,
            Self::FewThemes => &numbers.few_themes_points,
            Self::WeeklyTarget => &numbers.weekly_target_points,
        }
    }
}

/// What is known about a person before the first outreach.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    pub life_stage: Option<LifeStage>,
    pub search_stage: Option<SearchStage>,
    pub comfort_level: Option<ComfortLevel>,
    pub strengths: u32,
    pub has_weekly_target: bool,
    /// Questions of the self-reflection that are answered.
    pub answers: u32,
    /// The first one that is not.
    pub next_question: Option<Id<ReflectionQuestion>>,
    pub active_themes: u32,
    /// Active themes that say why they draw the person.
    pub themes_with_why: u32,
    /// An active theme that does not, the oldest one.
    pub theme_without_why: Option<Id<Theme>>,
    /// The active theme that came last.
    pub latest_theme: Option<Id<Theme>>,
    /// Warm and lukewarm contacts who may be contacted.
    pub askable_contacts: u32,
    /// Questions of their own, but for those that they may be asked in return.
    pub questions: u32,
}

/// What would meet a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fix {
    ChangeProfile,
    AnswerQuestion(Id<ReflectionQuestion>),
    CreateTheme,
    ChangeTheme(Id<Theme>),
    CreateContact,
    CreateQuestion,
}

/// One rule, whether it is met and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub rule: FirstOutreachRule,
    /// What it adds to the score.
    pub points: u32,
    /// A sentence for the person.
    pub why: String,
    /// Where the rule and its points come from.
    pub source: String,
    /// None when the rule is met.
    pub fix: Option<Fix>,
}

impl Finding {
    pub fn is_met(&self) -> bool {
        self.fix.is_none()
    }
}

/// What to do first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextStep<'a> {
    pub finding: &'a Finding,
    /// Whether to talk it over with a career counselor, when clarity is what lacks (F152).
    pub suggests_consultation: bool,
}

/// The verdict, with every finding behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readiness {
    pub findings: Vec<Finding>,
    /// From which score on somebody is ready.
    pub ready_from: u32,
}

impl Readiness {
    /// Of a hundred points, those of the rules that are met.
    pub fn score(&self) -> u32 {
        let points = |of: &mut dyn Iterator<Item = &Finding>| -> u32 {
            of.map(|finding| finding.points).sum()
        };
        let all = points(&mut self.findings.iter()).max(1);
        let met = points(&mut self.findings.iter().filter(|finding| finding.is_met()));
        met * 100 / all
    }

    /// Ready with every required rule met and enough points.
    pub fn state(&self) -> FirstOutreachState {
        let mut required = self.findings.iter().filter(|one| one.rule.is_required());
        if required.all(Finding::is_met) && self.score() >= self.ready_from {
            FirstOutreachState::Ready
        } else {
            FirstOutreachState::NotReady
        }
    }

    /// The most valuable rule that is not met; of two alike the one that comes first.
    pub fn next_step(&self) -> Option<NextStep<'_>> {
        let unmet = self.findings.iter().filter(|finding| !finding.is_met());
        let finding = unmet.reduce(|best, next| {
            if next.points > best.points {
                next
            } else {
                best
            }
        })?;
        Some(NextStep {
            finding,
            suggests_consultation: finding.rule.is_required(),
        })
    }
}

/// How ready somebody is. Nothing here forbids an outreach.
pub fn readiness(standing: &Standing, policy: &Policy) -> Readiness {
    use FirstOutreachRule::{
        FewThemes, OwnQuestions, Reflection, SomebodyToAsk, Standpoint, Strengths, ThemeWithWhy,
        WeeklyTarget,
    };
    let numbers = &policy.searching.first_outreach;
    let finding = |rule: FirstOutreachRule, (why, fix): (String, Option<Fix>)| {
        let Cited { value, rule: cited } = rule.points(numbers);
        Finding {
            rule,
            points: *value,
            why,
            source: cited.source.clone(),
            fix,
        }
    };
    let Cited { value: cap, .. } = policy.searching.max_active_themes;
    Readiness {
        findings: vec![
            finding(Standpoint, standpoint(standing)),
            finding(Reflection, reflection(standing, numbers.min_answers.value)),
            finding(ThemeWithWhy, theme_with_why(standing)),
            finding(Strengths, strengths(standing, numbers.min_strengths.value)),
            finding(
                SomebodyToAsk,
                somebody(standing, numbers.min_contacts.value),
            ),
            finding(
                OwnQuestions,
                questions(standing, policy.preparing.min_questions.value),
            ),
            finding(FewThemes, few_themes(standing, cap)),
            finding(WeeklyTarget, weekly_target(standing)),
        ],
        ready_from: numbers.ready_points.value,
    }
}

fn standpoint(standing: &Standing) -> (String, Option<Fix>) {
    let why = match (standing.life_stage, standing.search_stage) {
        (Some(_), Some(_)) => "your profile says where you are in life and in the search",
        (Some(_), None) => "your profile does not say how far your search is",
        (None, Some(_)) => "your profile does not say which stage of life you are in",
        (None, None) => "your profile says neither where you are in life nor in the search",
    };
    let is_met = standing.life_stage.is_some() && standing.search_stage.is_some();
    (why.to_owned(), (!is_met).then_some(Fix::ChangeProfile))
}

/// Also met when there is nothing left to answer.
fn reflection(standing: &Standing, least: u32) -> (String, Option<Fix>) {
    let is_met = standing.answers >= least;
    let fix = standing.next_question.map(Fix::AnswerQuestion);
    (
        format!(
            "you answered {} of the questions to yourself, and the least is {least}",
            standing.answers
        ),
        fix.filter(|_| !is_met),
    )
}

fn theme_with_why(standing: &Standing) -> (String, Option<Fix>) {
    if standing.themes_with_why > 0 {
        return ("a theme you explore says why it draws you".to_owned(), None);
    }
    match standing.theme_without_why {
        Some(theme) => (
            "no theme you explore says why it draws you".to_owned(),
            Some(Fix::ChangeTheme(theme)),
        ),
        None => (
            "you explore no theme yet".to_owned(),
            Some(Fix::CreateTheme),
        ),
    }
}

fn strengths(standing: &Standing, least: u32) -> (String, Option<Fix>) {
    (
        format!(
            "your profile names {}, and the least is {least}",
            counted(standing.strengths, "strength", "strengths")
        ),
        (standing.strengths < least).then_some(Fix::ChangeProfile),
    )
}

fn somebody(standing: &Standing, least: u32) -> (String, Option<Fix>) {
    let known = counted(standing.askable_contacts, "contact", "contacts");
    let is_met = standing.askable_contacts >= least;
    let hint = match standing.comfort_level {
        Some(level) if level.is_low() && !is_met => {
            "; since strangers make you uneasy, begin with somebody you know"
        }
        _ => "",
    };
    (
        format!("you have {known} who would be easy to ask, and the least is {least}{hint}"),
        (!is_met).then_some(Fix::CreateContact),
    )
}

fn questions(standing: &Standing, least: u32) -> (String, Option<Fix>) {
    (
        format!(
            "you have {} of your own to ask, and the least is {least}",
            counted(standing.questions, "question", "questions")
        ),
        (standing.questions < least).then_some(Fix::CreateQuestion),
    )
}

fn few_themes(standing: &Standing, most: u32) -> (String, Option<Fix>) {
    let themes = counted(standing.active_themes, "theme", "themes");
    let fix = standing.latest_theme.map(Fix::ChangeTheme);
    (
        format!("you explore {themes}, and the most at a time is {most}"),
        fix.filter(|_| standing.active_themes > most),
    )
}

fn weekly_target(standing: &Standing) -> (String, Option<Fix>) {
    let is_met = standing.has_weekly_target;
    let why = if is_met {
        "your profile says what you want to get done in a week"
    } else {
        "your profile does not say what you want to get done in a week"
    };
    (why.to_owned(), (!is_met).then_some(Fix::ChangeProfile))
}

fn counted(number: u32, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::{methodology::seed, vocabulary::Vocabulary};

    fn id<T>() -> Id<T> {
        Id::new(Uuid::from_u128(7))
    }

    fn prepared() -> Standing {
        Standing {
            life_stage: Some(LifeStage::Alum),
            search_stage: Some(SearchStage::Exploring),
            comfort_level: None,
            strengths: 3,
            has_weekly_target: true,
            answers: 20,
            next_question: None,
            active_themes: 1,
            themes_with_why: 1,
            theme_without_why: None,
            latest_theme: Some(id()),
            askable_contacts: 1,
            questions: 3,
        }
    }

    fn of(standing: &Standing) -> Readiness {
        readiness(standing, &seed::policy(seed::DEFAULT))
    }

    fn fix(standing: &Standing, rule: FirstOutreachRule) -> Option<Fix> {
        let found = of(standing).findings;
        found
            .iter()
            .find(|finding| finding.rule == rule)
            .unwrap()
            .fix
    }

    #[test]
    fn somebody_who_did_everything_is_ready_and_has_no_next_step() {
        let ready = of(&prepared());
        assert_eq!(ready.state(), FirstOutreachState::Ready);
        assert_eq!((ready.score(), ready.next_step()), (100, None));
        let rules: Vec<_> = ready.findings.iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, FirstOutreachRule::ALL);
    }

    #[test]
    fn the_points_of_the_default_methodology_add_up_to_a_hundred_and_have_sources() {
        let findings = of(&Standing::default()).findings;
        let all: u32 = findings.iter().map(|finding| finding.points).sum();
        assert_eq!(all, 100);
        assert!(findings.iter().all(|finding| !finding.source.is_empty()));
    }

    #[test]
    fn without_clarity_nobody_is_ready_and_a_consultation_is_suggested() {
        let unclear = Standing {
            themes_with_why: 0,
            theme_without_why: Some(id()),
            ..prepared()
        };
        let found = of(&unclear);
        assert!(found.score() >= found.ready_from);
        assert_eq!(found.state(), FirstOutreachState::NotReady);
        let step = found.next_step().unwrap();
        assert_eq!(step.finding.rule, FirstOutreachRule::ThemeWithWhy);
        assert_eq!(step.finding.fix, Some(Fix::ChangeTheme(id())));
        assert!(step.suggests_consultation);
    }

    #[test]
    fn what_is_only_recommended_may_lack_up_to_the_threshold() {
        let almost = Standing {
            has_weekly_target: false,
            ..prepared()
        };
        let found = of(&almost);
        assert_eq!(found.state(), FirstOutreachState::Ready);
        let step = found.next_step().unwrap();
        assert_eq!(step.finding.rule, FirstOutreachRule::WeeklyTarget);
        assert!(!step.suggests_consultation);
        let alone = Standing {
            askable_contacts: 0,
            questions: 0,
            ..prepared()
        };
        assert_eq!(of(&alone).state(), FirstOutreachState::NotReady);
    }

    #[test]
    fn each_rule_names_what_would_meet_it() {
        use FirstOutreachRule as Rule;
        let nothing = Standing {
            next_question: Some(id()),
            ..Standing::default()
        };
        for (rule, wanted) in [
            (Rule::Standpoint, Fix::ChangeProfile),
            (Rule::Reflection, Fix::AnswerQuestion(id())),
            (Rule::ThemeWithWhy, Fix::CreateTheme),
            (Rule::Strengths, Fix::ChangeProfile),
            (Rule::SomebodyToAsk, Fix::CreateContact),
            (Rule::OwnQuestions, Fix::CreateQuestion),
            (Rule::WeeklyTarget, Fix::ChangeProfile),
        ] {
            assert_eq!(fix(&nothing, rule), Some(wanted), "{rule}");
        }
        let crowded = Standing {
            active_themes: 4,
            ..prepared()
        };
        assert_eq!(fix(&crowded, Rule::FewThemes), Some(Fix::ChangeTheme(id())));
    }

    #[test]
    fn who_is_uneasy_with_strangers_is_told_to_begin_with_somebody_known() {
        let shy = Standing {
            comfort_level: Some(ComfortLevel::VeryUneasy),
            askable_contacts: 0,
            ..prepared()
        };
        let step = of(&shy);
        let why = &step.next_step().unwrap().finding.why;
        assert!(why.ends_with("begin with somebody you know"), "{why}");
    }

    proptest! {
        #[test]
        fn more_of_anything_never_lowers_the_score(strengths in 0..5_u32, answers in 0..30_u32, contacts in 0..3_u32, questions in 0..5_u32) {
            let some = Standing { strengths, answers, askable_contacts: contacts, questions, next_question: Some(id()), ..prepared() };
            let more = Standing { strengths: strengths + 1, answers: answers + 1, askable_contacts: contacts + 1, questions: questions + 1, ..some.clone() };
            prop_assert!(of(&some).score() <= of(&more).score());
            prop_assert!(of(&some).score() <= 100);
        }
    }
}
