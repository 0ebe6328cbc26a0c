import { useState } from "react";
import { returnSubmission } from "../../api/commands";
import type { Submission, SubmissionReturn } from "../../api/contract.gen";
import { useCommand } from "../../api/use-command";
import { useI18n } from "../../i18n";
import { Button } from "../../kit/button";
import { Select, TextField } from "../../kit/field";
import { ErrorSummary, ProblemNotice, type Complaint } from "../../kit/notice";
import type { Question } from "../report/questions";

type Code = NonNullable<SubmissionReturn["code"]>;
const codes: Code[] = ["figures_wrong", "figures_incomplete", "evidence_missing", "period_wrong", "other"];

interface ReturnProps {
  report: Submission;
  questions: Question[];
  cancel: () => void;
  done: (report: Submission) => void;
}

// A return says why, what to do, and at which figures; without that the union below cannot act on it.
export function ReturnForm({ report, questions, cancel, done }: ReturnProps) {
  const { t, pick } = useI18n();
  const [code, setCode] = useState<Code>("figures_wrong");
  const [reason, setReason] = useState("");
  const [remarks, setRemarks] = useState<Record<string, string>>({});
  const [complaints, setComplaints] = useState<Complaint[]>([]);
  const send = useCommand((body: SubmissionReturn, key: string) => returnSubmission(report, body, key), done);

  function submit() {
    const missing = reason.trim() === "" ? [{ id: "return-reason", text: t("review.return-reason-missing") }] : [];
    setComplaints(missing);
    if (missing.length > 0) return;
    const given = Object.entries(remarks).filter(([, text]) => text.trim() !== "");
    send.mutate({ code, reason: reason.trim(), remarks: Object.fromEntries(given) });
  }

  return (
    <form
      className="card return"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h3>{t("review.return-title")}</h3>
      {complaints.length > 0 && <ErrorSummary title={t("error.summary", { n: complaints.length })} complaints={complaints} />}
      {send.isError && <ProblemNotice error={send.error} />}
      <Select
        label={t("review.return-code")}
        value={code}
        onChange={(value) => setCode(value as Code)}
        options={codes.map((one) => ({ value: one, label: t(`return-code.${one}`) }))}
      />
      <TextField
        id="return-reason"
        label={t("review.return-reason")}
        hint={t("review.return-reason-hint")}
        rows={3}
        maxLength={2000}
        value={reason}
        onInput={setReason}
        error={complaints[0]?.text}
      />
      <details>
        <summary>{t("review.return-remarks")}</summary>
        <div className="remarks">
          {questions
            .filter((question) => question.required || report.values[question.code] !== undefined)
            .map((question) => (
              <TextField
                key={question.code}
                id={`remark-${question.code}`}
                label={t("review.return-remark", { code: question.code })}
                hint={pick(question.indicator.name, question.indicator.name_en)}
                maxLength={2000}
                value={remarks[question.code] ?? ""}
                onInput={(text) => setRemarks({ ...remarks, [question.code]: text })}
              />
            ))}
        </div>
      </details>
      <div className="actions">
        <Button type="submit" look="primary" busy={send.isPending}>
          {send.isPending ? t("review.returning") : t("review.return-send")}
        </Button>
        <Button onClick={cancel}>{t("state.cancel")}</Button>
      </div>
    </form>
  );
}
