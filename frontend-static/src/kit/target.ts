import type { Figure, Target } from "../api/contract.gen";
import type { I18n } from "../i18n";

type Wanted = Pick<Target, "comparator" | "threshold" | "wording"> & { indicator: Pick<Target["indicator"], "kind" | "unit"> };

const signs: Record<Target["comparator"], string> = { ">=": "≥", ">": ">", "=": "", "<=": "≤" };

const isShare = (kind: Figure["indicator"]["kind"]): boolean => kind === "ratio" || kind === "unit_share" || kind === "binary";

// What is wanted, short: "≥ 80%".
export function shortTarget(target: Wanted, i18n: Pick<I18n, "number" | "percent">): string {
  const amount = isShare(target.indicator.kind) ? i18n.percent(target.threshold) : `${i18n.number(target.threshold)} ${target.indicator.unit}`;
  return [signs[target.comparator], amount].filter(Boolean).join(" ");
}

// In the words of the document where it has its own; those are Vietnamese.
export const targetWords = (target: Wanted, i18n: Pick<I18n, "number" | "percent" | "lang">): string =>
  i18n.lang === "vi" && target.wording ? target.wording : shortTarget(target, i18n);

export function figureValue(figure: Pick<Figure, "value" | "reported">, kind: Figure["indicator"]["kind"], i18n: Pick<I18n, "number" | "percent">): string {
  if (figure.value === null || figure.reported === 0) return "–";
  return isShare(kind) ? i18n.percent(figure.value) : i18n.number(figure.value);
}
