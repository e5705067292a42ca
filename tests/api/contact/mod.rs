//! Contacts.

mod erasure;
mod list;
mod tag;

use chrono::TimeDelta;
use domain::Id;
use insta::assert_json_snapshot;
use persistence::contact::touch;
use serde_json::{Value, json};

use crate::harness::TestApp;

fn grace() -> Value {
    json!({
        "name": "Grace Okafor", "headline": "Speech therapist", "relationship": "alum", "warmth": "lukewarm",
        "how_we_know": "The choir", "time_zone": "America/New_York", "tags": ["Therapist", "choir", "therapist"],
        "notes": "Prefers mornings",
        "methods": [
            {"kind": "email", "value": "grace@clinic.example", "is_primary": true},
            {"kind": "phone", "label": "work", "value": "+1 410 555 0100", "extension": "42"},
            {"kind": "postal_address", "label": "work", "value": "5 Canal Street\nNew York"}
        ]
    })
}

#[tokio::test]
async fn a_contact_is_created_with_all_ways_to_reach_them() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let created = ada.post("/v1/contacts", grace()).await.expect(201);
    assert_json_snapshot!(created.json, @r#"
    {
      "cities": [],
      "city": null,
      "country": null,
      "created_at": "2026-01-05T09:00:00Z",
      "custom": {},
      "do_not_contact": false,
      "headline": "Speech therapist",
      "how_we_know": "The choir",
      "id": "019b76da-a800-7000-8000-000000000006",
      "interests": [],
      "last_contacted_at": null,
      "met_in": null,
      "met_on": null,
      "met_where": null,
      "methods": [
        {
          "extension": null,
          "is_primary": true,
          "kind": "email",
          "label": null,
          "validity": "unverified",
          "value": "grace@clinic.example"
        },
        {
          "extension": "42",
          "is_primary": false,
          "kind": "phone",
          "label": "work",
          "validity": "unverified",
          "value": "+1 410 555 0100"
        },
        {
          "extension": null,
          "is_primary": false,
          "kind": "postal_address",
          "label": "work",
          "validity": "unverified",
          "value": "5 Canal Street\nNew York"
        }
      ],
      "name": "Grace Okafor",
      "notes": "Prefers mornings",
      "object": "contact",
      "organization_id": null,
      "relationship": "alum",
      "roles": [],
      "schools": [],
      "seniority": null,
      "source": "other",
      "tags": [
        "Therapist",
        "choir"
      ],
      "time_zone": "America/New_York",
      "update_every_days": null,
      "updated_at": "2026-01-05T09:00:00Z",
      "warmth": "lukewarm"
    }
    "#);
    let found = ada.get(created.header("location")).await.expect(200);
    assert_eq!((found.etag(), &found.json), (created.etag(), &created.json));
}

#[tokio::test]
async fn a_contact_keeps_what_is_known_of_them() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let known = json!({
        "name": "Grace", "roles": ["advocate", "prospect", "prospect"], "seniority": "director", "met_in": "conference",
        "met_where": "Speech 2019", "met_on": "2019-05-11", "source": "event", "city": "New York", "country": "US",
        "schools": ["Lakeside", "LAKESIDE"], "cities": ["Baltimore"], "interests": ["Choir", "sailing"]
    });
    let created = ada.post("/v1/contacts", known).await.expect(201);
    let told = |name: &str| created.json[name].clone();
    assert_eq!(told("roles"), json!(["prospect", "advocate"]));
    assert_eq!(told("schools"), json!(["Lakeside"]));
    assert_eq!(told("met_on"), json!("2019-05-11"));
    assert_eq!(
        (told("seniority"), told("country")),
        (json!("director"), json!("US"))
    );
    let path = created.header("location");
    let same = ada
        .patch(path, json!({"source": "event", "roles": []}))
        .await
        .expect(200);
    assert_eq!(same.json["roles"], json!([]));
    let refused = ada.patch(path, json!({"source": "referral"})).await;
    let refused = refused
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/source");
    assert_eq!(refused.json["errors"][0]["code"], "immutable");
    assert_eq!(ada.get(path).await.json, same.json);
}

