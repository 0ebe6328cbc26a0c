import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import { updateSubmission } from "../../api/commands";
import type { Submission } from "../../api/contract.gen";
import { isNumeric, pathOf, wireOf, type Fact, type Part } from "../../drafts/facts";
import { dropDraft, readDraft, writeDraft } from "../../drafts/store";
import { Sync } from "../../drafts/sync";
import { parseDecimal, typedDecimal } from "../../i18n/decimal";
import { useI18n } from "../../i18n";
import type { Answer } from "./questions";

export interface Draft {
  sync: Sync;
  typed: (path: string) => Fact;
  answer: (code: string) => Answer;
  // Counts the changes, for what is worked out from the draft.
  tick: number;
}

// The report in work: what was kept on this device, what the server has, and what is typed, kept together by Sync.
export function useSync(report: Submission, user: string): Draft | null {
  const { lang } = useI18n();
  const spoken = useRef(lang);
  spoken.current = lang;
  const [sync, setSync] = useState<Sync | null>(null);
  const [tick, changed] = useReducer((count: number) => count + 1, 0);
  const first = useRef(report);

  useEffect(() => {
    const remote = first.current;
    const { id } = remote;
    let made: Sync | null = null;
    let gone = false;
    void readDraft(user, id)
      .catch(() => null)
      .then((kept) => {
        if (gone) return;
        made = new Sync(remote, kept, {
          update: (version, patch) => updateSubmission({ id, version }, patch),
          write: (snapshot) => writeDraft(user, id, snapshot),
          drop: () => dropDraft(user, id),
          parse: (text) => parseDecimal(text, spoken.current),
          changed: () => changed(),
        });
        setSync(made);
      });
    const hurry = () => made?.hurry();
    const hide = () => {
      if (document.visibilityState === "hidden" && made?.status === "typing") void made.flush();
    };
    window.addEventListener("online", hurry);
    document.addEventListener("visibilitychange", hide);
    return () => {
      gone = true;
      made?.close();
      window.removeEventListener("online", hurry);
      document.removeEventListener("visibilitychange", hide);
    };
  }, [user]);

  const typed = useCallback(
    (path: string): Fact => {
      if (sync === null) return null;
      if (path in sync.edits) return sync.edits[path] ?? null;
      const fact = sync.base[path] ?? null;
      return isNumeric(path) && typeof fact === "string" ? typedDecimal(fact, lang) : fact;
    },
    [sync, lang],
  );

  if (sync === null) return null;
  return { sync, typed, tick, answer: (code) => answerOf(code, typed, lang) };
}

function answerOf(code: string, typed: (path: string) => Fact, lang: "vi" | "en"): Answer {
  const unreadable: Part[] = [];
  const read = (part: Part): Fact => {
    const path = pathOf(code, part);
    const wire = wireOf(path, typed(path), (text) => parseDecimal(text, lang));
    if (wire === undefined) unreadable.push(part);
    return wire ?? null;
  };
  return {
    numerator: read("numerator") as string | null,
    denominator: read("denominator") as string | null,
    flag: read("flag") as boolean | null,
    text: read("text") as string | null,
    unreadable,
  };
}
