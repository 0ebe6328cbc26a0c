import { useEffect, useRef, useState, type ReactNode } from "react";
import { pathOf, type Part } from "../../drafts/facts";
import { useI18n } from "../../i18n";
import { Button } from "../../kit/button";
import { Field, Radios, TextField } from "../../kit/field";
import { Icon } from "../../kit/icon";
import { Notice } from "../../kit/notice";
import { meets, rate } from "../../kit/rate";
import { faultsOf, oddities, totalOf, type Finding, type Question as Asked } from "./questions";
import type { Draft } from "./use-sync";
import { findingWords, ownTarget, valueWords } from "./words";

export const fieldId = (code: string, part: Part): string => `${code}-${part}`;

interface NumberFieldProps {
  label: ReactNode;
  value: string;
  onInput: (value: string) => void;
  onLeave: () => void;
  id: string;
  error: string | null;
}

// What is typed is never rewritten under the fingers; only when the field is left may it change.
function NumberField({ label, value, onInput, onLeave, id, error }: NumberFieldProps) {
  const [text, setText] = useState(value);
  const inside = useRef(false);
  useEffect(() => {
    if (!inside.current) setText(value);
  }, [value]);
  return (
    <Field label={label} error={error} id={id}>
      {(own) => (
        <input
          {...own}
          type="text"
          className="numeric"
          inputMode="decimal"
          autoComplete="off"
          maxLength={24}
          value={text}
          onFocus={() => {
            inside.current = true;
          }}
          onBlur={() => {
            inside.current = false;
            onLeave();
          }}
          onInput={(event) => {
            setText(event.currentTarget.value);
            onInput(event.currentTarget.value);
          }}
        />
      )}
    </Field>
  );
}

interface QuestionProps {
  question: Asked;
  draft: Draft;
  // What the check before sending, or the service, complained about.
  complaints: Record<string, string>;
}

function Fields({ question, draft, complaints }: QuestionProps) {
  const i18n = useI18n();
  const { t, number } = i18n;
  const { code, indicator, form, population } = question;
  const { sync, typed } = draft;
  const [left, setLeft] = useState<Partial<Record<Part, true>>>({});
  const answer = draft.answer(code);
  const [changing, setChanging] = useState(false);
  const ownTotal = answer.denominator !== null && answer.denominator !== population;

  const errorOf = (part: Part): string | null => {
    const path = pathOf(code, part);
    if (sync.refused[path]) return sync.refused[path];
    const fault = left[part] || complaints[fieldId(code, part)] ? faultsOf(question, answer).find((one) => one.part === part) : undefined;
    if (fault) return findingWords(fault, i18n);
    return answer[part as keyof typeof answer] === null ? (complaints[fieldId(code, part)] ?? null) : null;
  };
  const input = (part: "numerator" | "denominator", label: ReactNode) => (
    <NumberField
      id={fieldId(code, part)}
      label={label}
      value={(typed(pathOf(code, part)) as string | null) ?? ""}
      error={errorOf(part)}
      onInput={(value) => sync.edit(pathOf(code, part), value)}
      onLeave={() => setLeft((before) => ({ ...before, [part]: true }))}
    />
  );

  if (form === "flag") {
    const flag = typed(pathOf(code, "flag")) as boolean | null;
    return (
      <Radios
        id={fieldId(code, "flag")}
        name={`${code}-flag`}
        legend={t("report.flag")}
        value={flag === null ? null : String(flag)}
        error={errorOf("flag")}
        options={[
          { value: "true", label: t("report.yes") },
          { value: "false", label: t("report.no") },
        ]}
        onChange={(value) => sync.edit(pathOf(code, "flag"), value === "true")}
      />
    );
  }
  if (form === "text") {
    return (
      <TextField
        id={fieldId(code, "text")}
        label={t("report.text")}
        rows={4}
        maxLength={4000}
        value={(typed(pathOf(code, "text")) as string | null) ?? ""}
        error={errorOf("text")}
        onInput={(value) => sync.edit(pathOf(code, "text"), value)}
      />
    );
  }
  const label = indicator.numerator ?? t("report.numerator");
  if (form === "amount") return input("numerator", label);
  return (
    <div className="pair">
      {input("numerator", label)}
      {population !== null && !changing && !ownTotal ? (
        <p className="known">
          <span>
            {indicator.denominator ?? t("report.denominator")}: <strong>{number(population)}</strong>
          </span>
          <Button look="quiet" onClick={() => setChanging(true)}>
            {t("report.change-known")}
          </Button>
        </p>
      ) : (
        input("denominator", indicator.denominator ?? t("report.denominator"))
      )}
    </div>
  );
}

// The share as the service will count it, beside what is wanted.
function Live({ question, draft }: Pick<QuestionProps, "question" | "draft">) {
  const i18n = useI18n();
  const { t, percent } = i18n;
  const answer = draft.answer(question.code);
  const total = totalOf(question, answer);
  const share = question.form === "ratio" && answer.numerator !== null && total !== null ? rate(answer.numerator, total) : null;
  const met = share !== null && meets(question.target.comparator, answer.numerator!, total!, question.target.threshold);
  return (
    <p className="live">
      <span>{t("report.target", { target: ownTarget(question, i18n) })}</span>
      {share !== null && (
        <strong className={met ? "live-met" : undefined}>
          {met && <Icon name="check" />}
          {t("report.rate")}: {percent(share)}
        </strong>
      )}
    </p>
  );
}

function Oddity({ finding }: { finding: Finding }) {
  const i18n = useI18n();
  return (
    <p className="odd">
      <Icon name="warn" />
      {findingWords(finding, i18n)}
    </p>
  );
}

export function Question({ question, draft, complaints, lastCode }: QuestionProps & { lastCode: string }) {
  const i18n = useI18n();
  const { t, pick } = i18n;
  const { code, indicator, last, previous, remark } = question;
  const note = (draft.typed(pathOf(code, "note")) as string | null) ?? "";
  const [open, setOpen] = useState(note !== "");
  const lastWords = valueWords({ ...question, population: null }, last, i18n);
  const previousWords = valueWords({ ...question, population: null }, previous, i18n);
  const odd = oddities(question, draft.answer(code));
  return (
    <li>
      <div className="question" role="group" aria-labelledby={`${code}-title`}>
        <h3 id={`${code}-title`}>
          <span className="question-code">{code}</span> {pick(indicator.name, indicator.name_en)}
        </h3>
        {remark && (
          <Notice tone="warn" title={t("report.remark")}>
            <p>{remark}</p>
          </Notice>
        )}
        <Fields question={question} draft={draft} complaints={complaints} />
        <Live question={question} draft={draft} />
        {lastWords && <p className="fine">{t("report.last", { code: lastCode, value: lastWords })}</p>}
        {previousWords && <p className="fine">{t("report.previous-value", { value: previousWords })}</p>}
        {odd.map((finding) => (
          <Oddity key={finding.code} finding={finding} />
        ))}
        {open || odd.length > 0 ? (
          <TextField
            id={fieldId(code, "note")}
            label={t("report.note")}
            rows={2}
            maxLength={2000}
            value={note}
            onInput={(value) => draft.sync.edit(pathOf(code, "note"), value)}
          />
        ) : (
          <div>
            <Button look="quiet" onClick={() => setOpen(true)}>
              {t("report.add-note")}
            </Button>
          </div>
        )}
      </div>
    </li>
  );
}
