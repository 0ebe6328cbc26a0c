import { useEffect, useLayoutEffect, useState, type ReactNode } from "react";
import type { UseQueryResult } from "@tanstack/react-query";
import { useI18n } from "../i18n";
import { Button } from "./button";
import { ProblemNotice } from "./notice";

interface PageProps {
  title: string;
  // Who or what the page is about, under the title and in the window's title.
  about?: ReactNode;
  aboutText?: string | undefined;
  actions?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}

export function Page({ title, about, aboutText, actions, wide, children }: PageProps) {
  const { t } = useI18n();
  useLayoutEffect(() => {
    document.title = [title, aboutText, t("app.name")].filter(Boolean).join(" – ");
  }, [title, aboutText, t]);
  return (
    <div className={wide ? "page wide" : "page"}>
      <div className="page-head">
        <div>
          <h1>{title}</h1>
          {about && <p className="about">{about}</p>}
        </div>
        {actions && <div className="actions">{actions}</div>}
      </div>
      {children}
    </div>
  );
}

// Nothing for the first 200 ms, then the outline of what will come, and a word when it takes long.
export function Loading({ lines = 4 }: { lines?: number }) {
  const { t } = useI18n();
  const [stage, setStage] = useState(0);
  useEffect(() => {
    const soon = setTimeout(() => setStage(1), 200);
    const late = setTimeout(() => setStage(2), 10_000);
    return () => {
      clearTimeout(soon);
      clearTimeout(late);
    };
  }, []);
  return (
    <div className="loading" aria-busy="true">
      <p className={stage === 2 ? undefined : "hidden"} role="status">
        {stage === 2 ? t("state.slow") : stage === 1 ? t("state.loading") : ""}
      </p>
      {stage > 0 && Array.from({ length: lines }, (_, index) => <span key={index} className="bone" aria-hidden="true" />)}
    </div>
  );
}

interface WaitProps<T> {
  query: UseQueryResult<T>;
  lines?: number;
  children: (data: T) => ReactNode;
}

// What a query has to show: its data even while it is renewed, else the outline, else the problem.
export function Wait<T>({ query, lines, children }: WaitProps<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isError) return <ProblemNotice error={query.error} retry={() => void query.refetch()} />;
  return <Loading lines={lines ?? 4} />;
}

interface MoreProps {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

export function More({ list }: { list: MoreProps }) {
  const { t } = useI18n();
  if (!list.hasNextPage) return null;
  return (
    <p className="more">
      <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {list.isFetchingNextPage ? t("state.loading") : t("state.more")}
      </Button>
    </p>
  );
}
