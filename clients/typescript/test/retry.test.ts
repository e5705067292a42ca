import assert from "node:assert/strict";
import { test } from "node:test";
import { createRapport, ok, ProblemError, UnexpectedAnswer } from "../src/index.js";
import { json, problem, service } from "./service.js";

const theme = { body: { name: "Speech therapy" } } as const;
const retries = { firstWaitMs: 1 };

test("a write that lost its connection is sent again under the same key", async (t) => {
  const { baseUrl, asked } = await service(t, (_, response, count) => {
    if (count === 1) response.destroy();
    else json(response, 201, { id: "1", object: "theme" });
  });
  const { api } = createRapport({ baseUrl, retries });

  const made = await ok(api.POST("/v1/themes", theme));

  assert.equal(made.id, "1");
  assert.equal(asked.length, 2);
  const [first, second] = asked.map(({ headers }) => headers["idempotency-key"]);
  assert.match(String(first), /^[0-9a-f-]{36}$/);
  assert.equal(first, second);
  assert.equal(asked[1]?.body, JSON.stringify(theme.body));
});

test("each write has a key of its own, and the caller's own key stays", async (t) => {
  const { baseUrl, asked } = await service(t, (_, response) => json(response, 201, {}));
  const { api } = createRapport({ baseUrl });

  await ok(api.POST("/v1/themes", theme));
  await ok(api.POST("/v1/themes", theme));
  await ok(api.POST("/v1/themes", { ...theme, params: { header: { "Idempotency-Key": "my-own-key" } } }));

  const keys = asked.map(({ headers }) => headers["idempotency-key"]);
  assert.equal(new Set(keys).size, 3);
  assert.equal(keys[2], "my-own-key");
});

test("Retry-After is waited for", async (t) => {
  const { baseUrl, asked } = await service(t, (_, response, count) => {
    if (count === 1) problem(response, 503, "unavailable", { "Retry-After": "1" });
    else json(response, 200, { data: [], has_more: false });
  });
  const { api } = createRapport({ baseUrl, retries });

  const began = performance.now();
  await ok(api.GET("/v1/themes"));

  assert.equal(asked.length, 2);
  assert.ok(performance.now() - began >= 990);
});

test("who is asked to wait for too long is told so at once", async (t) => {
  const { baseUrl, asked } = await service(t, (_, response) => {
    problem(response, 429, "quota_exceeded", { "Retry-After": "3600" });
  });
  const { api } = createRapport({ baseUrl, retries });

  await assert.rejects(ok(api.GET("/v1/themes")), { name: "ProblemError", status: 429, code: "quota_exceeded" });
  assert.equal(asked.length, 1);
});

test("attempts are bounded", async (t) => {
  const { baseUrl, asked } = await service(t, (_, response) => response.destroy());
  const { api } = createRapport({ baseUrl, retries: { ...retries, attempts: 3 } });

  await assert.rejects(ok(api.GET("/v1/themes")), TypeError);
  assert.equal(asked.length, 3);
});

test("what may have two effects is sent once", async (t) => {
  const { baseUrl, asked } = await service(t, (_, response) => response.destroy());
  const client = createRapport({ baseUrl, retries });

  await assert.rejects(client.signIn({ email: "ada@example.org", password: "a walk by the canal at noon" }), TypeError);
  assert.equal(asked.length, 1);
  assert.equal(asked[0]?.headers["idempotency-key"], undefined);
});

test("a caller who gives up is not kept waiting", async (t) => {
  const { baseUrl, asked } = await service(t, (_, response) => {
    problem(response, 503, "unavailable", { "Retry-After": "9" });
  });
  const { api } = createRapport({ baseUrl });

  await assert.rejects(ok(api.GET("/v1/themes", { signal: AbortSignal.timeout(100) })), { name: "TimeoutError" });
  assert.equal(asked.length, 1);
});

test("a refusal is an error with a code, and is not sent again", async (t) => {
  const errors = [{ pointer: "#/name", code: "required", detail: "is required" }];
  const { baseUrl, asked } = await service(t, (_, response) => {
    json(response, 422, { title: "The body does not fit", status: 422, detail: "See errors.", code: "invalid_body", errors });
  });
  const { api } = createRapport({ baseUrl, retries });

  await assert.rejects(ok(api.POST("/v1/themes", theme)), (error) => {
    assert.ok(error instanceof ProblemError);
    assert.equal(error.message, "The body does not fit: See errors.");
    assert.deepEqual([error.status, error.code, error.errors], [422, "invalid_body", errors]);
    return true;
  });
  assert.equal(asked.length, 1);
});

test("an answer of something in between is not taken for a problem", async (t) => {
  const { baseUrl } = await service(t, (_, response) => response.writeHead(502).end("<h1>Bad Gateway</h1>"));
  const { api } = createRapport({ baseUrl });

  await assert.rejects(ok(api.GET("/v1/themes")), UnexpectedAnswer);
});

test("a change is a merge patch, and a list in a query is one parameter", async (t) => {
  const { baseUrl, asked } = await service(t, (_, response) => json(response, 200, { data: [], has_more: false }));
  const { api } = createRapport({ baseUrl });

  await ok(api.PATCH("/v1/themes/{id}", { params: { path: { id: "1" } }, body: { why: null } }));
  await ok(api.GET("/v1/contacts", { params: { query: { tags_all: ["alum", "a b"] } } }));

  assert.equal(asked[0]?.headers["content-type"], "application/merge-patch+json");
  assert.equal(asked[0]?.body, '{"why":null}');
  assert.equal(asked[1]?.url, "/v1/contacts?tags_all=alum,a%20b");
});
