// Whether the nation's figures include the last accepted report: one is accepted through the API,
// the figures are read at once and compared with those from before. Nothing else is accepted
// meanwhile, so they must differ by that report alone.
import { setTimeout as pause } from "node:timers/promises";

const CHECKS = 3;

const call = async (port, path, token, options = {}) => {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    ...options,
    headers: {
      Authorization: `Bearer ${token}`,
      "Content-Type": "application/json",
      ...options.headers,
    },
  });
  const body = await answer.json();
  if (!answer.ok) {
    throw new Error(`${path}: ${answer.status} ${JSON.stringify(body)}`);
  }
  return body;
};

const readFigures = async (port, facts, sign) => {
  const { figures } = await call(port, `/v1/plans/${facts.plan}/progress`, sign(facts.central));
  return figures;
};

// What one report adds to a figure: people to a ratio's numerator; one unit, where the condition is
// met, to a share of units.
const addition = (figure, value) => {
  if (figure.indicator.kind === "ratio") {
    return Number(value?.numerator ?? 0);
  }
  const met =
    figure.nested_minimum === null
      ? value?.flag
      : Number(value?.numerator ?? 0) >= figure.nested_minimum;
  return met ? 1 : 0;
};

const differs = (before, after, report) =>
  before.some((figure, i) => {
    const expected =
      Number(figure.numerator) + addition(figure, report.values[figure.indicator.code]);
    return Number(after[i].numerator) !== expected || after[i].target_id !== figure.target_id;
  });

// { checks, stale }: how many reports were accepted, and after how many the figures were not what
// they had to be.
export const checkFreshness = async ({ port, facts, sign, seconds }) => {
  let stale = 0;
  for (let i = 0; i < CHECKS; i++) {
    await pause((seconds * 1000) / (CHECKS + 1));
    const report = facts.waiting.shift();
    const before = await readFigures(port, facts, sign);
    await call(port, `/v1/submissions/${report.id}:accept`, sign(report), {
      method: "POST",
      body: "{}",
      headers: { "If-Match": `"${report.version}"`, "Idempotency-Key": report.id },
    });
    const after = await readFigures(port, facts, sign);
    stale += Number(differs(before, after, report));
  }
  return { checks: CHECKS, stale };
};
