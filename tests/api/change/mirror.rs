//! A client that holds a copy of the workspace, as an application on a phone does.

use std::collections::BTreeMap;

use domain::Id;
use serde_json::{Value, json};
use uuid::Uuid;

use super::story;
use crate::harness::{Client, TestApp};

/// What the client holds, and where it goes on.
#[derive(Default)]
struct Mirror {
    rows: BTreeMap<(String, String), Value>,
    after: Option<String>,
}

impl Mirror {
    /// Reads one answer; whether more is there.
    async fn read(&mut self, client: &Client, limit: u32) -> bool {
        let after = self.after.as_ref().map(|after| format!("&after={after}"));
        let path = format!("/v1/changes?limit={limit}{}", after.unwrap_or_default());
        let answer = client.get(&path).await;
        if answer.status == 410 {
            *self = Self::default();
            return true;
        }
        let answer = answer.expect(200).json;
        for change in answer["data"].as_array().unwrap() {
            let key = ["resource", "id"].map(|member| change[member].as_str().unwrap().to_owned());
            match &change["data"] {
                Value::Null => self.rows.remove(&key.into()),
                data => self.rows.insert(key.into(), data.clone()),
            };
        }
        self.after = answer["next_after"].as_str().map(str::to_owned);
        answer["has_more"] == true
    }

    async fn read_all(&mut self, client: &Client) {
        while self.read(client, 100).await {}
    }

    /// The rows of one kind, by id.
    fn of(&self, kind: &str) -> BTreeMap<String, Value> {
        let rows = self
            .rows
            .iter()
            .filter(|((resource, _), _)| resource == kind);
        rows.map(|((_, id), row)| (id.clone(), row.clone()))
            .collect()
    }
}

/// The rows of a list, by id.
async fn source(client: &Client, list: &str) -> BTreeMap<String, Value> {
    let (mut rows, mut path) = (BTreeMap::new(), format!("/v1/{list}?limit=100"));
    loop {
        let page = client.get(&path).await.expect(200).json;
        for row in page["data"].as_array().unwrap() {
            rows.insert(row["id"].as_str().unwrap().to_owned(), row.clone());
        }
        match page["next_cursor"].as_str() {
            Some(cursor) => path = format!("/v1/{list}?limit=100&cursor={cursor}"),
            None => return rows,
        }
    }
}

/// Creates, changes and deletes, in an order of its own.
async fn write(client: Client, writer: usize) {
    for round in 0..12 {
        let name = format!("{writer} in round {round}");
        let id = story(&client, &name).await;
        let contact = client.create("/v1/contacts", json!({"name": name})).await;
        let contact = format!("/v1/contacts/{contact}");
        let methods = json!([{"kind": "email", "value": format!("{writer}.{round}@example.org")}]);
        client
            .patch(&contact, json!({"methods": methods}))
            .await
            .expect(200);
        client
            .patch(&format!("/v1/stories/{id}"), json!({"result": name}))
            .await
            .expect(200);
        if (writer + round).is_multiple_of(3) {
            client.delete(&contact).await.expect(204);
            client
                .delete(&format!("/v1/stories/{id}"))
                .await
                .expect(204);
        }
    }
}

#[tokio::test]
async fn a_mirror_that_reads_while_others_write_equals_its_source() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let writers: Vec<_> = (0..4)
        .map(|writer| tokio::spawn(write(ada.clone(), writer)))
        .collect();
    let mut mirror = Mirror::default();
    while writers.iter().any(|writer| !writer.is_finished()) {
        mirror.read(&ada, 7).await;
    }
    for writer in writers {
        writer.await.unwrap();
    }
    mirror.read_all(&ada).await;
    for (kind, list) in [("story", "stories"), ("contact", "contacts")] {
        let source = source(&ada, list).await;
        assert_eq!(source.len(), 32, "{list}");
        assert_eq!(mirror.of(kind), source, "{list}");
    }
}

#[tokio::test]
async fn what_is_long_past_is_forgotten_and_a_mirror_that_missed_it_begins_again() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let owner = ada.get("/v1/account").await.json["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let owner = Id::new(Uuid::parse_str(&owner).unwrap());
    let kept = story(&ada, "The flood").await;
    let gone = story(&ada, "A draft").await;
    let (mut late, mut early) = (Mirror::default(), Mirror::default());
    late.read_all(&ada).await;
    assert_eq!(late.of("story").len(), 2);
    ada.patch(&format!("/v1/stories/{kept}"), json!({"result": "Saved"}))
        .await
        .expect(200);
    ada.delete(&format!("/v1/stories/{gone}")).await.expect(204);
    early.read_all(&ada).await;

    let tx = app.db.begin().await.unwrap();
    // The log has the time of the database.
    let soon = "2100-01-01T00:00:00Z".parse().unwrap();
    assert_eq!(
        persistence::change::forget(&tx, owner, soon).await.unwrap(),
        3
    );
    tx.commit().await.unwrap();

    let after = late.after.clone().unwrap();
    ada.get(&format!("/v1/changes?after={after}"))
        .await
        .expect_problem(410, "cursor_expired");
    let mut new = Mirror::default();
    for mirror in [&mut late, &mut early, &mut new] {
        mirror.read_all(&ada).await;
        assert_eq!(mirror.of("story"), source(&ada, "stories").await);
    }
}
