import { useState } from "react";
import { useLocation } from "wouter";
import { correctSubmission } from "../../api/commands";
import type { Submission } from "../../api/contract.gen";
import { useCommand } from "../../api/use-command";
import { useI18n } from "../../i18n";
import { Button, ButtonLink } from "../../kit/button";
import { TextField } from "../../kit/field";
import { Badge, Notice, ProblemNotice } from "../../kit/notice";
import { stateBadge } from "../home/period";
import type { Question } from "./questions";
import { Values } from "./values";

// In fours, as one reads it out on the telephone.
const inFours = (code: string): string => code.match(/.{1,4}/g)?.join(" ") ?? code;

export function Receipt({ report }: { report: Submission }) {
  const { t, moment } = useI18n();
  return (
    <div className="receipt" role="status">
      <Notice tone="good" title={t("report.receipt")}>
        <dl className="facts">
          <div>
            <dt>{t("report.receipt-code")}</dt>
            <dd className="receipt-code">{inFours(report.receipt_code ?? "")}</dd>
          </div>
          <div>
            <dt>{t("report.receipt-at")}</dt>
            <dd>{report.submitted_at && moment(report.submitted_at)}</dd>
          </div>
        </dl>
        <p>{t("report.receipt-next")}</p>
      </Notice>
    </div>
  );
}

function Correct({ report }: { report: Submission }) {
  const { t } = useI18n();
  const [, go] = useLocation();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const correct = useCommand(
    (text: string, key: string) => correctSubmission(report, text, key),
    (made) => go(`/reports/${made.id}`),
  );
  if (!open) return <Button onClick={() => setOpen(true)}>{t("report.correct")}</Button>;
  return (
    <form
      className="card no-print"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        correct.mutate(reason.trim());
      }}
    >
      {correct.isError && <ProblemNotice error={correct.error} />}
      <TextField label={t("report.correct-reason")} rows={2} maxLength={2000} value={reason} onInput={setReason} />
      <div className="actions">
        <Button type="submit" look="primary" busy={correct.isPending} disabled={reason.trim() === ""}>
          {t("report.correct")}
        </Button>
        <Button onClick={() => setOpen(false)}>{t("state.cancel")}</Button>
      </div>
    </form>
  );
}

export function ReportView({ report, questions, receipt }: { report: Submission; questions: Question[]; receipt: boolean }) {
  const { t, moment } = useI18n();
  return (
    <div className="report">
      {receipt && report.receipt_code && <Receipt report={report} />}
      <p className="badges">
        <Badge {...stateBadge(report.state)}>{t(`report-state.${report.state}`)}</Badge>
        {report.late !== null && <Badge tone={report.late ? "warn" : "mute"}>{t(report.late ? "report.late" : "report.on-time")}</Badge>}
        {report.estimate && <Badge tone="mute">{t("review.estimate")}</Badge>}
      </p>
      {!receipt && report.receipt_code && (
        <p className="fine">
          {t("report.receipt-code")}: <code>{inFours(report.receipt_code)}</code>
          {report.submitted_at && ` · ${moment(report.submitted_at)}`}
        </p>
      )}
      {report.return_reason && report.state === "returned" && (
        <Notice tone="warn" title={t("report.returned")}>
          <p>{report.return_reason}</p>
        </Notice>
      )}
      <Values report={report} questions={questions} />
      <div className="actions no-print">
        <ButtonLink to="/">{t("error.home")}</ButtonLink>
        <Button onClick={() => window.print()}>{t("state.print")}</Button>
        {report.allowed_actions.includes("correct") && <Correct report={report} />}
      </div>
    </div>
  );
}
