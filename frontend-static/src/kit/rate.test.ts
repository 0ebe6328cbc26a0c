import { describe, expect, it } from "vitest";
import { meets, rate, ratio } from "./rate";

describe("rate", () => {
  it.each([
    ["33", "40", "82.50"],
    ["2", "3", "66.67"],
    ["1", "3", "33.33"],
    ["1", "800", "0.13"],
    ["0", "5", "0.00"],
    ["5", "0", null],
    ["131678", "332876", "39.56"],
    ["999999999999999", "1000000000000000", "100.00"],
  ])("%s of %s is %s", (numerator, denominator, wanted) => {
    expect(rate(numerator, denominator)).toBe(wanted);
  });
});

describe("meets", () => {
  it("judges the figures, not the rounded rate", () => {
    // 79.996 % shows as 80.00 %, and is still less.
    expect(rate("19999", "25000")).toBe("80.00");
    expect(meets(">=", "19999", "25000", "80")).toBe(false);
    expect(meets(">=", "20000", "25000", "80")).toBe(true);
  });

  it("takes more than 80 % strictly, and 100 % as no less", () => {
    expect(meets(">", "80", "100", "80")).toBe(false);
    expect(meets(">", "81", "100", "80")).toBe(true);
    expect(meets("=", "100", "100", "100")).toBe(true);
    expect(meets("<=", "5", "100", "5")).toBe(true);
    expect(meets("<=", "6", "100", "5")).toBe(false);
  });
});

describe("ratio", () => {
  it("never says 100 % before everything is there", () => {
    expect(ratio(2999, 3000)).toBe("99.9");
    expect(ratio(3000, 3000)).toBe("100");
    expect(ratio(0, 0)).toBe("0");
  });
});
