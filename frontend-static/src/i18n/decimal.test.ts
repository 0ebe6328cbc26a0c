import { describe, expect, it } from "vitest";
import { parseDecimal, showDecimal, typedDecimal, type Language } from "./decimal";

describe("parseDecimal", () => {
  const cases: [string, Language, string | null][] = [
    ["120", "vi", "120"],
    ["  1 250 ", "vi", "1250"],
    ["1.250", "vi", "1250"],
    ["1.250,5", "vi", "1250.5"],
    ["12,5", "vi", "12.5"],
    ["12.5", "vi", "12.5"],
    ["1.234.567", "vi", "1234567"],
    ["1,250", "vi", "1.250"],
    ["1,250", "en", "1250"],
    ["1,250.5", "en", "1250.5"],
    ["1.250", "en", "1.250"],
    ["12,5", "en", "12.5"],
    ["007", "vi", "7"],
    ["0", "vi", "0"],
    ["", "vi", null],
    ["abc", "vi", null],
    ["-5", "vi", null],
    ["12,", "vi", null],
    ["1.25.0", "vi", null],
    ["12.34,5", "vi", null],
    ["1e3", "vi", null],
    ["1234567890123456", "vi", null],
  ];
  it.each(cases)("reads %j in %s as %j", (typed, language, wanted) => {
    expect(parseDecimal(typed, language)).toBe(wanted);
  });
});

describe("showDecimal", () => {
  it.each([
    ["1234.50", "vi", "1.234,5"],
    ["1234567", "en", "1,234,567"],
    ["80.00", "vi", "80"],
    ["0.05", "en", "0.05"],
    ["999999999999999.999999", "vi", "999.999.999.999.999,999999"],
  ] as [string, Language, string][])("shows %s in %s as %s", (decimal, language, wanted) => {
    expect(showDecimal(decimal, language)).toBe(wanted);
  });

  it("gives back what was typed", () => {
    expect(parseDecimal(typedDecimal("1250.50", "vi"), "vi")).toBe("1250.5");
    expect(parseDecimal(typedDecimal("1250", "vi"), "vi")).toBe("1250");
  });
});
