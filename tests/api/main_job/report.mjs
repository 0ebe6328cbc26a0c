// A family of plans that asks every kind of indicator, and the steps of a report.
import { randomUUID } from "node:crypto";
import { expectStatus } from "../harness/expect.mjs";
import { indicator, indicatorCode, issuedPlan, openPeriod, plant, populate } from "./family.mjs";

const KINDS = {
  SKILLS: { kind: "ratio", population_kind: "members" }, // 100 at the union, unknown beside it
  PAPERS: { kind: "ratio", population_kind: "documents" }, // known nowhere
  CLASSES: { kind: "count" },
  MODELS: { kind: "unit_share", nested_minimum: 2 },
  PLAN: { kind: "unit_share" },
  PAGE: { kind: "binary" },
  RANK: { kind: "rank" },
  WORDS: { kind: "text" },
  LATER: { kind: "count", phase_code: "t2" }, // of a phase after the period
  ABOVE: { kind: "count", reporting_levels: ["province"] }, // asked of others
};

function targetOf(code, { nested_minimum, phase_code = "t1" }) {
  return { indicator_code: code, phase_code, comparator: ">=", threshold: "80", nested_minimum };
}

/*
 * { province, upper, union, beside, plan, codes, open(), complete(changes) }
 *   codes     {SKILLS: its code, …}
 *   open      a new open period
 *   complete  values that answer everything: complete({ SKILLS: { numerator: "70" }, PAGE: null })
 */
export async function workshop() {
  const { province, uppers: [upper], grassroots: [union, beside] } = await plant(2);
  await populate(union, { members: 100 });
  const codes = {};
  for (const [name, { nested_minimum: _, phase_code: __, ...members }] of Object.entries(KINDS)) {
    codes[name] = indicatorCode(name);
    await indicator(province, { code: codes[name], ...members });
  }
  const targets = Object.entries(KINDS).map(([name, kind]) => targetOf(codes[name], kind));
  const plan = await issuedPlan(province, { targets });
  const named = (values) => Object.fromEntries(
    Object.entries(values).map(([name, value]) => [codes[name] ?? name, value]));
  return { province, upper, union, beside, plan, codes, named,
    open: (members) => openPeriod(province, plan, members),
    complete: (changes = {}) => named(Object.fromEntries(Object.entries({ ...ANSWERS, ...changes })
      .filter(([, value]) => value !== null))) };
}

const ANSWERS = {
  SKILLS: { numerator: "80" },
  PAPERS: { numerator: "5", denominator: "8" },
  CLASSES: { numerator: "3" },
  MODELS: { numerator: "2" },
  PLAN: { flag: true },
  PAGE: { flag: false },
  RANK: { numerator: "4" },
  WORDS: { text: "Đã mở hai lớp" },
};

// The steps below are those of one account for each organisation: its approver, who may report too.
export async function begun(unit, period, members = {}, role = "approver") {
  const client = await unit.as(role);
  return expectStatus(await client.post("/v1/submissions", { period_id: period.id, ...members }),
    201);
}

export async function step(client, submission, name, body) {
  return expectStatus(
    await client.post(`/v1/submissions/${submission.id}:${name}`, body,
    { version: submission.version }),
    name === "correct" ? 201 : 200);
}

export async function submitted(unit, period, values, role = "approver") {
  return step(await unit.as(role), await begun(unit, period, { values }, role), "submit");
}

export async function returned(unit, period, values) {
  return step(await unit.parent.as("approver"), await submitted(unit, period, values), "return",
    { reason: "Số liệu chưa khớp" });
}

export async function accepted(unit, period, values) {
  return step(await unit.parent.as("approver"), await submitted(unit, period, values), "accept");
}

export async function corrected(unit, submission) {
  return step(await unit.as("approver"), submission, "correct", { reason: "Đếm lại" });
}

export async function withdrawn(unit, period, values) {
  return step(await unit.as("approver"), await begun(unit, period, { values }), "withdraw",
    { reason: "Nhầm" });
}

// What was accepted and then overtaken by its correction.
export async function superseded(unit, period, values) {
  const first = await accepted(unit, period, values);
  const second = await step(await unit.as("approver"), await corrected(unit, first), "submit");
  await step(await unit.parent.as("approver"), second, "accept");
  return expectStatus(await (await unit.as("viewer")).get(`/v1/submissions/${first.id}`), 200);
}

export async function put(client, id, body, headers = { "if-none-match": "*" }) {
  return client.put(`/v1/submissions/${id ?? randomUUID()}`, body, { headers });
}
