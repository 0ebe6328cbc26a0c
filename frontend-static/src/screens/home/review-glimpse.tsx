import { useQuery } from "@tanstack/react-query";
import type { Me } from "../../api/contract.gen";
import { submissionsQuery } from "../../api/queries";
import { useI18n } from "../../i18n";
import { ButtonLink } from "../../kit/button";
import { Badge } from "../../kit/notice";
import { Wait } from "../../kit/page";

export function ReviewGlimpse({ me }: { me: Me }) {
  const { t } = useI18n();
  const waiting = useQuery(submissionsQuery({ parent_id: me.organisation.id, state: ["submitted"] }));
  return (
    <section aria-labelledby="waiting">
      <h2 id="waiting">{t("home.review")}</h2>
      <Wait query={waiting} lines={2}>
        {({ items, next_cursor }) => {
          if (items.length === 0) return <p className="empty">{t("home.review-none")}</p>;
          const flagged = items.filter((one) => one.warnings.length > 0 || one.late === true || one.estimate).length;
          const n = items.length;
          return (
            <div className="card duty">
              <div className="duty-text">
                <p className="lead">{next_cursor === null ? t("home.review-count", { n }) : t("home.review-more", { n })}</p>
                {flagged > 0 && (
                  <p className="badges">
                    <Badge tone="warn">{t("home.review-flagged", { n: flagged })}</Badge>
                  </p>
                )}
              </div>
              <div className="duty-action">
                <ButtonLink look="primary" to="/review">
                  {t("home.review-open")}
                </ButtonLink>
              </div>
            </div>
          );
        }}
      </Wait>
    </section>
  );
}
