//! What holds for every text, however odd, and for every kind of message.

use proptest::{collection::vec, option, prelude::*, sample::select, test_runner::Config};

use super::{samples::*, *};
use crate::{
    document::DocumentKind, interview::InterviewKind, message::MessageKind,
    methodology::ResumePolicy, referral::PermissionToName,
};

/// Pieces that rules look for, and characters that trip readers of text.
const PIECES: [&str; 64] = [
    "a",
    "Dear ",
    "Jo ",
    "Okafor",
    "Anna",
    "'s",
    "’s",
    "Lindqvist ",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\u{a0}",
    ".",
    "?",
    "!",
    "!!",
    "…",
    "。",
    "？",
    ",",
    ";",
    ":",
    "-",
    "—",
    "/",
    "_",
    "___",
    "{",
    "}",
    "{name}",
    "[",
    "]",
    "<",
    ">",
    "(",
    "\"",
    "'",
    "20",
    " minutes",
    "99999999999999999999",
    "half an hour",
    "not ",
    "looking for a job ",
    "hire me ",
    "I ",
    "you ",
    "attached ",
    "my resume ",
    "call me back ",
    "XXX",
    "e\u{301}",
    "\u{301}",
    "\u{200d}",
    "👩‍👩‍👧",
    "🇩🇪",
    "\u{202e}",
    "王小明",
    "İ",
    "ß",
    "שלום",
    "नमस्ते",
    "สวัสดี",
];

fn odd_text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => vec(select(&PIECES[..]), 0..40).prop_map(|pieces| pieces.concat()),
        1 => "\\PC{0,60}",
        1 => vec(any::<char>(), 0..60).prop_map(String::from_iter),
    ]
}

fn kind() -> impl Strategy<Value = MessageKind> {
    select(MessageKind::ALL)
}

/// Every rule has something to look for.
fn full() -> LintContext<'static> {
    const LIMIT: Option<Limit<'static>> = Some(Limit {
        value: 5,
        rule: "a_rule",
        source: "a source",
    });
    const REFERRERS: &[Referrer<'static>] = &[
        Referrer {
            name: "Anna Lindqvist",
            permission: PermissionToName::NotAsked,
        },
        Referrer {
            name: "王小明",
            permission: PermissionToName::Denied,
        },
        Referrer {
            name: "",
            permission: PermissionToName::Asked,
        },
    ];
    LintContext {
        limits: Limits {
            words: LIMIT,
            page_words: LIMIT,
            note_characters: LIMIT,
            subject_characters: LIMIT,
            minutes: LIMIT,
        },
        own_name: Some("Sam Reed"),
        recipient: Some("Jo Okafor"),
        organization: Some("Harbor Clinic"),
        common_ground: &["Ohio State", ""],
        their_work: &["Paper on stuttering"],
        referrers: REFERRERS,
        other_contacts: &["Anna Lindqvist", "'", ""],
        resume: ResumeStanding {
            policy: Some(ResumePolicy::OnRequest),
            is_asked_for: false,
        },
        sought: Some(Sought {
            role: Some("Nurse"),
            field: Some(""),
            place: None,
        }),
        new_learnings: &["Reports fill the day", ""],
        searchable_questions: &["What is the range?", ""],
        ..english()
    }
}

fn check(draft: &Draft<'_>, context: &LintContext<'_>) {
    let findings = lint(draft, context);
    assert_eq!(findings, lint(draft, context));
    let order = |finding: &Finding| (finding.span.is_none(), finding.span, finding.rule);
    assert!(findings.is_sorted_by_key(order));
    let characters = |text: &str| text.chars().count();
    for finding in &findings {
        assert!(
            !finding.message.is_empty()
                && !finding.suggestion.is_empty()
                && !finding.source.is_empty()
        );
        if let Some(Span { part, start, end }) = finding.span {
            let length = match part {
                MessagePart::Subject => characters(draft.subject.unwrap()),
                MessagePart::Body => characters(draft.body),
            };
            assert!(start < end && end <= length, "{finding:?}");
        }
    }
    for rule in LintRule::ALL {
        let of_rule = findings
            .iter()
            .filter(|finding| finding.rule == *rule)
            .count();
        assert!(of_rule <= MAX_FINDINGS_OF_A_RULE);
    }
}

proptest! {
    #![proptest_config(Config::with_cases(10_000))]

    #[test]
    fn findings_of_any_text_are_ordered_bounded_and_within_it(
        kind in kind(),
        subject in option::of(odd_text()),
        body in odd_text(),
        is_first_touch in any::<bool>(),
        has_resume in any::<bool>(),
    ) {
        let attachments: &[DocumentKind] = if has_resume { &[DocumentKind::Resume] } else { &[] };
        let draft = Draft { kind, subject: subject.as_deref(), body: &body, attachments, is_first_touch };
        check(&draft, &full());
    }
}

