import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import type { ServerResponse } from "node:http";
import { test } from "node:test";
import { createRapport, items, ok, type SessionTokens } from "../src/index.js";
import { json, problem, service } from "./service.js";

const old = { access_token: "old", refresh_token: "r1" };
const next = { access_token: "new", refresh_token: "r2" };

test("however many calls wait, the tokens are refreshed once", async (t) => {
  const { baseUrl, asked } = await service(t, ({ url, headers }, response) => {
    if (url === "/v1/auth/refresh") json(response, 200, next);
    else if (headers.authorization === "Bearer new") json(response, 200, { data: [], has_more: false });
    else problem(response, 401, "invalid_token");
  });
  const kept: (SessionTokens | undefined)[] = [];
  const { api, tokens } = createRapport({ baseUrl, tokens: old, onTokens: (tokens) => kept.push(tokens) });

  await Promise.all(Array.from({ length: 10 }, () => ok(api.GET("/v1/themes"))));

  const refreshes = asked.filter(({ url }) => url === "/v1/auth/refresh");
  assert.deepEqual(
    refreshes.map(({ body, headers }) => [body, headers.authorization]),
    [['{"refresh_token":"r1"}', undefined]],
  );
  assert.deepEqual(kept, [next]);
  assert.deepEqual(tokens(), next);
});

test("a write that met an expired token keeps its body and its key", async (t) => {
  const { baseUrl, asked } = await service(t, ({ url, headers }, response) => {
    if (url === "/v1/auth/refresh") json(response, 200, next);
    else if (headers.authorization === "Bearer new") json(response, 201, {});
    else problem(response, 401, "invalid_token");
  });
  const { api } = createRapport({ baseUrl, tokens: old });

  await ok(api.POST("/v1/themes", { body: { name: "Speech therapy" } }));

  const writes = asked.filter(({ url }) => url === "/v1/themes");
  assert.equal(writes.length, 2);
  assert.equal(writes[0]?.headers["idempotency-key"], writes[1]?.headers["idempotency-key"]);
  assert.equal(writes[1]?.body, '{"name":"Speech therapy"}');
});

test("a session that is over is over for everybody, and only then", async (t) => {
  let isBusy = true;
  const { baseUrl } = await service(t, ({ url }, response) => {
    if (url !== "/v1/auth/refresh") problem(response, 401, "invalid_token");
    else if (isBusy) problem(response, 503, "unavailable", { "Retry-After": "60" });
    else problem(response, 401, "invalid_refresh_token");
  });
  const kept: (SessionTokens | undefined)[] = [];
  const { api, tokens } = createRapport({ baseUrl, tokens: old, onTokens: (tokens) => kept.push(tokens) });

  await assert.rejects(ok(api.GET("/v1/themes")), { code: "unavailable" });
  assert.deepEqual([tokens(), kept], [old, []]);

  isBusy = false;
  await assert.rejects(ok(api.GET("/v1/themes")), { code: "invalid_token" });
  assert.deepEqual([tokens(), kept], [undefined, [undefined]]);
});

test("a refresh whose answer was lost is sent again", async (t) => {
  const { baseUrl, asked } = await service(t, ({ url, headers }, response, count) => {
    if (url === "/v1/auth/refresh") count === 2 ? response.destroy() : json(response, 200, next);
    else if (headers.authorization === "Bearer new") json(response, 200, { data: [], has_more: false });
    else problem(response, 401, "invalid_token");
  });
  const { api, tokens } = createRapport({ baseUrl, tokens: old, retries: { firstWaitMs: 1 } });

  await ok(api.GET("/v1/themes"));

  assert.deepEqual(
    asked.map(({ url }) => url),
    ["/v1/themes", "/v1/auth/refresh", "/v1/auth/refresh", "/v1/themes"],
  );
  assert.deepEqual(tokens(), next);
});

test("signing out wins over a refresh on its way", async (t) => {
  const events = new EventEmitter();
  const refreshing = once(events, "refresh") as Promise<[ServerResponse]>;
  const { baseUrl } = await service(t, ({ url }, response) => {
    if (url === "/v1/auth/refresh") events.emit("refresh", response);
    else if (url === "/v1/auth/sign-out") response.writeHead(204).end();
    else problem(response, 401, "invalid_token");
  });
  const client = createRapport({ baseUrl, tokens: old });

  const call = ok(client.api.GET("/v1/themes"));
  const [refresh] = await refreshing;
  await client.signOut();
  json(refresh, 200, next);

  await assert.rejects(call, { code: "invalid_token" });
  assert.equal(client.tokens(), undefined);
});

test("signing in begins a session and signing out ends it", async (t) => {
  const { baseUrl, asked } = await service(t, ({ url }, response) => {
    if (url === "/v1/auth/sign-in") json(response, 200, { ...next, token_type: "Bearer", expires_in: 600 });
    else response.writeHead(204).end();
  });
  const client = createRapport({ baseUrl });

  await client.signIn({ email: "ada@example.org", password: "a walk by the canal at noon" });
  assert.deepEqual(client.tokens(), next);
  await client.signOut();

  assert.equal(client.tokens(), undefined);
  assert.deepEqual(
    asked.map(({ url, headers }) => [url, headers.authorization]),
    [
      ["/v1/auth/sign-in", undefined],
      ["/v1/auth/sign-out", "Bearer new"],
    ],
  );
});

test("a list is read page by page, and no further than wanted", async (t) => {
  const { baseUrl, asked } = await service(t, ({ url }, response) => {
    const at = Number(new URL(url, "http://x").searchParams.get("cursor") ?? 0);
    json(response, 200, { data: [{ name: `${at}a` }, { name: `${at}b` }], has_more: at < 2, next_cursor: at < 2 ? `${at + 1}` : null });
  });
  const { api } = createRapport({ baseUrl });
  const themes = () => items((cursor) => ok(api.GET("/v1/themes", { params: { query: { limit: 2, cursor } } })));

  const all: string[] = [];
  for await (const theme of themes()) all.push(theme.name);
  assert.deepEqual(all, ["0a", "0b", "1a", "1b", "2a", "2b"]);
  assert.deepEqual(
    asked.map(({ url }) => url),
    ["/v1/themes?limit=2", "/v1/themes?limit=2&cursor=1", "/v1/themes?limit=2&cursor=2"],
  );

  asked.length = 0;
  for await (const theme of themes()) if (theme.name === "0b") break;
  assert.equal(asked.length, 1);
});
