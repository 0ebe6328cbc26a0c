// What one report has to answer, and what is wrong or odd about an answer, by the rules of the service.
import type { EarlierValues, Indicator, Plan, Submission, Target, Value } from "../../api/contract.gen";
import type { Part } from "../../drafts/facts";
import { compare, rate } from "../../kit/rate";

export type Form = "ratio" | "amount" | "flag" | "text";

export interface Question {
  code: string;
  indicator: Indicator;
  target: Target;
  form: Form;
  // The total that was known when the period opened.
  population: string | null;
  required: boolean;
  last: Value | null;
  previous: Value | null;
  remark: string | null;
}

type Context = Pick<Submission, "organisation" | "period" | "populations" | "remarks"> & {
  last_period?: EarlierValues | null;
  previous?: EarlierValues | null;
};

// Whether a target's phase or year holds on the last day of the period.
export function covers(target: Target, phases: Plan["phases"], on: string): boolean {
  const phase = phases.find((one) => one.code === target.phase_code);
  if (phase) return phase.starts_on <= on && on <= phase.ends_on;
  return target.year === null || on.startsWith(`${target.year}-`);
}

export function formOf(kind: Indicator["kind"], nested_minimum: number | null): Form {
  if (kind === "ratio") return "ratio";
  if (kind === "text") return "text";
  if (kind === "count" || kind === "rank" || nested_minimum !== null) return "amount";
  return "flag";
}

export function questionsOf(plan: Pick<Plan, "targets" | "phases">, indicators: Map<string, Indicator>, report: Context): Question[] {
  const found = new Map<string, Question>();
  for (const target of plan.targets) {
    const code = target.indicator.code;
    const indicator = indicators.get(code);
    if (!indicator || indicator.source !== "reported" || !indicator.reporting_levels.includes(report.organisation.level)) continue;
    const now = covers(target, plan.phases, report.period.ends_on);
    const before = found.get(code);
    // Of several targets of one indicator, the one that holds now speaks.
    if (before && (before.required || !now)) continue;
    const known = indicator.population_kind === null ? undefined : report.populations[indicator.population_kind];
    found.set(code, {
      code,
      indicator,
      target,
      form: formOf(indicator.kind, target.nested_minimum),
      population: known === undefined ? null : String(known),
      // Of no members, no share can be trained.
      required: now && !(indicator.kind === "ratio" && known === 0),
      last: report.last_period?.values[code] ?? null,
      previous: report.previous?.values[code] ?? null,
      remark: report.remarks[code] ?? null,
    });
  }
  return [...found.values()];
}

export interface Answer {
  numerator: string | null;
  denominator: string | null;
  flag: boolean | null;
  text: string | null;
  // Typed, but no numbers.
  unreadable: Part[];
}

export interface Finding {
  part: Part;
  code: "number" | "whole" | "missing" | "above" | "zero" | "changed" | "population";
  n?: string;
}

const isWhole = (decimal: string): boolean => !/\.\d*[1-9]/.test(decimal);

export const totalOf = (question: Question, answer: Answer): string | null => answer.denominator ?? question.population;

export function faultsOf(question: Question, answer: Answer): Finding[] {
  const found: Finding[] = answer.unreadable.map((part) => ({ part, code: "number" }));
  for (const part of ["numerator", "denominator"] as const) {
    const decimal = answer[part];
    if (decimal !== null && !isWhole(decimal)) found.push({ part, code: "whole" });
  }
  if (question.form !== "ratio" || answer.numerator === null) return found;
  const total = totalOf(question, answer);
  if (total !== null && compare(answer.numerator, total) > 0) found.push({ part: "numerator", code: "above", n: total });
  return found;
}

// What is still to be answered before the report can be sent.
export function gapsOf(question: Question, answer: Answer): Finding[] {
  if (answer.unreadable.length > 0) return [];
  const part: Part = question.form === "flag" ? "flag" : question.form === "text" ? "text" : "numerator";
  if (question.required && answer[part] === null) return [{ part, code: "missing" }];
  const half = question.form === "ratio" && answer.numerator !== null && totalOf(question, answer) === null;
  return half ? [{ part: "denominator", code: "missing" }] : [];
}

const ODD = 30;

export function oddities(question: Question, answer: Answer): Finding[] {
  if (question.form !== "ratio" || answer.numerator === null) return [];
  const found: Finding[] = [];
  const { denominator } = answer;
  if (denominator !== null && question.population !== null && compare(denominator, question.population) !== 0) {
    found.push({ part: "denominator", code: "population", n: question.population });
  }
  const total = totalOf(question, answer);
  const now = total === null ? null : rate(answer.numerator, total);
  const before = question.last?.numerator && question.last.denominator ? rate(question.last.numerator, question.last.denominator) : null;
  if (now !== null && before !== null && Math.abs(Number(now) - Number(before)) > ODD) {
    found.push({ part: "numerator", code: "changed", n: before });
  }
  return found;
}
