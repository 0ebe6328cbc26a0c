// Notes on a report, and what happened to it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client, anonymous } from "./harness/client.mjs";
import { expectProblem, expectStatus, fault } from "./harness/expect.mjs";
import { expectReach, password } from "./harness/people.mjs";
import { expectRefusals, expectReplayed } from "./main_job/expectations.mjs";
import { begun, step, submitted, workshop } from "./main_job/report.mjs";

const { province, upper, union, open, complete } = await workshop();
const reporter = await union.as("reporter");
const viewer = await union.as("viewer");
const approver = await upper.as("approver");
const report = await begun(union, await open());
const path = `/v1/submissions/${report.id}/notes`;

async function webClient(user) {
  const { headers } = await anonymous.post("/v1/auth/session",
    { username: user.username, password },
    { headers: { "x-app": "web", "sec-fetch-site": "same-origin" } });
  return new Client({ headers: { cookie: headers["set-cookie"][0].split(";")[0] } });
}

test("adding a note is refused where the contract says so", async () => {
  await expectRefusals("submission_notes_create",
    { by: viewer, subject: report.id, body: { text: "Lời" } });
  for (const [text, code] of [["", "too_short"], ["   ", "pattern"], ["x".repeat(4001), "too_long"],
    [1, "type"]]) {
    expectProblem(await viewer.post(path, { text }), 422, "validation-failed",
      [fault("/text", code)]);
  }
  expectProblem(await viewer.post(path, {}), 422, "validation-failed",
    [fault("/text", "required")]);
  expectProblem(await (await webClient(viewer.user)).post(path, { text: "Lời" }), 403, "csrf");
});

test("who may read a report may add a note to it, and nobody else", async () => {
  await expectReach(union, "viewer", (client) => client.post(path, { text: "Lời" }),
    { sibling: 404, unrelated: 404, child: 404, own: 201, parent: 201, root: 201 });
});

test("a note is added once, with its author, and changes nothing of the report", async () => {
  const { body: note } = await expectReplayed(
    "submission_notes_create", { by: approver, subject: report.id,
    body: { text: "  Xem lại\nsố liệu " }, other: { text: "Khác" } });

  assert.deepEqual([note.submission_id, note.author_id, note.author_organisation_id, note.text],
    [report.id, approver.user.id, upper.id, "Xem lại\nsố liệu"]);
  const now = expectStatus(await (await union.as("approver")).get(`/v1/submissions/${report.id}`),
    200);
  assert.deepEqual(now, report);
});

test("reading notes is refused where the contract says so", async () => {
  await expectRefusals("submission_notes_list", { by: viewer, subject: report.id });
  await expectReach(union, "viewer", (client) => client.get(path),
    { own: 200, parent: 200, root: 200, sibling: 404, unrelated: 404, child: 404 });
});

test("notes are listed the oldest first, page by page", async () => {
  const draft = await begun(union, await open());
  const texts = ["Một", "Hai", "Ba"];
  for (const [i, text] of texts.entries()) {
    expectStatus(await (i % 2 ? reporter : approver)
      .post(`/v1/submissions/${draft.id}/notes`, { text }), 201);
  }

  const notes = await viewer.walk(`/v1/submissions/${draft.id}/notes`, { query: { limit: 1 } });

  assert.deepEqual(notes.map((n) => n.text), texts);
  assert.deepEqual(
    (await viewer.get(path.replace(report.id, (await begun(union, await open())).id))).body,
    { items: [], next_cursor: null });
});

test("reading what happened to a report is refused where the contract says so", async () => {
  await expectRefusals("submission_events_list", { by: viewer, subject: report.id });
  await expectReach(union, "viewer", (client) => client.get(`/v1/submissions/${report.id}/events`),
    { own: 200, parent: 200, root: 200, sibling: 404, unrelated: 404, child: 404 });
});

test("what happened to a report is listed, the oldest first", async () => {
  const sent = await submitted(union, await open(), complete(), "reporter");
  const back = await step(approver, sent, "return", { code: "other", reason: "Sửa" });
  expectStatus(await reporter.post(`/v1/submissions/${sent.id}/notes`, { text: "Đã sửa" }), 201);
  const again = await step(reporter, back, "submit");
  await step(approver, again, "accept");
  const list = (client, query) => client.walk(`/v1/submissions/${sent.id}/events`, { query });

  const events = await list(viewer, { limit: 2 });

  assert.deepEqual(events.map((e) => [e.action, e.user_id, e.organisation_id, e.subject_version]), [
    ["submission.create", reporter.user.id, union.id, 1],
    ["submission.submit", reporter.user.id, union.id, 2],
    ["submission.return", approver.user.id, upper.id, 3],
    ["submission.note", reporter.user.id, union.id, 3],
    ["submission.submit", reporter.user.id, union.id, 4],
    ["submission.accept", approver.user.id, upper.id, 5]]);
  for (const event of events) assert.deepEqual(
    [event.subject_type, event.subject_id], ["submission", sent.id]);
  assert.deepEqual(events.map((e) => e.at), events.map((e) => e.at).sort());
  assert.equal(new Set(events.map((e) => e.request_id)).size, events.length);
  assert.deepEqual(await list(await province.as("viewer"), {}), events);
});
