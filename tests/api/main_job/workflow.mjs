// Holds a resource against what /v1/workflows tells: every state, command, role and place.
import assert from "node:assert/strict";
import { operationOf } from "../harness/contract.mjs";
import { expectProblem, expectStatus } from "../harness/expect.mjs";
import { fixture } from "../harness/people.mjs";

const HOLDS = {
  self: ["self"],
  parent: ["parent"],
  above: ["parent", "above"],
};

export async function transitionsOf(workflow) {
  const client = await fixture("1").as("auditor");
  return expectStatus(await client.get(`/v1/workflows/${workflow}`), 200).transitions;
}

function commandsFor(transitions, state, role, place) {
  return [...new Set(transitions
    .filter((t) => t.from_state === state && t.role === role && HOLDS[t.relation].includes(place))
    .map((t) => t.command))].sort();
}

function expectRefused(answer, { operation, role, state, visible, known, allowed }) {
  if (operation.roles && !operation.roles.includes(role)) return expectProblem(
    answer, 403, "role-required");
  if (!visible) return expectProblem(answer, 404, "not-found");
  const problem = known ? expectProblem(answer, 403, "role-required")
    : expectProblem(answer, 409, "invalid-state-transition");
  assert.equal(problem.state, state);
  assert.deepEqual(problem.allowed_actions, allowed);
  return problem;
}

async function expectObeyed(answer, fresh, { path, client, transition }) {
  assert.ok(answer.status < 300,
    `${answer.method} ${answer.path} → ${answer.status} ${answer.text}`);
  if (transition.to_state === "deleted") {
    expectProblem(await client.get(`${path}/${fresh.id}`), 404, "not-found");
  } else {
    assert.equal(expectStatus(await client.get(`${path}/${fresh.id}`), 200).state,
      transition.to_state);
  }
}

/*
 * What the transitions allow succeeds and leads where they say; everything else is refused for the
 * right reason, and allowed_actions is exactly the former.
 *   path      of the resource
 *   states    {state: async () => a fresh record in that state}
 *   commands  {command: {operation: its id, call: (client, record) → answer to a good one}}
 *   places    {self, parent, above, below, beside: Unit}, the records being self's
 *   sees      (place, state) → whether the record is visible from there
 */
export async function expectWorkflow(workflow, { path, states, commands, places, sees, roles }) {
  const transitions = await transitionsOf(workflow);
  assert.deepEqual([...new Set(transitions.map((t) => t.command))].sort(),
    Object.keys(commands).sort());
  for (const [state, make] of Object.entries(states)) {
    const record = await make();
    assert.equal(record.state, state);
    for (const [place, unit] of Object.entries(places)) {
      const visible = sees(place, state);
      for (const role of roles) {
        const client = await unit.as(role);
        const allowed = commandsFor(transitions, state, role, place);
        const what = `${role} at ${place}, ${state}`;
        const seen = await client.get(`${path}/${record.id}`);
        if (visible) assert.deepEqual(expectStatus(seen, 200).allowed_actions, allowed, what);
        else expectProblem(seen, 404, "not-found");
        for (const [command, { operation, call }] of Object.entries(commands)) {
          const transition = transitions.find(
            (t) => t.from_state === state && t.command === command);
          if (allowed.includes(command)) {
            const fresh = await make();
            await expectObeyed(await call(client, fresh), fresh, { path, client, transition });
          } else {
            expectRefused(await call(client, record),
              { operation: operationOf(operation), role, state, visible,
              known: transition !== undefined, allowed });
          }
        }
      }
    }
    const reader = await places.self.as("viewer");
    const { allowed_actions: _, ...after } = (await reader.get(`${path}/${record.id}`)).body;
    const { allowed_actions: __, ...before } = record;
    assert.deepEqual(after, before, "what was refused changed nothing");
  }
}
