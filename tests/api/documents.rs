//! The caller's documents and their files.

use insta::assert_json_snapshot;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Client, Reply, TestApp};

const PDF: &[u8] = b"%PDF-1.7\n\xff\xfe\x00 a resume";

async fn resume(ada: &Client) -> String {
    let body = json!({
        "name": "Resume", "version_label": "2026-01, one page", "language": "en", "note": "Leads with the internship."
    });
    let id = ada.create("/v1/documents", body).await;
    format!("/v1/documents/{id}")
}

async fn upload(client: &Client, path: &str, media_type: &str, bytes: &[u8]) -> Reply {
    let path = match path.split_once('?') {
        Some((path, query)) => format!("{path}/content?{query}"),
        None => format!("{path}/content"),
    };
    client
        .send(Method::PUT, &path, Some(media_type), bytes)
        .await
}

#[tokio::test]
async fn a_document_is_created_read_changed_and_deleted() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = resume(&ada).await;
    let found = ada.get(&path).await.expect(200);
    assert_eq!(found.json["content"], json!(null));
    let uploaded = upload(
        &ada,
        &format!("{path}?file_name=Ada%20R%C3%A9sum%C3%A9.pdf"),
        "application/pdf",
        PDF,
    )
    .await;
    let uploaded = uploaded.expect(200);
    assert_json_snapshot!(uploaded.json, @r#"
    {
      "content": {
        "file_name": "Ada Résumé.pdf",
        "media_type": "application/pdf",
        "sha256": "9ba1524f61653d5ca748670249a36cb21a88305c7c43b26372402f2ef9c1e257",
        "size_bytes": 21,
        "uploaded_at": "2026-01-05T09:00:00Z"
      },
      "created_at": "2026-01-05T09:00:00Z",
      "id": "019b76da-a800-7000-8000-000000000006",
      "kind": "resume",
      "language": "en",
      "name": "Resume",
      "note": "Leads with the internship.",
      "object": "document",
      "updated_at": "2026-01-05T09:00:00Z",
      "version_label": "2026-01, one page"
    }
    "#);
    assert_ne!(uploaded.etag(), found.etag());
    let changed = ada
        .patch(&path, json!({"kind": "other", "note": null}))
        .await
        .expect(200);
    assert_eq!(changed.json["content"], uploaded.json["content"]);
    assert_eq!(changed.json["kind"], "other");
    ada.with("if-match", found.etag())
        .delete(&path)
        .await
        .expect_problem(412, "precondition_failed");
    ada.delete(&path).await.expect(204);
    ada.get(&path).await.expect_problem(404, "not_found");
    let left = app.sql("SELECT count(*) FROM document_content").unwrap();
    assert_eq!(left, "0", "the file goes with its document");
}

#[tokio::test]
async fn a_file_comes_back_byte_by_byte_to_be_saved() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = resume(&ada).await;
    let content = format!("{path}/content");
    ada.get(&content).await.expect_problem(404, "not_found");
    let without = ada.get(&path).await.etag();
    ada.with("if-none-match", without)
        .get(&content)
        .await
        .expect_problem(404, "not_found");
    let name = "?file_name=Ada%20%22R%C3%A9sum%C3%A9%22.pdf";
    let uploaded = upload(&ada, &format!("{path}{name}"), "application/pdf", PDF).await;
    let uploaded = uploaded.expect(200);
    let file = ada.get(&content).await.expect(200);
    assert_eq!(file.bytes, PDF);
    assert_eq!(file.header("content-type"), "application/pdf");
    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"Ada _R_sum__.pdf\"; filename*=UTF-8''Ada%20%22R%C3%A9sum%C3%A9%22.pdf"
    );
    assert_eq!(file.header("x-content-type-options"), "nosniff");
    assert!(file.header("cache-control").contains("private"));
    assert_eq!(file.etag(), uploaded.etag());
    assert!(file.header("content-digest").starts_with("sha-256=:"));
    let head = ada.send(Method::HEAD, &content, None, "").await;
    let head = head.expect(200);
    assert_eq!(head.header("content-length"), PDF.len().to_string());
    assert_eq!(head.header("content-digest"), file.header("content-digest"));
    assert!(head.bytes.is_empty());
    ada.with("if-none-match", file.etag())
        .get(&content)
        .await
        .expect(304);
    // Another file takes its place, and has a name made of the document's.
    let text = "Ada Example\n";
    upload(&ada, &path, "text/markdown; charset=utf-8", text.as_bytes())
        .await
        .expect(200);
    let file = ada.get(&content).await.expect(200);
    assert_eq!(file.text, text);
    assert_eq!(file.header("content-type"), "text/markdown; charset=utf-8");
    assert!(
        file.header("content-disposition")
            .contains("filename=\"Resume.md\"")
    );
    let kept = app.sql("SELECT count(*) FROM document_content").unwrap();
    assert_eq!(kept, "1");
}

