import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { Plan as PlanDocument } from "../../api/contract.gen";
import { planQuery } from "../../api/queries";
import { useI18n } from "../../i18n";
import { Button, ButtonLink } from "../../kit/button";
import { Badge } from "../../kit/notice";
import { Page, Wait } from "../../kit/page";
import { planTone } from "./plans";
import { Targets } from "./targets";
import "../../styles/plan.css";

// Days below ten and the first two months carry a zero in documents.
function dated(date: string): { d: string; m: string; y: string } {
  const [y = "", month = "", day = ""] = date.split("-");
  return { d: day, m: Number(month) <= 2 ? month : String(Number(month)), y };
}

function Head({ plan }: { plan: PlanDocument }) {
  const { t } = useI18n();
  return (
    <header className="doc-head">
      <div className="doc-issuer">
        <p className="doc-body">{plan.organisation.name}</p>
        <p className="doc-number">{t("plan.number", { symbol: plan.symbol ?? "……" })}</p>
      </div>
      <div className="doc-nation">
        <p className="doc-state">{t("plan.nation")}</p>
        <p className="doc-motto">{t("plan.motto")}</p>
        {plan.document_date && <p className="doc-date">{t("plan.dated", { place: plan.place ?? "", ...dated(plan.document_date) })}</p>}
      </div>
      <p className="doc-kind">{t("plan.kind")}</p>
      <p className="doc-title">{plan.title}</p>
    </header>
  );
}

function Bases({ plan }: { plan: PlanDocument }) {
  const { t, day } = useI18n();
  if (plan.bases.length === 0) return null;
  return (
    <section className="doc-bases" aria-label={t("plan.bases")}>
      {plan.bases.map((base, index) => (
        <p key={index}>
          {[base.title, base.symbol, base.issued_on && day(base.issued_on), base.issuer].filter(Boolean).join(", ")}
          {index === plan.bases.length - 1 ? "." : ";"}
        </p>
      ))}
    </section>
  );
}

function Phases({ plan }: { plan: PlanDocument }) {
  const { t, day, pick } = useI18n();
  if (plan.phases.length === 0) return null;
  return (
    <section>
      <h2>{t("plan.phases")}</h2>
      <ol className="phases">
        {plan.phases.map((phase) => (
          <li key={`${phase.kind}/${phase.code}`}>
            <span>{pick(phase.name, phase.name_en)}</span>
            <span className="fine">
              {day(phase.starts_on)} – {day(phase.ends_on)}
              {phase.review && ` · ${t(`review-point.${phase.review}`)}`}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Lists({ plan }: { plan: PlanDocument }) {
  const { t, day } = useI18n();
  return (
    <>
      {plan.contents.length > 0 && (
        <section>
          <h2>{t("plan.contents")}</h2>
          <ol className="doc-list">
            {plan.contents.map((content, index) => (
              <li key={index}>
                {content.title}
                {content.text && <p>{content.text}</p>}
              </li>
            ))}
          </ol>
        </section>
      )}
      {plan.criteria.length > 0 && (
        <section>
          <h2>{t("plan.criteria")}</h2>
          {plan.criteria.map((criterion, index) => (
            <div key={index}>
              <h3>{t(`subject.${criterion.subject_kind}`)}</h3>
              <ul className="doc-list">
                {criterion.items.map((item) => (
                  <li key={item}>{item}</li>
                ))}
              </ul>
            </div>
          ))}
        </section>
      )}
      {plan.tasks.length > 0 && (
        <section>
          <h2>{t("plan.tasks")}</h2>
          <ul className="doc-list">
            {plan.tasks.map((task, index) => (
              <li key={index}>
                {task.title}
                <span className="fine">
                  {[task.responsible, task.due_on && `${t("plan.due")}: ${day(task.due_on)}`].filter(Boolean).join(" · ")}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {plan.award_forms.length > 0 && (
        <section>
          <h2>{t("plan.awards")}</h2>
          <ul className="doc-list">
            {plan.award_forms.map((form, index) => (
              <li key={index}>
                {t(`award-review.${form.review}`)}: {form.name}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Sheet({ plan }: { plan: PlanDocument }) {
  const { t, pick } = useI18n();
  return (
    <article className="sheet" lang="vi">
      <Head plan={plan} />
      <Bases plan={plan} />
      {plan.summary && <p>{plan.summary}</p>}
      {plan.movements.length > 0 && (
        <section>
          <h2>{t("plan.movements")}</h2>
          <ul className="doc-list">
            {plan.movements.map((movement) => (
              <li key={movement.id}>{pick(movement.name, movement.name_en)}</li>
            ))}
          </ul>
        </section>
      )}
      <Phases plan={plan} />
      <Targets plan={plan} />
      <Lists plan={plan} />
      <footer className="doc-foot">
        {plan.addressees.length > 0 && (
          <div className="doc-addressees">
            <p>{t("plan.addressees")}:</p>
            <ul>
              {plan.addressees.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </div>
        )}
        {plan.signer_authority && <p className="doc-signer">{plan.signer_authority}</p>}
      </footer>
    </article>
  );
}

export default function Plan({ id }: { id: string }) {
  const { t } = useI18n();
  const plan = useQuery(planQuery(id));
  return (
    <Wait query={plan} lines={8}>
      {(data) => (
        <Page
          title={data.symbol ?? t("plans.no-symbol")}
          about={data.organisation.name}
          aboutText={data.title}
          actions={
            <>
              <Badge tone={planTone[data.state]}>{t(`plan-state.${data.state}`)}</Badge>
              {data.state !== "draft" && <ButtonLink to={`/progress?plan=${data.id}`}>{t("plan.progress")}</ButtonLink>}
              <Button onClick={() => window.print()}>{t("state.print")}</Button>
            </>
          }
        >
          {data.source_type === "press" && <p className="fine">{t("plan.press")}</p>}
          {data.parent_id && (
            <p className="no-print">
              <Link href={`/plans/${data.parent_id}`}>{t("plan.parent")} ↑</Link>
            </p>
          )}
          <Sheet plan={data} />
        </Page>
      )}
    </Wait>
  );
}
