// The eleven targets of 146/KH-LĐLĐ, Hưng Yên, 19/06/2025, under indicator codes of a test's own.
import { indicator, indicatorCode } from "./family.mjs";

const EVERYWHERE = ["province", "upper", "grassroots"];

const INDICATORS = {
  HY1: { kind: "ratio", population_kind: "full_time_officials", reporting_levels: EVERYWHERE },
  HY2: { kind: "ratio", population_kind: "documents", reporting_levels: EVERYWHERE },
  HY3: { kind: "unit_share" },
  HY4: { kind: "unit_share" },
  HY5: { kind: "ratio", population_kind: "members" },
  HY6: { kind: "ratio", population_kind: "collective_agreements" },
  HY7: { kind: "ratio", population_kind: "full_time_officials", reporting_levels: EVERYWHERE },
  HY8: { kind: "ratio", population_kind: "procedures", reporting_levels: EVERYWHERE },
  HY9: { kind: "unit_share" },
  HY10: { kind: "ratio", population_kind: "collective_agreements" },
  HY11: { kind: "ratio", population_kind: "members" },
};

const ALL = { comparator: "=", threshold: "100", wording: "100%" };

const TARGETS = {
  HY1: { phase_code: "t1", ...ALL },
  HY2: { phase_code: "t1", ...ALL },
  HY3: { phase_code: "t1", ...ALL },
  HY4: { phase_code: "t1", comparator: ">=", threshold: "80", wording: "80% trở lên",
  nested_minimum: 1 },
  HY5: { phase_code: "t1", comparator: ">=", threshold: "80", wording: "80% trở lên" },
  HY6: { phase_code: "t1", comparator: ">=", threshold: "80", wording: "80%", implied: true },
  HY7: { phase_code: "t2", ...ALL },
  HY8: { phase_code: "t2", ...ALL },
  HY9: { phase_code: "t2", ...ALL, nested_minimum: 2 },
  HY10: { phase_code: "t2", ...ALL },
  HY11: { phase_code: "t2", ...ALL },
};

export const YEAR_2026 = { starts_on: "2025-12-15", ends_on: "2026-12-14" };
export const YEAR_2028 = { starts_on: "2027-12-15", ends_on: "2028-12-14" };

// { codes, rules, targets, named }: rules for the oracle, targets for a plan, values by code.
export async function s0(keeper) {
  const codes = {};
  const rules = {};
  for (const [name, members] of Object.entries(INDICATORS)) {
    codes[name] = indicatorCode(name);
    rules[codes[name]] = { reporting_levels: ["grassroots"], ...members };
    await indicator(keeper, { code: codes[name], ...members });
  }
  return {
    codes,
    rules,
    targets: Object.entries(TARGETS)
    .map(([name, target]) => ({ indicator_code: codes[name], ...target })),
    named: (values) => Object.fromEntries(Object.entries(values)
    .map(([name, value]) => [codes[name], value])),
  };
}