#[tokio::test]
async fn spellings_of_an_address_share_a_key_that_follows_the_country() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let methods = json!([
        {"kind": "email", "value": "Grace@Clinic.example"},
        {"kind": "phone", "value": "(410) 555-0100", "validity": "wrong_number"},
        {"kind": "phone", "value": "0049 (0)30 1234-567"},
        {"kind": "profile_url", "value": "https://www.example.org/in/grace/"},
        {"kind": "postal_address", "value": "5 Canal Street"}
    ]);
    let created = ada
        .post("/v1/contacts", json!({"name": "Grace", "methods": methods}))
        .await
        .expect(201);
    assert_eq!(created.json["methods"][1]["validity"], "wrong_number");
    let keys =
        "SELECT string_agg(coalesce(lookup_key, '-'), ' ' ORDER BY position) FROM contact_method";
    assert_eq!(
        app.sql(keys).unwrap(),
        "grace@clinic.example n4105550100 +49301234567 example.org/in/grace -"
    );
    let path = created.header("location");
    ada.patch(path, json!({"country": "US"})).await.expect(200);
    assert_eq!(
        app.sql(keys).unwrap(),
        "grace@clinic.example +14105550100 +49301234567 example.org/in/grace -"
    );
    let before = app.sql("SELECT max(seq) FROM change").unwrap();
    ada.patch(path, json!({"notes": "x"})).await.expect(200);
    assert_eq!(
        app.sql("SELECT max(seq) - 1 FROM change").unwrap(),
        before,
        "methods that say the same stay"
    );
}

#[tokio::test]
async fn a_name_is_enough_for_a_contact() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let created = ada
        .post("/v1/contacts", json!({"name": "Sam"}))
        .await
        .expect(201);
    let told = |name: &str| created.json[name].clone();
    assert_eq!(
        (told("relationship"), told("warmth")),
        (json!("other"), json!("cold"))
    );
    assert_eq!((told("tags"), told("methods")), (json!([]), json!([])));
    assert_eq!(told("do_not_contact"), json!(false));
}

#[tokio::test]
async fn a_patch_replaces_the_methods_it_names_and_leaves_them_otherwise() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let created = ada.post("/v1/contacts", grace()).await.expect(201);
    let path = created.header("location").to_owned();

    let renamed = ada
        .patch(&path, json!({"name": "Grace", "notes": null}))
        .await
        .expect(200);
    assert_eq!(renamed.json["methods"], created.json["methods"]);
    assert_eq!(
        (&renamed.json["name"], &renamed.json["notes"]),
        (&json!("Grace"), &json!(null))
    );
    let logged = "SELECT count(*) FROM change WHERE resource = 'contact_method'";
    assert_eq!(app.sql(logged).unwrap(), "3");

    // The primary address moves from one place to the other: no order of writing them may trip over it.
    let methods = json!([
        {"kind": "email", "value": "home@grace.example"},
        {"kind": "email", "value": "grace@clinic.example", "is_primary": true}
    ]);
    ada.patch(&path, json!({"methods": methods}))
        .await
        .expect(200);
    let methods = json!([
        {"kind": "email", "value": "home@grace.example", "is_primary": true},
        {"kind": "email", "value": "grace@clinic.example"}
    ]);
    let changed = ada
        .patch(&path, json!({"methods": methods}))
        .await
        .expect(200);
    let found = ada.get(&path).await.expect(200);
    assert_eq!((found.etag(), &found.json), (changed.etag(), &changed.json));
    assert_eq!(found.json["methods"][0]["is_primary"], json!(true));
    assert_eq!(found.json["methods"][1]["is_primary"], json!(false));

    let none = ada
        .patch(&path, json!({"methods": [], "tags": []}))
        .await
        .expect(200);
    assert_eq!(ada.get(&path).await.json["methods"], json!([]));
    assert_eq!(none.json["tags"], json!([]));
    ada.delete(&path).await.expect(204);
    ada.get(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn what_does_not_fit_is_told_by_its_field_and_nothing_is_created() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let method =
        |method: Value| json!({"name": "A", "methods": [{"kind": "phone", "value": "1"}, method]});
    let many = vec![json!({"kind": "other", "value": "x"}); 21];
    let tags: Vec<_> = (0..51).map(|n| n.to_string()).collect();
    for (body, place) in [
        (json!({"headline": "Nobody"}), "#/name"),
        (json!({"name": "\u{2003}"}), "#/name"),
        (json!({"name": "A", "notes": "a\u{0}"}), "#/notes"),
        (json!({"name": "A", "tags": ["fine", "a\u{0}"]}), "#/tags/1"),
        (json!({"name": "A", "tags": ["fine", " "]}), "#/tags/1"),
        (json!({"name": "A", "tags": ["one, two"]}), "#/tags/0"),
        (json!({"name": "A", "tags": tags}), "#/tags"),
        (json!({"name": "A", "tags": null}), "#/tags"),
        (
            json!({"name": "A", "do_not_contact": null}),
            "#/do_not_contact",
        ),
        (
            json!({"name": "A", "time_zone": "Mars/Olympus"}),
            "#/time_zone",
        ),
        (
            json!({"name": "A", "relationship": "enemy"}),
            "#/relationship",
        ),
        (
            json!({"name": "A", "organization_id": "clinic"}),
            "#/organization_id",
        ),
        (
            json!({"name": "A", "last_contacted_at": "2026-01-05T09:00:00Z"}),
            "#/last_contacted_at",
        ),
        (json!({"name": "A", "roles": ["enemy"]}), "#/roles/0"),
        (json!({"name": "A", "seniority": "boss"}), "#/seniority"),
        (json!({"name": "A", "met_in": "space"}), "#/met_in"),
        (json!({"name": "A", "met_on": "2019-02-30"}), "#/met_on"),
        (json!({"name": "A", "source": "rumor"}), "#/source"),
        (json!({"name": "A", "country": "us"}), "#/country"),
        (json!({"name": "A", "country": "XX"}), "#/country"),
        (json!({"name": "A", "schools": ["B", " "]}), "#/schools/1"),
        (json!({"name": "A", "cities": vec!["x"; 21]}), "#/cities"),
        (
            json!({"name": "A", "interests": ["x".repeat(101)]}),
            "#/interests/0",
        ),
        (json!({"name": "A", "methods": many}), "#/methods"),
        (
            method(json!({"kind": "email", "value": "a@b.example", "validity": "wrong_number"})),
            "#/methods/1/validity",
        ),
        (
            method(json!({"kind": "email", "value": "grace"})),
            "#/methods/1/value",
        ),
        (
            method(json!({"kind": "profile_url", "value": "javascript:alert(1)"})),
            "#/methods/1/value",
        ),
        (
            method(json!({"kind": "email", "value": "a@b.example", "extension": "4"})),
            "#/methods/1/extension",
        ),
        (
            method(json!({"kind": "phone", "value": "2", "label": " "})),
            "#/methods/1/label",
        ),
        (
            method(json!({"kind": "phone", "value": "2\u{0}"})),
            "#/methods/1/value",
        ),
        (
            method(json!({"kind": "phone", "value": "2", "fax": true})),
            "#/methods/1/fax",
        ),
        (method(json!(["phone", "2"])), "#/methods/1"),
    ] {
        ada.post("/v1/contacts", body)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(place);
    }
    assert_eq!(ada.get("/v1/contacts").await.json["data"], json!([]));
}

