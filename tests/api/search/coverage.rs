//! That nothing is forgotten: every text can be found, every entry says what its row says, every hit leads somewhere.

use std::collections::BTreeSet;

use domain::{search::SearchKind, vocabulary::Vocabulary};

use super::{found, path};
use crate::{harness::TestApp, walk::Person};

/// Texts that nothing is found by, with the reason. Whoever adds a text adds it to a view `searchable_...` or here.
const LEFT_OUT: [(&str, &str); 48] = [
    ("agenda_mark.about", "words of ours"),
    ("agenda_mark.dismissal_reason", "seen on the agenda"),
    ("contact.country", "a code"),
    ("contact.roles", "words of ours"),
    ("contact.time_zone", "a name of the zones' own"),
    ("contact_method.lookup_key", "looked up by itself"),
    ("custom_field.choices", "a setting"),
    ("custom_field.key", "a setting"),
    ("custom_field.label", "a setting"),
    ("document.language", "a code"),
    ("event.cost_currency", "a code"),
    ("event.time_zone", "a name of the zones' own"),
    ("follow_up.withdrawal_reason", "words of ours"),
    ("import.ignored", "about a file, not about people"),
    ("import_row.errors", "about a file, not about people"),
    ("interview.time_zone", "a name of the zones' own"),
    ("learning.salary_currency", "a code"),
    (
        "meeting_slot.link",
        "found in the interview it becomes when it is chosen",
    ),
    (
        "meeting_slot.place",
        "found in the interview it becomes when it is chosen",
    ),
    ("meeting_slot.time_zone", "a name of the zones' own"),
    ("merge.folded", "counts"),
    (
        "merge.merge_name",
        "of a contact that is found under another name",
    ),
    ("merge.moved", "counts"),
    ("message.language", "a code"),
    ("message_template.locale", "a code"),
    (
        "message_version.body",
        "of a message that is found by what it says now",
    ),
    (
        "message_version.subject",
        "of a message that is found by what it says now",
    ),
    ("organization.country", "a code"),
    ("outreach.next_action", "a word of ours"),
    ("outreach.next_action_channels", "words of ours"),
    ("own_methodology.key", "a name for programs"),
    (
        "own_methodology.name",
        "one of a few, chosen from their list",
    ),
    ("own_methodology.rules", "numbers and where they are from"),
    (
        "own_methodology.summary",
        "one of a few, chosen from their list",
    ),
    ("profile.holiday_country", "a code"),
    ("profile.holiday_subdivision", "a code"),
    ("profile.languages", "codes"),
    ("profile.locale", "a code"),
    ("site.country", "a code"),
    ("theme.familiarity", "words of ours"),
    ("theme.investment_currency", "a code"),
    ("visit.country", "a code"),
    ("visit.time_zone", "a name of the zones' own"),
    ("webhook_attempt.detail", "what another program said"),
    (
        "webhook_endpoint.description",
        "a setting, seen in a list of ten",
    ),
    ("webhook_endpoint.event_types", "words of ours"),
    ("webhook_endpoint.url", "a setting, seen in a list of ten"),
    ("webhook_message.event_type", "words of ours"),
];

/// Columns of workspace tables that hold text, but for those that admit a few words of ours alone.
const TEXTS: &str = "
SELECT format('%s.%s', relname, attname) FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
AND atttypid IN ('text'::regtype, 'text[]'::regtype, 'jsonb'::regtype)
AND 2 = (SELECT count(*) FROM pg_attribute AS key WHERE key.attrelid = pg_class.oid AND key.attname IN ('owner_id', 'id'))
AND NOT EXISTS (SELECT FROM pg_constraint WHERE contype = 'c' AND conrelid = pg_class.oid AND conkey = ARRAY[attnum]
    AND pg_get_constraintdef(pg_constraint.oid) ~ ('^CHECK \\(\\(' || attname || ' = ANY \\(ARRAY\\['))
ORDER BY 1";

const SEARCHED: &str = "
SELECT DISTINCT format('%s.%s', table_name, column_name) FROM information_schema.view_column_usage
WHERE view_name LIKE 'searchable\\_%' ORDER BY 1";

/// A text of each kind.
const MARKED: [(&str, &str); 38] = [
    ("contact", "notes"),
    ("employment", "note"),
    ("common_ground", "note"),
    ("organization", "notes"),
    ("site", "address"),
    ("theme", "why"),
    ("fit_rating", "evidence"),
    ("research_item", "note"),
    ("research_gap", "statement"),
    ("question", "body"),
    ("question_set", "description"),
    ("outreach", "notes"),
    ("attempt", "note"),
    ("snafu", "lesson"),
    ("interview", "notes"),
    ("interview_question", "answer"),
    ("learning", "statement"),
    ("advice", "what"),
    ("promise", "note"),
    ("session_event", "text"),
    ("preparation", "note"),
    ("follow_up", "note"),
    ("referral", "note"),
    ("network_ask", "message"),
    ("network_ask_recipient", "note"),
    ("event", "note"),
    ("event_meeting", "note"),
    ("visit", "notes"),
    ("document", "note"),
    ("hand_off", "note"),
    ("story", "result"),
    ("pitch", "why"),
    ("pitch_rehearsal", "note"),
    ("prepared_answer", "answer"),
    ("reflection_answer", "answer"),
    ("profile", "headline"),
    ("message", "body"),
    ("message_template", "body"),
];

fn lines(text: &str) -> BTreeSet<String> {
    text.lines().map(str::to_owned).collect()
}

