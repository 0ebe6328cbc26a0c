// What tests say about answers.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";

function shown(answer) {
  return `${answer.method} ${answer.path} → ${answer.status}: ${answer.text.slice(0, 1000)}`;
}

export function expectStatus(answer, status) {
  assert.equal(answer.status, status, shown(answer));
  return answer.body;
}

function faultText(fault) {
  return `${fault.pointer ?? fault.parameter ?? ""} ${fault.code}`;
}

// faults: [{ pointer or parameter, code }], all of them in any order; left out: any.
export function expectProblem(answer, status, code, faults) {
  assert.equal(answer.status, status, shown(answer));
  assert.equal(answer.body.code, code, shown(answer));
  if (faults) {
    assert.deepEqual(
      (answer.body.errors ?? []).map(faultText).sort(),
      faults.map(faultText).sort(),
      shown(answer),
    );
  }
  return answer.body;
}

export const fault = (pointer, code) => ({ pointer, code });
export const parameterFault = (parameter, code) => ({ parameter, code });

// A text that no other test has.
export function unique(prefix = "t") {
  return `${prefix}${randomBytes(6).toString("hex")}`;
}

export function uniqueCode(prefix = "X") {
  return `${prefix}.${randomBytes(6).toString("hex").toUpperCase()}`;
}
