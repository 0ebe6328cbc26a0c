// Organisations, plans and periods of a test's own, so that no test file meets another's.
import { expectStatus, unique } from "../harness/expect.mjs";
import { as, fixture, found } from "../harness/people.mjs";

export const AS_OF = "2025-12-31";

/*
 * A new province with an upper union for each number, and as many grassroots unions below it:
 *   const { province, uppers, grassroots } = await plant(2, 1)
 */
export async function plant(...widths) {
  const province = await found(fixture("1"), { level: "province" });
  const uppers = [];
  const grassroots = [];
  for (const width of widths) {
    const upper = await found(province);
    uppers.push(upper);
    for (let i = 0; i < width; i += 1) grassroots.push(await found(upper));
  }
  return { province, uppers, grassroots };
}

// Records how many there are: populate(unit, { members: 120 }).
export async function populate(unit, populations, asOf = AS_OF) {
  const root = await as("administrator.1");
  for (const [kind, value] of Object.entries(populations)) {
    expectStatus(await root.put(`/v1/organisations/${unit.id}/populations/${kind}/${asOf}`,
      { value }), 200);
  }
}

export function indicatorCode(name = "I") {
  return unique(`${name}_`).toUpperCase();
}

export async function indicator(keeper, members = {}) {
  const client = await keeper.as("approver");
  return expectStatus(await client.post("/v1/indicators",
    { code: indicatorCode(), name: "Chỉ tiêu thử", kind: "count", ...members }), 201);
}

export const PHASES = [
  { code: "t1", kind: "target", name: "Giai đoạn 2025–2027", starts_on: "2025-06-19",
    ends_on: "2027-12-31" },
  { code: "t2", kind: "target", name: "Giai đoạn 2028–2030", starts_on: "2028-01-01",
    ends_on: "2030-12-31" },
];

export function planBody(members = {}) {
  return { symbol: "146/KH-LĐLĐ", title: "Kế hoạch thi đua thử nghiệm", document_date: "2025-06-19",
    phases: PHASES, ...members };
}

export async function draftPlan(unit, members = {}, role = "approver") {
  const client = await unit.as(role);
  return expectStatus(await client.post("/v1/plans", planBody(members)), 201);
}

// A plan of the unit that follows another, with everything taken over.
export async function draftFollowing(unit, parent, members = {}) {
  const client = await unit.as("approver");
  return expectStatus(await client.post("/v1/plans", { parent_id: parent.id, symbol: "01/KH-CĐ",
    title: "Kế hoạch thực hiện", document_date: "2025-07-01", ...members }), 201);
}

export async function command(unit, plan, name, body = undefined) {
  const client = await unit.as("approver");
  return expectStatus(await client.post(`/v1/plans/${plan.id}:${name}`, body,
    { version: plan.version }), 200);
}

export async function issuedPlan(unit, members = {}) {
  return command(unit, await draftPlan(unit, members), "issue");
}

export async function issuedFollowing(unit, parent, members = {}) {
  return command(unit, await draftFollowing(unit, parent, members), "issue");
}

export function periodBody(plan, members = {}) {
  return { plan_id: plan.id, code: unique("k"), kind: "year", starts_on: "2025-12-15",
    ends_on: "2026-12-14", due_at: "2100-01-01T00:00:00Z", ...members };
}

export async function plannedPeriod(unit, plan, members = {}) {
  const client = await unit.as("approver");
  return expectStatus(await client.post("/v1/periods", periodBody(plan, members)), 201);
}

export async function setPeriod(unit, period, name) {
  const client = await unit.as("approver");
  return expectStatus(await client.post(`/v1/periods/${period.id}:${name}`, undefined,
    { version: period.version }), 200);
}

export async function openPeriod(unit, plan, members = {}) {
  return setPeriod(unit, await plannedPeriod(unit, plan, members), "open");
}

// Somebody of its province or the root, who may read all about a unit: one account for a tree.
export async function overseer(unit) {
  let at = unit;
  while (at.parent?.parent) at = at.parent;
  return at.as("approver");
}
