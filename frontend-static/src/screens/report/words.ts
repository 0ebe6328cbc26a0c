import type { Value } from "../../api/contract.gen";
import type { I18n } from "../../i18n";
import { rate } from "../../kit/rate";
import { targetWords } from "../../kit/target";
import type { Answer, Finding, Question } from "./questions";

type Words = Pick<I18n, "t" | "number" | "percent">;

// What one union has to reach. A share of unions means nothing to a single one: it counts as soon as it has done its part.
export function ownTarget(question: Question, words: Pick<I18n, "t" | "number" | "percent" | "lang">): string {
  if (question.target.nested_minimum !== null) return words.t("report.at-least", { n: words.number(question.target.nested_minimum) });
  return question.form === "flag" ? words.t("report.yes") : targetWords(question.target, words);
}

// One answer in words: "82,5% (33/40)".
export function valueWords(question: Pick<Question, "form" | "population">, value: Value | Answer | null, words: Words): string | null {
  if (value === null) return null;
  if (question.form === "flag") return typeof value.flag === "boolean" ? words.t(value.flag ? "report.yes" : "report.no") : null;
  if (question.form === "text") return value.text ?? null;
  const numerator = value.numerator ?? null;
  if (numerator === null) return null;
  if (question.form === "amount") return words.number(numerator);
  const total = value.denominator ?? question.population;
  const share = total === null ? null : rate(numerator, total);
  if (total === null || share === null) return words.number(numerator);
  return `${words.percent(share)} (${words.number(numerator)}/${words.number(total)})`;
}

export function findingWords(finding: Finding, { t, number, percent }: Words): string {
  switch (finding.code) {
    case "above":
    case "population":
      return t(`check.${finding.code}`, { n: number(finding.n ?? "0") });
    case "changed":
      return t("check.changed", { last: percent(finding.n ?? "0") });
    default:
      return t(`check.${finding.code}`);
  }
}