#[tokio::test]
async fn a_file_must_be_what_it_is_said_to_be() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = resume(&ada).await;
    for (media_type, bytes) in [
        ("application/pdf", &b"hello"[..]),
        ("image/png", PDF),
        ("image/jpeg", b"\x89PNG\r\n\x1a\n"),
        ("text/plain", b"\xff\xfe"),
        ("text/plain", b""),
        (
            "application/vnd.oasis.opendocument.text",
            b"PK\x03\x04word/",
        ),
    ] {
        let refused = upload(&ada, &path, media_type, bytes).await;
        let refused = refused.expect_problem(422, "invalid_body");
        assert_eq!(refused.json["errors"][0]["code"], "media_type");
    }
    for media_type in ["image/gif", "text/html", "application/json"] {
        upload(&ada, &path, media_type, PDF)
            .await
            .expect_problem(415, "unsupported_media_type");
    }
    for name in ["a%2Fb.pdf", "..", "%20", "a%0Ab"] {
        upload(
            &ada,
            &format!("{path}?file_name={name}"),
            "application/pdf",
            PDF,
        )
        .await
        .expect_problem(400, "invalid_parameter")
        .expect_error_at("file_name");
    }
    assert_eq!(ada.get(&path).await.json["content"], Value::Null);
}

#[tokio::test]
async fn an_announced_digest_is_verified() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = resume(&ada).await;
    upload(&ada, &path, "application/pdf", PDF)
        .await
        .expect(200);
    let digest = ada.get(&format!("{path}/content")).await;
    let digest = digest.header("content-digest").to_owned();
    let other = format!("md5=:AAAA:, {digest}");
    for right in [digest.as_str(), &other] {
        let client = ada.with("content-digest", right);
        upload(&client, &path, "application/pdf", PDF)
            .await
            .expect(200);
    }
    for wrong in ["sha-256=:AAAA:", "nonsense"] {
        let client = ada.with("content-digest", wrong);
        upload(&client, &path, "application/pdf", PDF)
            .await
            .expect_problem(400, "invalid_header")
            .expect_error_at("Content-Digest");
    }
}

#[tokio::test]
async fn a_file_and_all_files_together_have_a_limit() {
    let app = TestApp::start_with(|config| config.limits.document_bytes = 100).await;
    let ada = app.person("ada").await;
    let (path, other) = (resume(&ada).await, resume(&ada).await);
    upload(&ada, &path, "text/plain", &[b'x'; 101])
        .await
        .expect_problem(413, "payload_too_large");
    upload(&ada, &path, "text/plain", &[b'x'; 100])
        .await
        .expect(200);
    app.sql("UPDATE document SET size_bytes = 50 * 1024 * 1024 - 99 WHERE size_bytes IS NOT NULL")
        .unwrap();
    let refused = upload(&ada, &other, "text/plain", &[b'x'; 100]).await;
    let refused = refused.expect_problem(409, "storage_full");
    assert_eq!(refused.json["max_stored_bytes"], 50 * 1024 * 1024);
    assert_eq!(ada.get(&other).await.json["content"], Value::Null);
    upload(&ada, &other, "text/plain", &[b'x'; 99])
        .await
        .expect(200);
    // What is replaced does not count.
    upload(&ada, &path, "text/plain", b"short")
        .await
        .expect(200);
}

#[tokio::test]
async fn an_upload_acts_on_the_revision_that_is_expected() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let path = resume(&ada).await;
    let old = ada.get(&path).await.etag();
    upload(&ada, &path, "text/plain", b"one").await.expect(200);
    upload(&ada.with("if-match", old), &path, "text/plain", b"two")
        .await
        .expect_problem(412, "precondition_failed");
    upload(&bob, &path, "text/plain", b"mine")
        .await
        .expect_problem(404, "not_found");
    let content = format!("{path}/content");
    bob.get(&content).await.expect_problem(404, "not_found");
    assert_eq!(ada.get(&content).await.text, "one");
}

#[tokio::test]
async fn documents_are_listed_by_kind_and_refused_by_field() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for (name, kind) in [("b", "resume"), ("A", "cover_letter"), ("c", "other")] {
        ada.create("/v1/documents", json!({"name": name, "kind": kind}))
            .await;
    }
    let list = ada.get("/v1/documents?sort=name").await;
    assert_eq!(list.names(), ["A", "b", "c"]);
    let list = ada.get("/v1/documents?kind=resume,other").await;
    assert_eq!(list.names(), ["c", "b"]);
    for (body, place) in [
        (json!({}), "#/name"),
        (json!({"name": " "}), "#/name"),
        (json!({"name": "A", "kind": "novel"}), "#/kind"),
        (json!({"name": "A", "language": "en_US"}), "#/language"),
        (
            json!({"name": "A", "version_label": " "}),
            "#/version_label",
        ),
        (json!({"name": "A", "content": null}), "#/content"),
    ] {
        ada.post("/v1/documents", body)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(place);
    }
}
