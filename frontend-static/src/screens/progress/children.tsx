import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { ChildFigure, Figure, TargetStatus } from "../../api/contract.gen";
import { progressChildrenQuery } from "../../api/queries";
import { useI18n } from "../../i18n";
import { Icon } from "../../kit/icon";
import { ProblemNotice } from "../../kit/notice";
import { Loading, More } from "../../kit/page";
import { figureValue, shortTarget } from "../../kit/target";
import { statuses, statusIcon, statusTone } from "./verdict";
import type { View } from "./progress";

function Cell({ figure, target }: { figure: ChildFigure | undefined; target: Figure }) {
  const i18n = useI18n();
  const status: TargetStatus = figure?.status ?? "no_data";
  return (
    <td className={`heat ${statusTone[status]}`}>
      <span className="heat-cell">
        <Icon name={statusIcon[status]} />
        {figure && status !== "no_data" && figureValue(figure, target.indicator.kind, i18n)}
      </span>
      <span className="hidden">{i18n.t(`status.${status}`)}</span>
    </td>
  );
}

function Legend() {
  const { t } = useI18n();
  return (
    <ul className="heat-legend" aria-label={t("progress.legend")}>
      {statuses.map((status) => (
        <li key={status} className={`heat ${statusTone[status]}`}>
          <Icon name={statusIcon[status]} />
          {t(`status.${status}`)}
        </li>
      ))}
    </ul>
  );
}

// Organisations by targets. A real table, so that it can be read, copied and printed; each name leads one level down.
export function Children({ view, figures }: { view: View; figures: Figure[] }) {
  const i18n = useI18n();
  const { t, pick } = i18n;
  const list = useInfiniteQuery({ ...progressChildrenQuery(view.plan.id, view.scope), refetchInterval: 5_000 });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isError && !list.data) return <ProblemNotice error={list.error} retry={() => void list.refetch()} />;
  if (list.isPending) return <Loading lines={5} />;
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="children">
      <h2 id="children">{t("progress.children")}</h2>
      <p className="fine">{t("progress.children-hint")}</p>
      <Legend />
      <div className="scroll heat-scroll" role="group" aria-labelledby="children" tabIndex={0}>
        <table className="heat-table">
          <thead>
            <tr>
              <th scope="col">{t("progress.organisation")}</th>
              {figures.map((figure) => (
                <th scope="col" key={figure.target_id} title={pick(figure.indicator.name, figure.indicator.name_en)}>
                  {figure.indicator.code}
                  <span className="fine">{shortTarget(figure, i18n)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.organisation.id}>
                <th scope="row">
                  <Link href={view.link({ organisation: row.organisation.id })}>{row.organisation.name}</Link>
                </th>
                {figures.map((figure) => (
                  <Cell key={figure.target_id} target={figure} figure={row.figures.find((one) => one.target_id === figure.target_id)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <More list={list} />
    </section>
  );
}
