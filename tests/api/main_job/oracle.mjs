/*
 * The figures of a plan worked out anew, with exact numbers, from what the test itself knows: who
 * owes what, with which populations, and which values were accepted.
 *   rules     {indicator code: {kind, population_kind, reporting_levels}}
 *   targets   as a plan shows them, phases too
 *   duties    [{unit, level, populations, accepted: values or undefined}] of the node asked about
 */
const SCALE = 10000n; // thresholds have four digits behind the point

const whole = (text) => BigInt(text.split(".")[0]);

function scaled(threshold) {
  const [digits, rest = ""] = threshold.split(".");
  return BigInt(digits) * SCALE + BigInt(rest.padEnd(4, "0"));
}

// numerator out of denominator in per cent with two digits, half up.
export function percentText(numerator, denominator) {
  if (denominator === 0n) return null;
  const hundredths = (numerator * 20000n + denominator) / (2n * denominator);
  return `${hundredths / 100n}.${`${hundredths % 100n}`.padStart(2, "0")}`;
}

const day = (date) => Date.parse(`${date}T00:00:00Z`) / 86400000;

function elapsedOf(target, phases, period) {
  const phase = phases.find((p) => p.code === target.phase_code)
    ?? { starts_on: `${target.year}-01-01`, ends_on: `${target.year}-12-31` };
  const [from, to] = [day(phase.starts_on), day(phase.ends_on)];
  return { elapsed: BigInt(Math.max(0, Math.min(day(period.ends_on), to) - from + 1)),
    length: BigInt(to - from + 1) };
}

export function statusOf({ comparator, threshold },
  { numerator, base, reported, missing, unknown, elapsed, length }) {
  const [left, right] = [numerator * 100n * SCALE, scaled(threshold) * base];
  if (reported === 0 || base === 0n) return "no_data";
  if (comparator === "<=") return left > right ? "behind" : unknown + missing === 0 ? "achieved"
    : "on_track";
  if (unknown === 0 && (comparator === ">" ? left > right : left >= right)) return "achieved";
  return left * length >= right * elapsed ? "on_track" : "behind";
}

// What one duty adds: {reported, unknown, numerator, denominator}; null: the indicator is not owed.
function addsOf(rule, target, { level, populations, accepted }) {
  const known = populations[rule.population_kind];
  if (!rule.reporting_levels.includes(level) || (rule.kind === "ratio" && known === 0)) return null;
  const value = accepted?.[target.indicator.code];
  const field = rule.kind === "ratio" || rule.kind === "count" || target.nested_minimum !== null
    ? "numerator" : "flag";
  const given = value?.[field] !== undefined;
  const unknown = rule.kind === "ratio" && known === undefined;
  if (rule.kind === "unit_share" || rule.kind === "binary") {
    const met = given
      && (target.nested_minimum === null ? value.flag
      : whole(value.numerator) >= BigInt(target.nested_minimum));
    return { reported: given, unknown: false, numerator: met ? 1n : 0n, denominator: 1n };
  }
  return { reported: given, unknown: unknown && !given,
    numerator: given ? whole(value.numerator) : 0n,
    denominator: rule.kind === "count" ? 0n : unknown ? (given ? whole(value.denominator) : 0n)
    : BigInt(known) };
}

export function figureOf(target, { rules, phases, period, duties }) {
  const rule = rules[target.indicator.code];
  const adds = duties.map((duty) => addsOf(rule, target, duty)).filter((one) => one !== null);
  const sum = (name) => adds.reduce((total, one) => total + one[name], 0n);
  const count = (name) => adds.filter((one) => one[name]).length;
  const [numerator, denominator, reported, unknown] = [
    sum("numerator"), sum("denominator"), count("reported"), count("unknown")];
  const missing = adds.length - reported;
  const base = rule.kind === "count" ? 100n : denominator;
  return {
    target_id: target.id,
    numerator: `${numerator}`,
    denominator: `${denominator}`,
    value: rule.kind === "count" ? (reported > 0 ? `${numerator}` : null)
    : percentText(numerator, denominator),
    units: adds.length,
    reported,
    missing,
    unknown_population: unknown,
    status: statusOf(
    target, { numerator, base, reported, missing, unknown, ...elapsedOf(target, phases, period) }),
  };
}

export function figuresOf(plan, { rules, period, duties }) {
  return plan.targets.map(
    (target) => figureOf(target, { rules, phases: plan.phases, period, duties }));
}

// The same members of what the service answers.
export function bare(figures) {
  return figures.map(
    ({ target_id, numerator, denominator, value, units, reported, missing, unknown_population,
    status }) =>
    ({ target_id, numerator, denominator, value, units, reported, missing, unknown_population,
      status }));
}
