/**
 * One informational interview from "whom could I ask" to "thanked, and due to hear from me", against a running service.
 *
 * Usage: node dist/examples/journey.js [http://127.0.0.1:8080]
 */

import { strict as assert } from "node:assert";
import { changes, createRapport, items, ok, ProblemError } from "../src/index.js";

const DAY = 86_400_000;
const MINUTE = 60_000;

const rapport = createRapport({ baseUrl: process.argv[2] ?? "http://127.0.0.1:8080" });
const { api } = rapport;

function step(title: string, ...shown: unknown[]): void {
  console.log(`\n== ${title}`);
  for (const one of shown) console.log(JSON.stringify(one));
}

const { account } = await rapport.register({
  email: `ada.${crypto.randomUUID()}@example.org`,
  password: "a walk by the canal at noon",
  display_name: "Ada",
  time_zone: "Europe/Berlin",
});
// By the clock of the service, which need not be this machine's.
const now = Date.parse(account.created_at);
const ago = (milliseconds: number) => new Date(now - milliseconds).toISOString();
step("Registered", account.display_name);

const theme = await ok(
  api.POST("/v1/themes", {
    body: { name: "Speech therapy with children", field: "Health", why: "Somebody helped my cousin." },
  }),
);
step("What am I exploring?", { name: theme.name, status: theme.status });

const clinic = await ok(
  api.POST("/v1/organizations", {
    body: { name: "Canal Street Clinic", kind: "employer", location: "Berlin", mission: "Every child is understood." },
  }),
);
const jo = await ok(
  api.POST("/v1/contacts", {
    body: {
      name: "Jo Okafor",
      headline: "Speech therapist",
      organization_id: clinic.id,
      relationship: "alum",
      warmth: "lukewarm",
      how_we_know: "We studied at the same school",
      time_zone: "Europe/Berlin",
      tags: ["therapist", "alum"],
      methods: [
        { kind: "email", value: "jo@clinic.example", is_primary: true },
        { kind: "phone", label: "work", value: "+49 30 1234567", extension: "12" },
      ],
    },
  }),
);
const warmer = await ok(
  api.PATCH("/v1/contacts/{id}", { params: { path: { id: jo.id } }, body: { warmth: "warm", how_we_know: null } }),
);
step("Whom could I ask?", { name: jo.name, warmth: warmer.warmth, how_we_know: warmer.how_we_know, tags: jo.tags });

const outreach = await ok(api.POST("/v1/outreach", { body: { contact_id: jo.id, theme_id: theme.id } }));
const path = { id: outreach.id };
step("Start an outreach: what comes first, and why?", outreach.next_action);

const written = await ok(
  api.POST("/v1/outreach/{id}/attempts", {
    params: { path },
    body: { channel: "email", outcome: "sent", at: ago(8 * DAY) },
  }),
);
step("The letter went out eight days ago", written.outreach.next_action);

const sam = await ok(api.POST("/v1/contacts", { body: { name: "Sam Impatient" } }));
const early = await ok(api.POST("/v1/outreach", { body: { contact_id: sam.id } }));
const earlyPath = { id: early.id };
await ok(
  api.POST("/v1/outreach/{id}/attempts", {
    params: { path: earlyPath },
    body: { channel: "email", outcome: "sent", at: ago(2 * DAY) },
  }),
);
try {
  const call = { channel: "phone", outcome: "no_answer" } as const;
  await ok(api.POST("/v1/outreach/{id}/attempts", { params: { path: earlyPath }, body: call }));
  assert.fail("a call two days after the letter went through");
} catch (error) {
  if (!(error instanceof ProblemError)) throw error;
  const { code, not_before, reason } = error.problem;
  step("A call two days after it would have been too early", { code, not_before, reason });
}

const agreed = await ok(
  api.POST("/v1/outreach/{id}/attempts", {
    params: { path },
    body: { channel: "phone", outcome: "meeting_agreed", note: "Today at their office" },
  }),
);
step("Call Jo: they agree to meet", { state: agreed.outreach.state, next: agreed.outreach.next_action?.kind });

