//! What comes first, and paging through it.

use std::collections::BTreeSet;

use serde_json::json;

use super::{contact, path, search, titles};
use crate::harness::{Client, TestApp};

async fn scores(client: &Client, q: &str) -> Vec<String> {
    let reply = search(client, q).await;
    let hits = reply.json["data"]
        .as_array()
        .unwrap()
        .iter()
        .zip(titles(&reply));
    hits.map(|(hit, title)| {
        format!(
            "{} {} {title}",
            hit["score"],
            hit["match"].as_str().unwrap()
        )
    })
    .collect()
}

#[tokio::test]
async fn the_better_it_fits_the_sooner_it_comes() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let harbor = ada
        .create("/v1/organizations", json!({"name": "Ada Labs"}))
        .await;
    let whole = contact(&ada, "Ada", json!({})).await;
    contact(&ada, "Grace", json!({"notes": "Knows Ada"})).await;
    contact(&ada, "Adamson", json!({})).await;
    contact(&ada, "Henry", json!({"headline": "adaptable"})).await;
    contact(&ada, "Iris", json!({"organization_id": harbor})).await;
    contact(
        &ada,
        "Ada Lovelace",
        json!({"methods": [{"kind": "email", "value": "ada@x.example"}]}),
    )
    .await;
    let outreach = ada
        .create("/v1/outreach", json!({"contact_id": whole}))
        .await;
    let attempt = json!({"channel": "email", "outcome": "sent", "note": "For ada"});
    ada.post(&format!("/v1/outreach/{outreach}/attempts"), attempt)
        .await
        .expect(201);
    assert_eq!(
        scores(&ada, "ada").await,
        [
            "900 words contact Ada",
            "800 words contact Ada Lovelace",
            "800 words organization Ada Labs",
            "700 words contact Adamson",
            "600 words contact Grace",
            "550 words attempt Ada",
            "500 words contact Henry",
            "400 words outreach Ada",
            "400 words contact Iris",
        ]
    );
    assert_eq!(
        scores(&ada, "ADA@x.example").await,
        ["1000 exact contact Ada Lovelace"]
    );
    assert_eq!(
        scores(&ada, "lovelcae").await,
        ["138 similar contact Ada Lovelace"]
    );
}

#[tokio::test]
async fn pages_lose_nothing_and_repeat_nothing() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let mut all = BTreeSet::new();
    for number in 0..7 {
        for (name, notes) in [
            ("Harbor", "x"),
            ("Harbormaster", "x"),
            ("Somebody", "a harbor"),
            ("Hrabor", "x"),
        ] {
            let name = format!("{name} {number}");
            let id = contact(&ada, &name, json!({"notes": notes})).await;
            if notes != "x" || !name.starts_with("Hrabor") {
                all.insert(id);
            }
        }
    }
    for limit in [1, 2, 3, 5, 20] {
        let mut next = Some(format!("{}&limit={limit}", path("harbor")));
        let (mut seen, mut last) = (Vec::new(), (i64::MAX, String::new()));
        while let Some(path) = next {
            let page = ada.get(&path).await.expect(200);
            for hit in page.json["data"].as_array().unwrap() {
                let id = hit["id"].as_str().unwrap().to_owned();
                let place = (hit["score"].as_i64().unwrap(), id.clone());
                assert!(seen.is_empty() || place < last, "{place:?} after {last:?}");
                last = place;
                seen.push(id);
            }
            let cursor = page.json["next_cursor"].as_str();
            next = cursor
                .map(|cursor| format!("{}&limit={limit}&cursor={cursor}", super::path("harbor")));
        }
        assert_eq!(seen.len(), all.len());
        assert_eq!(seen.into_iter().collect::<BTreeSet<_>>(), all);
    }
}

#[tokio::test]
async fn pages_reach_into_what_is_similar() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for name in ["Okafor 1", "Okafor 2", "Okafro 3", "Okafor 4"] {
        contact(&ada, name, json!({})).await;
    }
    let first = ada
        .get(&format!("{}&limit=2", path("okafro")))
        .await
        .expect(200);
    assert_eq!(titles(&first), ["contact Okafro 3", "contact Okafor 4"]);
    let cursor = first.json["next_cursor"].as_str().unwrap();
    let rest = format!("{}&limit=2&cursor={cursor}", path("okafro"));
    let rest = ada.get(&rest).await.expect(200);
    assert_eq!(titles(&rest), ["contact Okafor 2", "contact Okafor 1"]);
    assert_eq!(rest.json["next_cursor"], json!(null));
    ada.get(&format!("{}&cursor={cursor}", path("okafor")))
        .await
        .expect_problem(400, "invalid_cursor");
}
