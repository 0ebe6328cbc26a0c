// Movements: who launches them, who sees them, who changes them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { expectProblem, expectStatus, fault, unique } from "./harness/expect.mjs";
import { expectReach } from "./harness/people.mjs";
import { expectCached, expectOvertaken, expectRefusals, expectReplayed, expectTrail }
  from "./main_job/expectations.mjs";
import { plant } from "./main_job/family.mjs";

const { province, uppers: [upper] } = await plant(0);
const approver = await upper.as("approver");
const viewer = await upper.as("viewer");

const movementBody = (members = {}) =>
  ({ code: unique("PT-"), name: "Lao động giỏi", starts_on: "2025-05-14",
  ends_on: "2030-12-31", ...members });

async function launched(members) {
  return expectStatus(await approver.post("/v1/movements", movementBody(members)), 201);
}

test("launching a movement is refused where the contract says so", async () => {
  await expectRefusals("movements_create", { by: approver, viewer, body: movementBody() });
});

test("launching names every fault of the body", async () => {
  const body = { code: "a b", name: " ", starts_on: "2025-02-30", ends_on: "2030-12-31",
    bases: [{ symbol: "1" }], milestones: [{ kind: "party", year: 1999 }] };

  expectProblem(await approver.post("/v1/movements", body), 422, "validation-failed", [
    fault("/code", "pattern"), fault("/name", "pattern"), fault("/starts_on", "format_date"),
    fault("/bases/0/title", "required"), fault("/milestones/0/kind", "enum"),
    fault("/milestones/0/year", "minimum")]);
  expectProblem(await approver.post("/v1/movements", movementBody({ ends_on: "2025-05-13" })), 422,
    "validation-failed", [fault("/ends_on", "dates_reversed")]);
});

test("a code and an id are given once only", async () => {
  const there = await launched();

  expectProblem(await approver.post("/v1/movements", movementBody({ code: there.code })), 409,
    "duplicate-key", [fault("/code", "duplicate")]);
  expectProblem(await approver.post("/v1/movements", movementBody({ id: there.id })), 409,
    "duplicate-key", [fault("/id", "duplicate")]);
});

test("a movement is launched once, and the trail says so", async () => {
  const body = movementBody({ name: "  Đổi mới, sáng tạo  ", name_en: "Innovation",
    bases: [{ symbol: "923/QĐ-TTg", issued_on: "2025-05-14", issuer: "Thủ tướng Chính phủ",
      title: "Quyết định về phong trào thi đua" }],
    milestones: [{ kind: "interim_review", year: 2027, title: "Sơ kết" },
      { kind: "final_review", year: 2030, title: null }] });

  const answer = await expectReplayed("movements_create",
    { by: approver, body, other: movementBody() });

  const movement = expectStatus(await approver.get(answer.headers.location), 200);
  assert.deepEqual(movement, answer.body);
  assert.equal(movement.name, "Đổi mới, sáng tạo");
  assert.equal(movement.organisation_id, upper.id);
  assert.deepEqual(movement.organisation, { id: upper.id, name: upper.name, level: "upper" });
  assert.deepEqual(movement.bases, body.bases);
  assert.deepEqual(movement.milestones, body.milestones);
  assert.equal(movement.version, 1);
  const [event] = await expectTrail(approver, movement.id, ["movement.create"]);
  assert.equal(event.user_id, approver.user.id);
});

test("reading a movement is refused where the contract says so", async () => {
  const movement = await launched();

  await expectRefusals("movements_get", { by: viewer, subject: movement.id });
});

test("a movement is seen from above and below its launcher, not from beside", async () => {
  const movement = await launched();

  await expectReach(upper, "viewer", (client) => client.get(`/v1/movements/${movement.id}`),
    { own: 200, parent: 200, child: 200, root: 200, sibling: 404, unrelated: 404 });
});

test("a movement is not sent again while it has not changed", async () => {
  const movement = await launched();

  await expectCached(viewer, `/v1/movements/${movement.id}`);
});

test("listing movements is refused where the contract says so", async () => {
  await expectRefusals("movements_list", { by: viewer });
  expectProblem(await viewer.get("/v1/movements", { query: { cursor: "zzz" } }), 400,
    "invalid-cursor");
});

test("movements are listed page by page, each once, and none from beside", async () => {
  const mine = [await launched(), await launched(), await launched()].map((m) => m.id);
  const beside = await upper.sibling();
  const other = await beside.as("approver");
  const foreign = expectStatus(await other.post("/v1/movements", movementBody()), 201);

  const ids = (await viewer.walk("/v1/movements", { query: { limit: 2 } })).map((m) => m.id);

  assert.equal(new Set(ids).size, ids.length);
  for (const id of mine) assert.ok(ids.includes(id));
  assert.ok(!ids.includes(foreign.id));
  assert.ok((await other.walk("/v1/movements")).some((m) => m.id === foreign.id));
});

test("changing a movement is refused where the contract says so", async () => {
  const { id } = await launched();

  await expectRefusals("movements_update", { by: approver, viewer, subject: id, version: 1,
    body: { name: "Khác" } });
});

test("a movement is changed by its launcher alone", async () => {
  const { id } = await launched();

  await expectReach(upper, "approver",
    (client) => client.patch(`/v1/movements/${id}`, { name: "Khác" }, { version: 1 }),
    { sibling: 404, unrelated: 404, parent: 403, child: 403, root: 403, own: 200 });
  await expectTrail(await province.as("approver"), id, ["movement.create", "movement.update"]);
});

test("a change of a movement names every fault of the body", async () => {
  const { id } = await launched();
  const change = (body) => approver.patch(`/v1/movements/${id}`, body, { version: 1 });

  expectProblem(await change({ name: null, code: 7, bases: "x" }), 422, "validation-failed",
    [fault("/name", "type"), fault("/code", "type"), fault("/bases", "type")]);
  expectProblem(await change({ starts_on: "2031-01-01" }), 422, "validation-failed",
    [fault("/ends_on", "dates_reversed")]);
  expectProblem(await change({}), 422, "validation-failed");
});

test("an overtaken change of a movement is refused with what is there now", async () => {
  const { id } = await launched();

  await expectOvertaken("movements_update", { by: approver, subject: id, body: { name: "Khác" } });
});

test("a movement's code cannot be changed into another's", async () => {
  const [one, other] = [await launched(), await launched()];

  expectProblem(
    await approver.patch(`/v1/movements/${one.id}`, { code: other.code }, { version: 1 }),
    409, "duplicate-key", [fault("/code", "duplicate")]);
});

test("a change of a movement clears, replaces arrays, and leaves the rest", async () => {
  const before = await launched({ name_en: "Good work", milestones: [{ kind: "launch", year: 2025 },
    { kind: "final_review", year: 2030 }] });

  const answer = await approver.patch(`/v1/movements/${before.id}`,
    { name_en: null, milestones: [{ kind: "launch", year: 2026 }] }, { version: 1 });

  const { updated_at: _, ...after } = expectStatus(answer, 200);
  const { updated_at: __, ...rest } = before;
  assert.deepEqual(
    after, { ...rest, name_en: null, milestones: [{ kind: "launch", year: 2026 }], version: 2 });
  assert.equal(answer.etag, "\"2\"");
});
