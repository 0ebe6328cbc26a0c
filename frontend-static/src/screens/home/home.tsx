import { useQuery } from "@tanstack/react-query";
import type { Me } from "../../api/contract.gen";
import { periodsQuery } from "../../api/queries";
import { mayReport, mayReview, useMe } from "../../app/session";
import { useI18n } from "../../i18n";
import { Page } from "../../kit/page";
import { OwnReports } from "./own-reports";
import { ProgressGlimpse } from "./progress-glimpse";
import { ReviewGlimpse } from "./review-glimpse";

const owesReports = (me: Me): boolean => me.organisation.level !== "central";

// What waits for the one who is signed in, most pressing first.
export function Home() {
  const me = useMe();
  const { t } = useI18n();
  const periods = useQuery(periodsQuery({ state: "open" }));
  const owes = owesReports(me) && mayReport(me);
  return (
    <Page title={t("home.title")} about={me.organisation.name}>
      <div className="home">
        {(owes || mayReview(me)) && (
          <div className="home-work">
            {owes && <OwnReports me={me} periods={periods} />}
            {mayReview(me) && <ReviewGlimpse me={me} />}
          </div>
        )}
        <ProgressGlimpse me={me} />
      </div>
    </Page>
  );
}