#[tokio::test]
async fn every_text_of_a_workspace_can_be_found_or_is_left_out_for_a_reason() {
    let app = TestApp::start().await;
    let texts = lines(&app.sql(TEXTS).unwrap());
    let searched = lines(&app.sql(SEARCHED).unwrap());
    let left_out: BTreeSet<String> = LEFT_OUT
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    let forgotten: Vec<_> = texts.difference(&searched).collect();
    assert_eq!(forgotten, left_out.iter().collect::<Vec<_>>());
}

#[tokio::test]
async fn every_kind_has_a_view_and_every_table_of_a_view_is_followed() {
    let app = TestApp::start().await;
    let views =
        app.sql("SELECT substr(viewname, 12) FROM pg_views WHERE viewname LIKE 'searchable\\_%'");
    let kinds = SearchKind::ALL.iter().map(ToString::to_string).collect();
    assert_eq!(lines(&views.unwrap()), kinds);
    let of_views = app.sql(
        "SELECT DISTINCT substr(view_name, 12) || ' ' || table_name FROM information_schema.view_table_usage \
         WHERE view_name LIKE 'searchable\\_%' AND table_name <> 'reflection_question'",
    );
    let followed = app.sql(
        "SELECT split_part(encode(tgargs, 'escape'), '\\000', 1) || ' ' || tgrelid::regclass FROM pg_trigger \
         WHERE tgfoid = 'follow_rows'::regproc GROUP BY 1 HAVING count(*) = 3",
    );
    // What a row shows of what it belongs to.
    let shown = [
        "attempt outreach",
        "fit_rating theme",
        "hand_off document",
        "interview_question interview",
    ];
    let expected: BTreeSet<String> = lines(&followed.unwrap())
        .into_iter()
        .chain(shown.map(str::to_owned))
        .collect();
    assert_eq!(lines(&of_views.unwrap()), expected);
}

#[tokio::test]
async fn every_kind_is_found_and_its_path_leads_to_it() {
    let app = TestApp::start().await;
    let ada = Person::new(&app, "ada", 'a').await;
    let marked = MARKED.map(|(table, column)| format!("UPDATE {table} SET {column} = 'xylophone'"));
    app.sql(&marked.join("; ")).unwrap();
    let page = ada
        .client
        .get(&format!("{}&limit=100", path("xylo")))
        .await
        .expect(200);
    let mut kinds = BTreeSet::new();
    for hit in page.json["data"].as_array().unwrap() {
        let read = ada
            .client
            .get(hit["path"].as_str().unwrap())
            .await
            .expect(200);
        assert_eq!(
            (&read.json["object"], &read.json["id"]),
            (&hit["kind"], &hit["id"])
        );
        for about in ["contact_id", "organization_id"] {
            if let Some(id) = read.json.get(about) {
                assert_eq!(&hit[about], id, "{}", hit["kind"]);
            }
        }
        kinds.insert(hit["kind"].as_str().unwrap().to_owned());
    }
    assert_eq!(
        kinds,
        SearchKind::ALL.iter().map(ToString::to_string).collect()
    );
}

/// Whatever happened to the rows, the triggers left what the backfill would make.
#[track_caller]
fn assert_fresh(app: &TestApp) {
    let entries = "SELECT to_jsonb(entry) - 'words' || jsonb_build_object('words', words::text) FROM search_entry AS entry";
    let kept = lines(&app.sql(entries).unwrap());
    let refresh = SearchKind::ALL.iter().map(|kind| {
        format!("SELECT refresh_search('{kind}', owner_id, array_agg(resource_id)) FROM searchable_{kind} GROUP BY owner_id;")
    });
    let refresh: String = refresh.collect();
    let made = app.sql(&format!(
        "BEGIN; DELETE FROM search_entry; {refresh} COMMIT; {entries}"
    ));
    let made: BTreeSet<String> = made
        .unwrap()
        .lines()
        .filter(|line| line.starts_with('{'))
        .map(str::to_owned)
        .collect();
    assert_eq!(kept, made);
}

#[tokio::test]
async fn the_entries_say_what_the_rows_say_whatever_statement_changed_them() {
    let app = TestApp::start().await;
    let (ada, bob) = (
        Person::new(&app, "ada", 'a').await,
        Person::new(&app, "bob", 'b').await,
    );
    assert_fresh(&app);
    let (stem, other) = (&ada.stem, &bob.stem);
    for statement in [
        "UPDATE contact SET name = name || ' the second'",
        "UPDATE organization SET name = 'Sanatorium'",
        "UPDATE theme SET name = 'Voices'",
        "UPDATE document SET name = 'Vita'",
        &format!("UPDATE contact_method SET contact_id = '{stem}23' WHERE contact_id = '{stem}22'"),
        &format!("UPDATE outreach SET contact_id = '{stem}24' WHERE contact_id = '{stem}22'"),
        &format!("UPDATE interview SET contact_id = '{other}24' WHERE contact_id = '{other}22'"),
        "UPDATE theme_move SET reason = 'A good one', evidence = '{This,That}'",
        "UPDATE forwarding SET recipient = 'The director'",
        "DELETE FROM forwarding",
        "DELETE FROM fit_rating",
        "DELETE FROM research_item",
        &format!("DELETE FROM event WHERE owner_id = '{}'", bob.account),
        "UPDATE contact SET organization_id = NULL",
        "DELETE FROM contact_method",
        &format!("DELETE FROM account WHERE id = '{}'", bob.account),
    ] {
        app.sql(statement).unwrap();
        assert_fresh(&app);
    }
    assert_eq!(
        found(&ada.client, "vita").await,
        ["document Vita", "document Vita", "hand_off Vita"]
    );
}