#[tokio::test]
async fn a_second_primary_method_of_a_kind_is_refused() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let phone = |value: &str| json!({"kind": "phone", "value": value, "is_primary": true});
    let mail = json!({"kind": "email", "value": "a@b.example", "is_primary": true});
    let body = json!({"name": "A", "methods": [phone("1"), mail, phone("2")]});
    let refused = ada
        .post("/v1/contacts", body)
        .await
        .expect_problem(422, "invalid_body");
    assert_json_snapshot!(refused.json["errors"], @r##"
    [
      {
        "code": "second_primary",
        "detail": "must be false: method 0 is the primary phone already",
        "pointer": "#/methods/2/is_primary"
      }
    ]
    "##);

    let path = format!("/v1/contacts/{}", ada.create("/v1/contacts", grace()).await);
    ada.patch(&path, json!({"methods": [phone("1"), phone("2")]}))
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/methods/1/is_primary");
    assert_eq!(
        ada.get(&path).await.json["methods"][0]["value"],
        "grace@clinic.example"
    );
}

#[tokio::test]
async fn another_persons_contact_and_organization_are_not_there() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let clinic = ada
        .create("/v1/organizations", json!({"name": "Clinic"}))
        .await;
    let path = format!("/v1/contacts/{}", ada.create("/v1/contacts", grace()).await);
    bob.get(&path).await.expect_problem(404, "not_found");
    bob.patch(&path, json!({"name": "Mine"}))
        .await
        .expect_problem(404, "not_found");
    bob.delete(&path).await.expect_problem(404, "not_found");
    bob.get("/v1/contacts/not-an-id")
        .await
        .expect_problem(404, "not_found");

    let refused = bob
        .post(
            "/v1/contacts",
            json!({"name": "A", "organization_id": clinic}),
        )
        .await;
    let refused = refused
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/organization_id");
    assert_eq!(refused.json["errors"][0]["code"], "unknown_reference");
    let own = format!(
        "/v1/contacts/{}",
        bob.create("/v1/contacts", json!({"name": "A"})).await
    );
    bob.patch(&own, json!({"organization_id": clinic}))
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/organization_id");
    ada.patch(&path, json!({"organization_id": clinic}))
        .await
        .expect(200);
}

#[tokio::test]
async fn a_retried_creation_makes_one_contact() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let retrying = ada.with("idempotency-key", "\"grace-of-the-choir\"");
    let first = retrying.post("/v1/contacts", grace()).await.expect(201);
    let again = retrying.post("/v1/contacts", grace()).await.expect(201);
    assert_eq!((&again.text, again.etag()), (&first.text, first.etag()));
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(ada.get("/v1/contacts").await.names(), ["Grace Okafor"]);
    retrying
        .post("/v1/contacts", json!({"name": "Somebody else"}))
        .await
        .expect_problem(422, "idempotency_key_reused");
}

