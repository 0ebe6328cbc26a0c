import type { Submission, Warning } from "../../api/contract.gen";
import { useI18n, type I18n } from "../../i18n";
import { Badge } from "../../kit/notice";
import type { Question } from "./questions";
import { ownTarget, valueWords } from "./words";

// The service names what is odd; the words are ours, with its numbers.
export function warningWords(warning: Warning, { t, number, percent }: Pick<I18n, "t" | "number" | "percent">): string {
  const params = warning.params as { population?: number; last?: string };
  if (warning.code === "population_differs") return t("check.population", { n: number(params.population ?? 0) });
  if (warning.code === "changed_much") return t("check.changed", { last: percent(params.last ?? "0") });
  return t("check.above", { n: "100%" });
}

// The answers of a report that is not being written: for its author, its reviewer and the printer.
export function Values({ report, questions }: { report: Submission; questions: Question[] }) {
  const i18n = useI18n();
  const { t, pick } = i18n;
  const answered = questions.filter((question) => question.required || report.values[question.code] !== undefined);
  const hasLast = answered.some((question) => question.last !== null);
  const hasPrevious = answered.some((question) => question.previous !== null);
  return (
    <>
      <table className="plain values">
        <thead>
          <tr>
            <th scope="col">{t("plan.indicator")}</th>
            <th scope="col" className="end">{t("review.value")}</th>
            {hasPrevious && <th scope="col" className="end">{t("review.previous")}</th>}
            {hasLast && <th scope="col" className="end">{t("review.last")}</th>}
            <th scope="col" className="end">{t("progress.target")}</th>
          </tr>
        </thead>
        <tbody>
          {answered.map((question) => {
            const value = report.values[question.code] ?? null;
            const warnings = report.warnings.filter((one) => one.pointer.startsWith(`/values/${question.code}/`));
            return (
              <tr key={question.code}>
                <th scope="row">
                  <span className="question-code">{question.code}</span> {pick(question.indicator.name, question.indicator.name_en)}
                  {value?.note && <span className="fine">{value.note}</span>}
                  {question.remark && <span className="fine quote">{question.remark}</span>}
                  {warnings.map((warning) => (
                    <Badge key={warning.code} tone="warn">
                      {warningWords(warning, i18n)}
                    </Badge>
                  ))}
                </th>
                <td className="end" data-label={t("review.value")}>
                  <strong>{valueWords(question, value, i18n) ?? t("report.unanswered")}</strong>
                </td>
                {hasPrevious && (
                  <td className="end" data-label={t("review.previous")}>
                    {valueWords({ ...question, population: null }, question.previous, i18n) ?? "–"}
                  </td>
                )}
                {hasLast && (
                  <td className="end" data-label={t("review.last")}>
                    {valueWords({ ...question, population: null }, question.last, i18n) ?? "–"}
                  </td>
                )}
                <td className="end" data-label={t("progress.target")}>
                  {ownTarget(question, i18n)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {report.narrative && (
        <section>
          <h3>{t("review.narrative")}</h3>
          <p className="prose">{report.narrative}</p>
        </section>
      )}
    </>
  );
}