proptest! {
    #[test]
    fn unknown_circumstances_and_other_languages_are_no_trouble(
        kind in kind(),
        text in odd_text(),
        tag in select(&["de", "ja", "en-GB", "ar"][..]),
    ) {
        let language = locale(tag);
        for language in [None, Some(&language)] {
            check(&draft(kind, &text), &LintContext { language, ..LintContext::default() });
            check(&draft(kind, &text), &LintContext { language, ..full() });
        }
    }

    #[test]
    fn more_permission_and_no_limits_never_find_more(kind in kind(), body in odd_text()) {
        let referrers = full().referrers.iter().map(|referrer| Referrer {
            permission: PermissionToName::Granted,
            ..*referrer
        });
        let referrers: Vec<Referrer<'_>> = referrers.collect();
        let lenient = LintContext {
            referrers: &referrers,
            limits: Limits::default(),
            interview_kind: Some(InterviewKind::MutualFit),
            ..full()
        };
        let draft = draft(kind, &body);
        let strict = lint(&draft, &full());
        for finding in lint(&draft, &lenient) {
            prop_assert!(strict.contains(&finding), "{finding:?}");
        }
    }
}

#[test]
fn twenty_thousand_characters_of_anything_are_read() {
    let pieces = PIECES.iter().chain(&[
        "a ",
        "a? ",
        "a.",
        "Anna ",
        "not a job ",
        "{a",
        "\u{301}.",
        "Dear",
        "20 minutes? ",
    ]);
    for piece in pieces {
        let body: String = piece.chars().cycle().take(20_000).collect();
        check(&draft(MessageKind::Email, &body), &full());
    }
}

#[test]
fn a_good_letter_is_left_alone() {
    let context = LintContext {
        limits: Limits {
            words: Some(Limit {
                value: 150,
                rule: "letter_words",
                source: "our choice",
            }),
            ..Limits::default()
        },
        recipient: Some("Dr. Jo Okafor"),
        organization: Some("Harbor Speech Clinic"),
        common_ground: &["Both studied at Ohio State"],
        referrers: &[Referrer {
            name: "Anna Lindqvist",
            permission: PermissionToName::NotAsked,
        }],
        other_contacts: &["Anna Lindqvist", "Bo Lin"],
        requested_minutes: Some(20),
        searchable_questions: &["What is the company trying to be best at?"],
        own_name: Some("Sam Reed"),
        resume: ResumeStanding {
            policy: Some(ResumePolicy::OnRequest),
            is_asked_for: false,
        },
        ..english()
    };
    assert_eq!(lint(&draft(MessageKind::Letter, GOOD_LETTER), &context), []);
}

#[test]
fn findings_come_in_the_order_of_the_text_and_the_whole_comes_last() {
    let email = Draft {
        subject: Some("HELLO {name}"),
        ..draft(
            MessageKind::Email,
            "Dear Jo, hire me!! Is {this} a job opening?",
        )
    };
    let found = lint(
        &email,
        &LintContext {
            recipient: Some("Jo Okafor"),
            ..english()
        },
    );
    let listed: Vec<(&str, Option<String>)> = found
        .iter()
        .map(|finding| {
            (
                finding.rule.as_str(),
                finding.span.map(|span| cut(&email, span)),
            )
        })
        .collect();
    let at = |words: &str| Some(words.to_owned());
    assert_eq!(
        listed,
        [
            ("unfilled_placeholder", at("{name}")),
            ("asks_for_a_job", at("hire me")),
            ("shouting", at("!")),
            ("unfilled_placeholder", at("{this}")),
            ("asks_for_a_job", at("job opening")),
            ("lacks_not_a_job_assurance", None),
            ("no_specific_time", None),
            ("no_window", None),
            ("no_personalization", None),
        ]
    );
}

#[test]
fn each_rule_is_described_with_its_reason_and_source() {
    let mut titles = std::collections::BTreeSet::new();
    for rule in LintRule::ALL {
        let described = rule.describe();
        assert!(titles.insert(described.title), "{}", described.title);
        assert!(
            described.why.ends_with('.') && !described.kinds.is_empty(),
            "{rule}"
        );
        assert!(!described.source.is_empty(), "{rule}");
        let mut kinds = described.kinds.to_vec();
        kinds.sort_unstable();
        kinds.dedup();
        assert_eq!(kinds.len(), described.kinds.len(), "{rule}");
    }
}
