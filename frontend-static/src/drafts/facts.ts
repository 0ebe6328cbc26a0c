// A report as a flat list of facts: "HY5/numerator", "narrative", "estimate". Absent and empty are both null.
import type { Submission, SubmissionPatch, ValuesPatch } from "../api/contract.gen";

export type Fact = string | boolean | null;
export type Facts = Record<string, Fact>;
export type Part = "numerator" | "denominator" | "flag" | "text" | "note";

export const pathOf = (code: string, part: Part): string => `${code}/${part}`;
export const isNumeric = (path: string): boolean => path.endsWith("/numerator") || path.endsWith("/denominator");

export function factsOf(report: Pick<Submission, "values" | "narrative" | "estimate">): Facts {
  const facts: Facts = { narrative: report.narrative, estimate: report.estimate };
  for (const [code, value] of Object.entries(report.values)) {
    for (const [part, fact] of Object.entries(value)) facts[`${code}/${part}`] = fact as Fact;
  }
  return facts;
}

// What was typed, as the wire wants it; undefined when it cannot be sent.
export function wireOf(path: string, typed: Fact, parse: (text: string) => string | null): Fact | undefined {
  if (typeof typed !== "string") return typed;
  if (typed.trim() === "") return null;
  return isNumeric(path) ? (parse(typed) ?? undefined) : typed;
}

const canonical = (decimal: string): string => decimal.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");

export function sameFact(path: string, one: Fact | undefined, other: Fact | undefined): boolean {
  if ((one ?? null) === (other ?? null)) return true;
  return isNumeric(path) && typeof one === "string" && typeof other === "string" && canonical(one) === canonical(other);
}

// Facts as a merge patch.
export function patchOf(facts: Facts): SubmissionPatch {
  const patch: SubmissionPatch = {};
  const values: Record<string, Record<string, Fact>> = {};
  for (const [path, fact] of Object.entries(facts)) {
    const [code = "", part] = path.split("/");
    if (part !== undefined) (values[code] ??= {})[part] = fact;
    else if (path === "narrative") patch.narrative = fact as string | null;
    else if (path === "estimate") patch.estimate = fact === true;
  }
  if (Object.keys(values).length > 0) patch.values = values as ValuesPatch;
  return patch;
}

// The facts that a fault's pointer speaks of, among those that were sent.
export function pathsAt(pointer: string, sent: Facts): string[] {
  const path = pointer.replace(/^\/(values\/)?/, "");
  return Object.keys(sent).filter((own) => own === path || own.startsWith(`${path}/`));
}
