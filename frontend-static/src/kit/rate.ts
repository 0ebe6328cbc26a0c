// The rules by which the service counts, for showing a figure while it is typed. Exact: whole numbers all the way.
import type { Comparator } from "../api/contract.gen";

// A decimal as a whole number of millionths.
function scaled(decimal: string): bigint {
  const [whole = "0", fraction = ""] = decimal.split(".");
  return BigInt(whole + fraction.padEnd(6, "0").slice(0, 6));
}

// Per cent with two digits, rounded half up; null where nothing can be said.
export function rate(numerator: string, denominator: string): string | null {
  const below = scaled(denominator);
  if (below === 0n) return null;
  const hundredths = (scaled(numerator) * 20_000n + below) / (below * 2n);
  const digits = hundredths.toString().padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export const compare = (one: string, other: string): number => {
  const difference = scaled(one) - scaled(other);
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
};

// Whether a share reaches its target, from the figures themselves and not from the rounded rate.
export function meets(comparator: Comparator, numerator: string, denominator: string, threshold: string): boolean {
  const reached = scaled(numerator) * 100_000_000n;
  const wanted = scaled(threshold) * scaled(denominator);
  if (comparator === ">") return reached > wanted;
  if (comparator === "<=") return reached <= wanted;
  return reached >= wanted;
}

// A share of counts, for showing, to one digit.
export const ratio = (part: number, whole: number): string => (whole === 0 ? "0" : (Math.floor((part * 1000) / whole) / 10).toString());
