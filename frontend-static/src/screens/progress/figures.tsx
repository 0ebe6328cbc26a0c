import { useState } from "react";
import { Link } from "wouter";
import type { Figure } from "../../api/contract.gen";
import { useI18n } from "../../i18n";
import { TargetBar } from "../../kit/bars";
import { Button } from "../../kit/button";
import { Badge } from "../../kit/notice";
import { figureValue, shortTarget, targetWords } from "../../kit/target";
import { statusIcon, statusTone } from "./verdict";
import type { View } from "./progress";

// Bars of shares end at 100; counts end a little above what is wanted or reached.
function scale(figure: Figure): { value: number; target: number; full: number } {
  const value = Number(figure.value ?? 0);
  const target = Number(figure.threshold);
  const share = figure.indicator.kind !== "count" && figure.indicator.kind !== "rank";
  return { value, target, full: share ? 100 : Math.max(value, target) * 1.1 };
}

// Where single units can fall short of a target of their own.
const hasFailing = (figure: Figure): boolean => figure.indicator.kind === "unit_share" || figure.indicator.kind === "binary";

function Bar({ figure, link }: { figure: Figure; link: View["link"] }) {
  const i18n = useI18n();
  const { t, number, pick } = i18n;
  const tone = statusTone[figure.status];
  const value = figureValue(figure, figure.indicator.kind, i18n);
  const target = shortTarget(figure, i18n);
  const status = t(`status.${figure.status}`);
  const counted = figure.indicator.kind !== "count" && figure.value !== null;
  return (
    <li className="figure">
      <div className="figure-head">
        <span className="figure-code">{figure.indicator.code}</span>
        <h3>{pick(figure.indicator.name, figure.indicator.name_en)}</h3>
        <Badge tone={tone} icon={statusIcon[figure.status]}>
          {status}
        </Badge>
      </div>
      <div className="figure-bar">
        <strong className="figure-value">{value}</strong>
        <div className="figure-track">
          <TargetBar {...scale(figure)} tone={tone} label={t("progress.bar", { value, target, status })} />
        </div>
        <span className="figure-target">
          {t("progress.target")} <strong>{targetWords(figure, i18n)}</strong>
          {figure.aspirational && ` (${t("plan.aspirational")})`}
        </span>
      </div>
      <p className="fine figure-base">
        {counted && <>{t("progress.of", { numerator: number(figure.numerator), denominator: number(figure.denominator) })} · </>}
        {t("progress.reported", { reported: number(figure.reported), units: number(figure.units) })}
        {figure.unknown_population > 0 && <> · {t("progress.unknown", { n: figure.unknown_population })}</>}
        {hasFailing(figure) && figure.status !== "achieved" && (
          <>
            {" · "}
            <Link className="no-print" href={link({ target: figure.target_id }).replace("/progress", "/progress/failing")}>
              {t("progress.failing")}
            </Link>
          </>
        )}
      </p>
    </li>
  );
}

function Table({ figures }: { figures: Figure[] }) {
  const i18n = useI18n();
  const { t, number, pick } = i18n;
  return (
    <div className="scroll" role="group" aria-label={t("progress.figures")} tabIndex={0}>
      <table className="plain figures-table">
        <thead>
          <tr>
            <th scope="col">{t("plan.indicator")}</th>
            <th scope="col" className="end">{t("progress.numerator")}</th>
            <th scope="col" className="end">{t("progress.denominator")}</th>
            <th scope="col" className="end">{t("progress.value")}</th>
            <th scope="col" className="end">{t("progress.target")}</th>
            <th scope="col" className="end">{t("progress.reported-column")}</th>
            <th scope="col">{t("progress.status")}</th>
          </tr>
        </thead>
        <tbody>
          {figures.map((figure) => (
            <tr key={figure.target_id}>
              <th scope="row">
                {figure.indicator.code} · {pick(figure.indicator.name, figure.indicator.name_en)}
              </th>
              <td className="end">{number(figure.numerator)}</td>
              <td className="end">{number(figure.denominator)}</td>
              <td className="end">{figureValue(figure, figure.indicator.kind, i18n)}</td>
              <td className="end">{shortTarget(figure, i18n)}</td>
              <td className="end">
                {number(figure.reported)}/{number(figure.units)}
              </td>
              <td>{t(`status.${figure.status}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Figures({ figures, link }: { figures: Figure[]; link: View["link"] }) {
  const { t } = useI18n();
  const [table, setTable] = useState(false);
  return (
    <section aria-labelledby="figures">
      <div className="section-head">
        <h2 id="figures">{t("progress.figures")}</h2>
        <Button look="quiet" onClick={() => setTable(!table)}>
          {table ? t("progress.as-bars") : t("progress.as-table")}
        </Button>
      </div>
      {table ? (
        <Table figures={figures} />
      ) : (
        <ul className="figures">
          {figures.map((figure) => (
            <Bar key={figure.target_id} figure={figure} link={link} />
          ))}
        </ul>
      )}
    </section>
  );
}
