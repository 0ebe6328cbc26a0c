import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { speak, stored } from "../api/http";
import { showDecimal, type Language } from "./decimal";
import { vi, type Catalogue, type Key } from "./vi";

export type { Key, Language };
type Params = Record<string, string | number>;

export interface I18n {
  lang: Language;
  t: (key: Key, params?: Params) => string;
  number: (value: string | number) => string;
  percent: (value: string) => string;
  day: (date: string) => string;
  moment: (timestamp: string) => string;
  time: (date: Date) => string;
  pick: (name: string, name_en: string | null) => string;
  change: (lang: Language) => void;
}

const Context = createContext<I18n | null>(null);
const ZONE = "Asia/Ho_Chi_Minh";

const catalogues: Partial<Record<Language, Catalogue>> = { vi };

async function load(lang: Language): Promise<Catalogue> {
  catalogues[lang] ??= (await import("./en")).en;
  return catalogues[lang];
}

export const firstLanguage = (): Language => (stored.get("lang") === "en" ? "en" : "vi");

export function translator(catalogue: Catalogue, lang: Language) {
  const rules = new Intl.PluralRules(lang);
  return (key: Key, params: Params = {}): string => {
    const entry = catalogue[key];
    const text = typeof entry === "string" ? entry : rules.select(Number(params.n)) === "one" ? entry.one : entry.other;
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = params[name];
      if (value === undefined) return whole;
      return typeof value === "number" ? showDecimal(String(value), lang) : value;
    });
  };
}

function build(lang: Language, catalogue: Catalogue, change: (lang: Language) => void): I18n {
  const locale = lang === "vi" ? "vi-VN" : "en-GB";
  const days = new Intl.DateTimeFormat(locale, { day: "2-digit", month: "2-digit", year: "numeric", timeZone: ZONE });
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: ZONE });
  return {
    lang,
    t: translator(catalogue, lang),
    number: (value) => showDecimal(String(value), lang),
    percent: (value) => `${showDecimal(value, lang)}%`,
    day: (date) => days.format(new Date(date)),
    moment: (timestamp) => `${clock.format(new Date(timestamp))}, ${days.format(new Date(timestamp))}`,
    time: (date) => clock.format(date),
    pick: (name, name_en) => (lang === "en" && name_en ? name_en : name),
    change,
  };
}

export function I18nProvider({ children }: { children: ReactNode }) {
  const [wanted, setWanted] = useState<Language>(firstLanguage);
  const [state, setState] = useState<{ lang: Language; catalogue: Catalogue } | null>(() =>
    wanted === "vi" ? { lang: "vi", catalogue: vi } : null,
  );
  const change = useCallback((lang: Language) => {
    stored.set("lang", lang);
    setWanted(lang);
  }, []);

  useEffect(() => {
    let current = true;
    load(wanted).then(
      (catalogue) => {
        if (!current) return;
        speak(wanted);
        document.documentElement.lang = wanted;
        setState({ lang: wanted, catalogue });
      },
      // Without a network the other language cannot come; the one that is here goes on.
      () => setState((before) => before ?? { lang: "vi", catalogue: vi }),
    );
    return () => {
      current = false;
    };
  }, [wanted]);

  const value = useMemo(() => state && build(state.lang, state.catalogue, change), [state, change]);
  return value && <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useI18n(): I18n {
  const value = useContext(Context);
  if (value === null) throw new Error("useI18n outside its provider");
  return value;
}
