import { useEffect, useState } from "react";
import type { Submission } from "../../api/contract.gen";
import { useI18n } from "../../i18n";
import { Button } from "../../kit/button";
import { Check, TextField } from "../../kit/field";
import { ErrorSummary, Notice, type Complaint } from "../../kit/notice";
import { Conflicts } from "./conflicts";
import { fieldId, Question } from "./question";
import { faultsOf, gapsOf, type Question as Asked } from "./questions";
import { SaveLine } from "./save-line";
import type { Draft } from "./use-sync";
import { findingWords } from "./words";

function Returned({ report }: { report: Submission }) {
  const { t } = useI18n();
  if (report.state !== "returned") return null;
  return (
    <Notice tone="warn" title={t("report.returned")}>
      <p>{report.return_reason}</p>
    </Notice>
  );
}

interface EntryProps {
  report: Submission;
  questions: Asked[];
  draft: Draft;
  // Faults that the service found when the report was sent.
  found: Complaint[];
  go: () => void;
}

export function Entry({ report, questions, draft, found, go }: EntryProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const [complaints, setComplaints] = useState<Complaint[]>(found);
  const [asked, setAsked] = useState(false);
  const required = questions.filter((one) => one.required);
  const optional = questions.filter((one) => !one.required);
  const filled = optional.some((one) => draft.answer(one.code).numerator !== null || one.remark !== null);
  const byField = Object.fromEntries(complaints.map((one) => [one.id, one.text]));
  const lastCode = report.last_period?.period.code ?? "";

  // "Change" on the check page names the field to go to.
  useEffect(() => {
    const id = decodeURIComponent(location.hash.slice(1));
    if (id) document.getElementById(id)?.focus();
  }, []);

  async function check() {
    setAsked(true);
    const wrong = questions.flatMap((question) => {
      const answer = draft.answer(question.code);
      return [...faultsOf(question, answer), ...gapsOf(question, answer)].map((finding) => ({
        id: fieldId(question.code, finding.part),
        text: `${question.code}: ${findingWords(finding, i18n)}`,
      }));
    });
    const refused = Object.entries(draft.sync.refused).map(([path, text]) => ({ id: path.replace("/", "-"), text: `${path.split("/")[0]}: ${text}` }));
    const all = [...wrong, ...refused.filter((one) => !wrong.some((other) => other.id === one.id))];
    setComplaints(all);
    if (all.length > 0) return;
    await draft.sync.flush();
    go();
  }

  return (
    <form
      className="report"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void check();
      }}
    >
      {complaints.length > 0 && <ErrorSummary title={t("check.summary", { n: complaints.length })} complaints={complaints} />}
      <Returned report={report} />
      {draft.sync.conflicts.length > 0 && <Conflicts draft={draft} questions={questions} />}
      <section aria-labelledby="required">
        <h2 id="required">{t("report.required")}</h2>
        <ol className="questions">
          {required.map((question) => (
            <Question key={question.code} question={question} draft={draft} complaints={byField} lastCode={lastCode} />
          ))}
        </ol>
      </section>
      {optional.length > 0 && (
        <details className="optional" open={filled}>
          <summary>
            <h2>{t("report.optional")}</h2>
            <span className="fine">{t("report.optional-hint")}</span>
          </summary>
          <ol className="questions">
            {optional.map((question) => (
              <Question key={question.code} question={question} draft={draft} complaints={byField} lastCode={lastCode} />
            ))}
          </ol>
        </details>
      )}
      <div className="question">
        <TextField
          id="narrative"
          label={t("report.narrative")}
          hint={t("report.narrative-hint")}
          rows={5}
          maxLength={20000}
          value={(draft.typed("narrative") as string | null) ?? ""}
          onInput={(value) => draft.sync.edit("narrative", value)}
        />
        <Check
          label={t("report.estimate")}
          checked={draft.typed("estimate") === true}
          onChange={(checked) => draft.sync.edit("estimate", checked)}
        />
      </div>
      <div className="report-bar">
        <SaveLine sync={draft.sync} />
        <Button type="submit" look="primary" busy={asked && draft.sync.status === "saving"}>
          {t("report.check")}
        </Button>
      </div>
    </form>
  );
}
