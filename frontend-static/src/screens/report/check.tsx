import { Link } from "wouter";
import { submitSubmission } from "../../api/commands";
import type { Submission } from "../../api/contract.gen";
import { ApiProblem } from "../../api/problem";
import { useCommand } from "../../api/use-command";
import { useI18n } from "../../i18n";
import { Button, ButtonLink } from "../../kit/button";
import { Badge, Notice, ProblemNotice, type Complaint } from "../../kit/notice";
import { fieldId } from "./question";
import { oddities, type Question } from "./questions";
import { SaveLine } from "./save-line";
import type { Draft } from "./use-sync";
import { findingWords, ownTarget, valueWords } from "./words";

interface CheckProps {
  report: Submission;
  questions: Question[];
  draft: Draft;
  sent: (report: Submission) => void;
  refused: (complaints: Complaint[]) => void;
}

function Row({ question, draft, id }: { question: Question; draft: Draft; id: string }) {
  const i18n = useI18n();
  const { t, pick } = i18n;
  const answer = draft.answer(question.code);
  const part = question.form === "flag" ? "flag" : question.form === "text" ? "text" : "numerator";
  const odd = oddities(question, answer);
  return (
    <div className="answer">
      <dt>
        <span className="question-code">{question.code}</span> {pick(question.indicator.name, question.indicator.name_en)}
      </dt>
      <dd>
        <strong>{valueWords(question, answer, i18n) ?? t("report.unanswered")}</strong>
        <span className="fine">{t("report.target", { target: ownTarget(question, i18n) })}</span>
        {odd.map((finding) => (
          <Badge key={finding.code} tone="warn">
            {findingWords(finding, i18n)}
          </Badge>
        ))}
      </dd>
      <dd>
        <Link className="change" href={`/reports/${id}#${fieldId(question.code, part)}`}>
          {t("report.change")}
          <span className="hidden"> {question.code}</span>
        </Link>
      </dd>
    </div>
  );
}

// Everything once more before it is sent, with a way back to each answer.
export function CheckAnswers({ report, questions, draft, sent, refused }: CheckProps) {
  const { t } = useI18n();
  const submit = useCommand(async (_: undefined, key: string) => {
    if (!(await draft.sync.flush())) return null;
    return submitSubmission({ id: report.id, version: draft.sync.version }, key);
  });
  const send = () =>
    submit.mutate(undefined, {
      onSuccess: (answer) => answer && sent(answer),
      onError: (error) => {
        if (!(error instanceof ApiProblem) || error.faults.length === 0) return;
        refused(
          error.faults.map((fault) => {
            const path = (fault.pointer ?? "").replace(/^\/(values\/)?/, "");
            return { id: path.replace("/", "-"), text: `${path.split("/")[0]}: ${fault.detail ?? fault.code}` };
          }),
        );
      },
    });
  const shown = questions.filter((question) => question.required || valueWords(question, draft.answer(question.code), { t, number: String, percent: String }) !== null);
  const narrative = draft.typed("narrative");
  return (
    <div className="report">
      <p>{t("report.check-hint")}</p>
      <dl className="answers">
        {shown.map((question) => (
          <Row key={question.code} question={question} draft={draft} id={report.id} />
        ))}
        {typeof narrative === "string" && narrative.trim() !== "" && (
          <div className="answer">
            <dt>{t("report.narrative")}</dt>
            <dd className="prose">{narrative}</dd>
            <dd>
              <Link className="change" href={`/reports/${report.id}#narrative`}>
                {t("report.change")}
                <span className="hidden"> {t("report.narrative")}</span>
              </Link>
            </dd>
          </div>
        )}
      </dl>
      {draft.typed("estimate") === true && (
        <Notice tone="mute">
          <p>{t("report.estimate")}</p>
        </Notice>
      )}
      {submit.isSuccess && submit.data === null && (
        <Notice tone="warn" role="alert">
          <p>{t("report.wait-saved")}</p>
        </Notice>
      )}
      {submit.isError && <ProblemNotice error={submit.error} />}
      <div className="report-bar">
        <SaveLine sync={draft.sync} />
        <ButtonLink to={`/reports/${report.id}`}>{t("state.back")}</ButtonLink>
        <Button look="primary" busy={submit.isPending} onClick={send}>
          {submit.isPending ? t("report.submitting") : t("report.submit")}
        </Button>
      </div>
    </div>
  );
}
