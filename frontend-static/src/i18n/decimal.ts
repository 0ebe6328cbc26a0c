// Decimals travel as strings and stay strings: figures of a whole country must not pass through floating point.
export type Language = "vi" | "en";

const GROUP = { vi: ".", en: "," } as const;
const POINT = { vi: ",", en: "." } as const;

// What somebody typed, as the wire wants it; null when it is no number. Both ways of writing are understood where
// they cannot be confused: 1.234,5 and 1,234.5; a lone separator before three digits groups thousands.
export function parseDecimal(typed: string, language: Language): string | null {
  const text = typed.replace(/[\s\u00a0\u202f]/g, "");
  if (!/^\d[\d.,]*$/.test(text)) return null;
  const point = pointOf(text, language);
  if (point === undefined) return null;
  const group = point === "." ? "," : ".";
  const [whole = "", fraction, ...rest] = text.split(point);
  if (rest.length > 0 || fraction === "" || fraction?.includes(group)) return null;
  if (whole.includes(group) && !new RegExp(`^\\d{1,3}(\\${group}\\d{3})+$`).test(whole)) return null;
  const digits = whole.replaceAll(group, "").replace(/^0+(?=\d)/, "");
  if (digits.length > 15 || (fraction?.length ?? 0) > 6) return null;
  return fraction === undefined ? digits : `${digits}.${fraction}`;
}

function pointOf(text: string, language: Language): "." | "," | undefined {
  const dot = text.lastIndexOf(".");
  const comma = text.lastIndexOf(",");
  if (dot >= 0 && comma >= 0) return dot > comma ? "." : ",";
  const only = dot >= 0 ? "." : comma >= 0 ? "," : undefined;
  if (only === undefined || only === POINT[language]) return POINT[language];
  // The other language's point: a group here when it looks like one.
  const grouped = new RegExp(`^\\d{1,3}(\\${only}\\d{3})+$`).test(text);
  return grouped || text.split(only).length > 2 ? POINT[language] : only;
}

export function showDecimal(decimal: string, language: Language): string {
  const [whole = "0", fraction = ""] = decimal.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, GROUP[language]);
  const rest = fraction.replace(/0+$/, "");
  return rest === "" ? grouped : grouped + POINT[language] + rest;
}

// As it would stand in a field: without grouping, with the language's own point.
export const typedDecimal = (decimal: string, language: Language): string =>
  decimal.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "").replace(".", POINT[language]);
