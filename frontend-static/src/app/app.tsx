import { lazy, Suspense, useEffect, useLayoutEffect, useRef } from "react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Route, Switch, useLocation } from "wouter";
import { meQuery } from "../api/queries";
import { stored, whenSessionLost } from "../api/http";
import { useI18n } from "../i18n";
import { Loading, Page } from "../kit/page";
import { ProblemNotice } from "../kit/notice";
import { ButtonLink } from "../kit/button";
import { Home } from "../screens/home/home";
import { SignIn } from "../screens/signin/sign-in";
import { forgetAll, SessionProvider } from "./session";
import { Shell } from "./shell";

const Organisations = lazy(() => import("../screens/organisations/organisations"));
const Plans = lazy(() => import("../screens/plans/plans"));
const Plan = lazy(() => import("../screens/plans/plan"));
const Progress = lazy(() => import("../screens/progress/progress"));
const Failing = lazy(() => import("../screens/progress/failing"));
const Report = lazy(() => import("../screens/report/report"));
const Review = lazy(() => import("../screens/review/review"));

// A new page begins at its top, for the eye and for the keyboard.
function useFocusOnNavigation() {
  const [path] = useLocation();
  const before = useRef(path);
  useLayoutEffect(() => {
    if (before.current === path) return;
    before.current = path;
    document.getElementById("main")?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [path]);
}

function Routes() {
  const { t } = useI18n();
  return (
    <Suspense fallback={<Loading lines={6} />}>
      <Switch>
        <Route path="/" component={Home} />
        <Route path="/reports/:id/:step?">{({ id, step }) => <Report key={id} id={id} step={step} />}</Route>
        <Route path="/review/:id?">{({ id }) => <Review id={id} />}</Route>
        <Route path="/progress" component={Progress} />
        <Route path="/progress/failing" component={Failing} />
        <Route path="/plans" component={Plans} />
        <Route path="/plans/:id">{({ id }) => <Plan id={id} />}</Route>
        <Route path="/organisations/:id?">{({ id }) => <Organisations id={id} />}</Route>
        <Route>
          <Page title={t("error.not-found")}>
            <p>{t("error.not-found-detail")}</p>
            <ButtonLink to="/">{t("error.home")}</ButtonLink>
          </Page>
        </Route>
      </Switch>
    </Suspense>
  );
}

export function App() {
  const client = useQueryClient();
  const me = useQuery(meQuery);
  const { lang } = useI18n();
  const expired = useRef(false);
  useFocusOnNavigation();

  useEffect(() => {
    whenSessionLost(() => {
      expired.current = true;
      client.setQueryData(meQuery.queryKey, null);
    });
  }, [client]);

  // The service answers in the language of the request, so what was read in the other one is old.
  const spoken = useRef(lang);
  useEffect(() => {
    if (spoken.current !== lang) void client.resetQueries({ predicate: (query) => query.state.status === "error" });
    spoken.current = lang;
  }, [client, lang]);

  if (me.data) {
    return (
      <SessionProvider me={me.data}>
        <Shell>
          <Routes />
        </Shell>
      </SessionProvider>
    );
  }
  if (me.data === null) {
    return (
      <Shell>
        <SignIn
          expired={expired.current}
          done={(who) => {
            expired.current = false;
            stored.set("user", who.user.id);
            forgetAll(client);
            client.setQueryData(meQuery.queryKey, who);
          }}
        />
      </Shell>
    );
  }
  return <Shell>{me.isError ? <ProblemNotice error={me.error} retry={() => void me.refetch()} /> : <Loading />}</Shell>;
}