const interview = await ok(
  api.POST("/v1/interviews", {
    body: {
      outreach_id: outreach.id,
      kind: "exploratory",
      mode: "in_person",
      place: "Canal Street 5, Berlin",
      starts_at: ago(30 * MINUTE),
    },
  }),
);
const meeting = { id: interview.id };
step("Schedule it, with the minutes that the methodology proposes", interview.planned_minutes);

const bank = await ok(api.GET("/v1/question-bank", { params: { query: { topic: ["interviewee_path"], limit: 2 } } }));
for (const { id: bank_question_id } of bank.data) {
  await ok(
    api.POST("/v1/interviews/{id}/questions", { params: { path: meeting }, body: { bank_question_id, priority: "must" } }),
  );
}
const own = await ok(
  api.POST("/v1/interviews/{id}/questions", {
    params: { path: meeting },
    body: {
      body: "Which cases do you pass on to others?",
      topic: "work_environment",
      subject: "company_or_field",
      minutes: 3,
      priority: "should",
    },
  }),
);
const readiness = await ok(api.GET("/v1/interviews/{id}/readiness", { params: { path: meeting } }));
step("Plan questions", own.body, ...readiness.findings.map(({ rule, met }) => ({ rule, met })));

await ok(api.POST("/v1/interviews/{id}/start", { params: { path: meeting }, body: { at: ago(30 * MINUTE) } }));
const questions = items((cursor) =>
  ok(api.GET("/v1/interviews/{id}/questions", { params: { path: meeting, query: { cursor, limit: 1 } } })),
);
for await (const { id: question_id, position } of questions) {
  const answered =
    position === 1 ? { mark: "asked" as const, answer: "By accident, through a summer job." } : { mark: "deferred" as const };
  if (position > 2) break;
  await ok(
    api.POST("/v1/interviews/{id}/questions/{question_id}/mark", {
      params: { path: { ...meeting, question_id } },
      body: answered,
    }),
  );
}

const completed = await ok(
  api.POST("/v1/interviews/{id}/complete", {
    params: { path: meeting },
    body: {
      actual_minutes: 22,
      notes: "Warm and quick. The waiting list is the hard part.",
      referrals: [
        { contact: { name: "Dr. Lin", headline: "Head of a training clinic" }, permission_to_name: "granted" },
      ],
    },
  }),
);
step(
  "Hold it, and complete it with whom else to talk to",
  { state: completed.interview.state, minutes: completed.interview.actual_minutes },
  ...(completed.contacts ?? []).map(({ name, relationship }) => ({ name, relationship })),
  ...completed.follow_ups.map(({ kind, due_at, reason }) => ({ kind, due_at, reason })),
);

step("The agenda");
for await (const one of items((cursor) => ok(api.GET("/v1/agenda", { params: { query: { cursor } } })))) {
  console.log(JSON.stringify({ bucket: one.bucket, kind: one.kind, title: one.title }));
}

const thanks = completed.follow_ups.find(({ kind }) => kind === "thank_you");
assert.ok(thanks, "thanks are due after a conversation");
const thanked = await ok(api.POST("/v1/follow-ups/{id}/complete", { params: { path: { id: thanks.id } }, body: {} }));
assert.equal(thanked.state, "done");
step("Say thank you", { kind: thanked.kind, state: thanked.state });

const updates = await ok(api.GET("/v1/follow-ups", { params: { query: { state: ["pending"], kind: ["update"] } } }));
assert.notEqual(updates.data.length, 0, "an update is due some day");
step("When am I due to write again?", ...updates.data.map(({ kind, due_at }) => ({ kind, due_at })));

let known = 0;
for await (const { data } of changes((after) => ok(api.GET("/v1/changes", { params: { query: { after } } })))) {
  known += data.length;
}
assert.notEqual(known, 0);
step("Copy the workspace", { changes: known });

await rapport.signOut();
await assert.rejects(ok(api.GET("/v1/account")), { code: "unauthenticated" });
step("Signed out");
