import { isNumeric, type Fact, type Part } from "../../drafts/facts";
import type { Conflict } from "../../drafts/sync";
import { useI18n } from "../../i18n";
import { Button } from "../../kit/button";
import { Notice } from "../../kit/notice";
import type { Question } from "./questions";
import type { Draft } from "./use-sync";

function One({ conflict, draft, questions }: { conflict: Conflict; draft: Draft; questions: Question[] }) {
  const { t, number, pick } = useI18n();
  const [code = "", part] = conflict.path.split("/");
  const question = questions.find((one) => one.code === code);
  const show = (fact: Fact, own: boolean): string => {
    if (fact === null || fact === "") return t("conflict.empty");
    if (typeof fact === "boolean") return t(fact ? "report.yes" : "report.no");
    return isNumeric(conflict.path) && !own ? number(fact) : fact;
  };
  const name =
    part === undefined
      ? t(code === "estimate" ? "report.estimate" : "report.narrative")
      : `${code} ${question ? pick(question.indicator.name, question.indicator.name_en) : ""} – ${t(`field.${part as Part}`)}`;
  return (
    <li>
      <p>
        <strong>{name}</strong>
      </p>
      <div className="actions">
        <Button onClick={() => draft.sync.resolve(conflict.path, "mine")}>{t("conflict.mine", { value: show(conflict.mine, true) })}</Button>
        <Button onClick={() => draft.sync.resolve(conflict.path, "theirs")}>
          {t("conflict.theirs", { value: show(conflict.theirs, false) })}
        </Button>
      </div>
    </li>
  );
}

// Both versions side by side, item by item; nothing is overwritten without somebody's choice.
export function Conflicts({ draft, questions }: { draft: Draft; questions: Question[] }) {
  const { t } = useI18n();
  return (
    <Notice tone="warn" title={t("conflict.title")} role="alert" takesFocus>
      <p>{t("conflict.text")}</p>
      <ul className="conflicts">
        {draft.sync.conflicts.map((conflict) => (
          <One key={conflict.path} conflict={conflict} draft={draft} questions={questions} />
        ))}
      </ul>
    </Notice>
  );
}
