import assert from "node:assert/strict";
import { test } from "node:test";
import { changes, createRapport, ok, ProblemError } from "../src/index.js";
import { json, problem, service } from "./service.js";

const change = (seq: number) => ({ object: "change", seq, resource: "theme", operation: "created", data: null });
const batch = (seqs: number[], next_after: string, has_more: boolean) => ({
  data: seqs.map(change),
  next_after,
  has_more,
});

test("changes are told batch by batch from the place that was kept, until there is none", async (t) => {
  const { baseUrl, asked } = await service(t, (_, response, count) =>
    json(response, 200, count === 1 ? batch([4, 5], "b", true) : batch([6], "c", false)),
  );
  const { api } = createRapport({ baseUrl });

  const told = [];
  const read = (after?: string) => ok(api.GET("/v1/changes", { params: { query: { after } } }));
  for await (const { data, next_after, from_scratch } of changes(read, "a")) {
    told.push([data.map(({ seq }) => seq), next_after, from_scratch]);
  }

  assert.deepEqual(told, [[[4, 5], "b", false], [[6], "c", false]]);
  assert.deepEqual(asked.map(({ url }) => url), ["/v1/changes?after=a", "/v1/changes?after=b"]);
});

test("who was away for too long begins again, and anything else is theirs to know", async (t) => {
  const { baseUrl, asked } = await service(t, (_, response, count) => {
    if (count === 1) problem(response, 410, "cursor_expired");
    else if (count === 2) json(response, 200, batch([1], "a", true));
    else problem(response, 403, "insufficient_scope");
  });
  const { api } = createRapport({ baseUrl });
  const read = (after?: string) => ok(api.GET("/v1/changes", { params: { query: { after } } }));

  const told = changes(read, "old");
  const first = await told.next();
  assert.equal(first.value?.from_scratch, true);
  await assert.rejects(told.next(), (error: unknown) => error instanceof ProblemError && error.status === 403);
  assert.deepEqual(asked.map(({ url }) => url), ["/v1/changes?after=old", "/v1/changes", "/v1/changes?after=a"]);
});
