//! How well asking works: one search for a new career, counted in every way.

mod eagerness;
mod effort;
mod funnel;
mod rates;
mod thank_you;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::harness::{Client, TestApp};

/// A Wednesday, two weeks after the first letters.
const TODAY: &str = "2026-01-21T09:00:00Z";

/// Ada's search. Of nine contacts she asked seven, Hal came first, and Ida she never asked.
struct Search {
    app: TestApp,
    ada: Client,
    theme: String,
    harbor: String,
    school: String,
    quiet: String,
}

/// What happened, as channel, direction, outcome and time.
type Course<'a> = &'a [(&'a str, &'a str, &'a str, &'a str)];

async fn contact(ada: &Client, name: &str, warmth: &str, organization: Option<&str>) -> String {
    let body = json!({
        "name": name, "warmth": warmth, "organization_id": organization,
        "source": if warmth == "warm" { "own_network" } else { "web_search" },
    });
    ada.create("/v1/contacts", body).await
}

/// Pursues a contact and returns the outreach's id.
async fn pursue(ada: &Client, contact: &str, theme: Option<&str>, course: Course<'_>) -> String {
    let body = json!({"contact_id": contact, "theme_id": theme});
    let outreach = ada.create("/v1/outreach", body).await;
    for (channel, direction, outcome, at) in course {
        let attempt = json!({
            "channel": channel, "direction": direction, "outcome": outcome, "at": at,
            "override_reason": "It was so.",
        });
        let path = format!("/v1/outreach/{outreach}/attempts");
        ada.post(&path, attempt).await.expect(201);
    }
    outreach
}

/// Holds a conversation of 25 minutes where 20 were asked for, hears of somebody and gives thanks.
async fn talk(ada: &Client, outreach: &str) {
    let at = "2026-01-21T08:00:00Z";
    let planned =
        json!({"outreach_id": outreach, "mode": "phone", "starts_at": at, "planned_minutes": 20});
    let id = ada.create("/v1/interviews", planned).await;
    let path = format!("/v1/interviews/{id}");
    let started = ada.post(&format!("{path}/start"), json!({"at": at})).await;
    started.expect(200);
    let ending = json!({
        "at": "2026-01-21T08:25:00Z", "actual_minutes": 25, "referrals": [{"contact": {"name": "Dr. Lin"}}],
    });
    let done = ada.post(&format!("{path}/complete"), ending).await;
    let done = done.expect(200);
    let thanks = done.json["follow_ups"][0]["id"].as_str().unwrap();
    let path = format!("/v1/follow-ups/{thanks}/complete");
    ada.post(&path, json!({})).await.expect(200);
}

impl Search {
    async fn new() -> Self {
        let app = TestApp::start().await;
        let today: DateTime<Utc> = TODAY.parse().unwrap();
        app.advance(today - app.now());
        let ada = app.person("ada").await;
        let organization = async |name: &str| {
            ada.create(
                "/v1/organizations",
                json!({"name": name, "kind": "employer"}),
            )
            .await
        };
        let harbor = organization("Harbor Clinic").await;
        let school = organization("City School").await;
        let quiet = organization("Quiet Ltd").await;
        let theme = ada
            .create("/v1/themes", json!({"name": "Speech therapy"}))
            .await;
        let search = Self {
            app,
            ada,
            theme,
            harbor,
            school,
            quiet,
        };
        search.ask_at_harbor().await;
        search.ask_elsewhere().await;
        search
    }

    async fn ask_at_harbor(&self) {
        let (ada, at) = (&self.ada, Some(self.harbor.as_str()));
        let ana = contact(ada, "Ana", "warm", at).await;
        let theme = Some(self.theme.as_str());
        let course: Course = &[
            ("email", "outbound", "sent", "2026-01-05T09:00:00Z"),
            ("email", "inbound", "meeting_agreed", "2026-01-06T11:00:00Z"),
        ];
        let agreed = pursue(ada, &ana, theme, course).await;
        talk(ada, &agreed).await;
        let ben = contact(ada, "Ben", "warm", at).await;
        let course: Course = &[
            ("email", "outbound", "sent", "2026-01-05T10:00:00Z"),
            (
                "email",
                "inbound",
                "reply_interested",
                "2026-01-07T12:00:00Z",
            ),
        ];
        pursue(ada, &ben, theme, course).await;
        let hal = contact(ada, "Hal", "lukewarm", at).await;
        let course: Course = &[("email", "inbound", "meeting_agreed", "2026-01-15T09:00:00Z")];
        pursue(ada, &hal, None, course).await;
        let ida = contact(ada, "Ida", "cold", at).await;
        pursue(ada, &ida, None, &[]).await;
    }

    async fn ask_elsewhere(&self) {
        let ada = &self.ada;
        let courses: [(&str, &str, Option<&str>, Course); 5] = [
            (
                "Cy",
                "cold",
                Some(&self.school),
                &[
                    ("email", "outbound", "sent", "2026-01-13T09:00:00Z"),
                    ("phone", "outbound", "no_answer", "2026-01-20T09:00:00Z"),
                ],
            ),
            (
                "Dee",
                "cold",
                Some(&self.school),
                &[
                    ("letter", "outbound", "sent", "2026-01-06T09:00:00Z"),
                    ("letter", "inbound", "bounced", "2026-01-12T09:00:00Z"),
                ],
            ),
            (
                "Eve",
                "cold",
                Some(&self.quiet),
                &[
                    ("letter", "outbound", "sent", "2026-01-07T09:00:00Z"),
                    ("letter", "inbound", "declined", "2026-01-17T09:00:00Z"),
                ],
            ),
            (
                "Fay",
                "lukewarm",
                Some(&self.school),
                &[(
                    "phone",
                    "outbound",
                    "declined_with_referral",
                    "2026-01-08T09:00:00Z",
                )],
            ),
            // Monday already, in Berlin.
            (
                "Gus",
                "cold",
                None,
                &[(
                    "phone",
                    "outbound",
                    "voicemail_left",
                    "2026-01-11T23:30:00Z",
                )],
            ),
        ];
        for (name, warmth, organization, course) in courses {
            let contact = contact(ada, name, warmth, organization).await;
            pursue(ada, &contact, None, course).await;
        }
    }

    async fn get(&self, path: &str) -> Value {
        self.ada.get(path).await.expect(200).json
    }
}

/// Successes and trials.
fn rate(rate: &Value) -> (u64, u64) {
    let number = |member: &str| rate[member].as_u64().unwrap();
    (number("successes"), number("trials"))
}