#[tokio::test]
async fn an_outdated_contact_is_neither_changed_nor_read_again() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let created = ada.post("/v1/contacts", grace()).await.expect(201);
    let path = created.header("location").to_owned();
    ada.with("if-none-match", created.etag())
        .get(&path)
        .await
        .expect(304);
    let careful = ada.with("if-match", created.etag());
    careful
        .patch(&path, json!({"methods": []}))
        .await
        .expect(200);
    careful
        .patch(&path, json!({"name": "Late"}))
        .await
        .expect_problem(412, "precondition_failed");
    ada.with("if-none-match", created.etag())
        .get(&path)
        .await
        .expect(200);
}

#[tokio::test]
async fn a_contact_that_something_refers_to_stays() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let [grace, sam, jo] = ["Grace", "Sam", "Jo"].map(|name| json!({"name": name}));
    let grace = ada.create("/v1/contacts", grace).await;
    let sam = ada.create("/v1/contacts", sam).await;
    let jo = ada.create("/v1/contacts", jo).await;
    let referral = json!({"referrer_id": grace, "contact_id": sam});
    let referral = ada.create("/v1/referrals", referral).await;
    ada.create("/v1/outreach", json!({"contact_id": jo})).await;
    for id in [&grace, &sam, &jo] {
        ada.delete(&format!("/v1/contacts/{id}"))
            .await
            .expect_problem(409, "in_use");
    }
    ada.delete(&format!("/v1/referrals/{referral}"))
        .await
        .expect(204);
    ada.delete(&format!("/v1/contacts/{grace}"))
        .await
        .expect(204);
}

#[tokio::test]
async fn outreach_ends_when_the_contact_is_to_be_left_alone() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let contact = ada.create("/v1/contacts", grace()).await;
    let path = format!("/v1/contacts/{contact}");
    let outreach = ada
        .create("/v1/outreach", json!({"contact_id": contact}))
        .await;
    let outreach = format!("/v1/outreach/{outreach}");
    let planned = ada.get(&outreach).await.expect(200);
    ada.patch(&path, json!({"do_not_contact": true}))
        .await
        .expect(200);
    let ended = ada.get(&outreach).await.expect(200);
    assert_eq!(planned.json["state"], "planned");
    assert_eq!(ended.json["state"], "closed");
    ada.patch(&path, json!({"do_not_contact": false}))
        .await
        .expect(200);
    assert_eq!(ada.get(&outreach).await.json["state"], "planned");
}

#[tokio::test]
async fn the_last_touch_is_kept_in_whatever_order_touches_are_told() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let contact = ada.create("/v1/contacts", grace()).await;
    let path = format!("/v1/contacts/{contact}");
    let owner = app.sql("SELECT owner_id FROM contact").unwrap();
    let (owner, id) = (
        Id::new(owner.parse().unwrap()),
        Id::new(contact.parse().unwrap()),
    );
    let [early, late] =
        ["2026-01-03T10:00:00Z", "2026-01-04T10:00:00Z"].map(|at| at.parse().unwrap());
    app.advance(TimeDelta::minutes(5));
    let tx = app.db.begin().await.unwrap();
    touch(&tx, owner, &[id], late, app.now()).await.unwrap();
    tx.commit().await.unwrap();
    let touched = ada.get(&path).await.expect(200);
    assert_eq!(touched.json["last_contacted_at"], "2026-01-04T10:00:00Z");
    assert_eq!(touched.json["updated_at"], "2026-01-05T09:05:00Z");

    let tx = app.db.begin().await.unwrap();
    touch(&tx, owner, &[id], early, app.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(ada.get(&path).await.etag(), touched.etag());
    let patched = ada.patch(&path, json!({"notes": null})).await.expect(200);
    assert_eq!(patched.json["last_contacted_at"], "2026-01-04T10:00:00Z");
}

#[tokio::test]
async fn an_answer_touches_the_contact_and_a_wish_to_be_left_alone_is_kept() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let contact = ada.create("/v1/contacts", grace()).await;
    let outreach = json!({"contact_id": contact});
    let outreach = ada.create("/v1/outreach", outreach).await;
    let answer = json!({
        "channel": "email", "direction": "inbound", "outcome": "do_not_contact", "at": "2026-01-04T10:00:00Z"
    });
    ada.post(&format!("/v1/outreach/{outreach}/attempts"), answer)
        .await
        .expect(201);
    let told = ada
        .get(&format!("/v1/contacts/{contact}"))
        .await
        .expect(200);
    assert_eq!(told.json["last_contacted_at"], "2026-01-04T10:00:00Z");
    assert_eq!(told.json["do_not_contact"], json!(true));
}
