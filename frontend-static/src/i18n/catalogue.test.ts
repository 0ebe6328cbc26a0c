import { describe, expect, it } from "vitest";
import { translator } from "./index";
import { en } from "./en";
import { vi as vietnamese, type Key } from "./vi";

const names = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

describe("catalogues", () => {
  it.each(Object.keys(vietnamese) as Key[])("%s asks for the same names in both languages", (key) => {
    const entry = en[key];
    const texts = typeof entry === "string" ? [entry] : [entry.one, entry.other];
    for (const text of texts) {
      expect(text.trim()).not.toBe("");
      expect(names(text)).toEqual(names(vietnamese[key]));
    }
  });

  it("counts as English does", () => {
    const t = translator(en, "en");
    expect(t("home.due-days", { n: 1 })).toBe("1 day left");
    expect(t("home.due-days", { n: 1250 })).toBe("1,250 days left");
    expect(translator(vietnamese, "vi")("home.due-days", { n: 1250 })).toBe("Còn 1.250 ngày");
  });
});
