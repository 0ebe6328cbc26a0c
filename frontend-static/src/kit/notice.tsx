import { useLayoutEffect, useRef, type ReactNode } from "react";
import { ApiProblem, NoAnswer } from "../api/problem";
import { useI18n } from "../i18n";
import { Button } from "./button";
import { Icon, type IconName } from "./icon";

export type Tone = "good" | "track" | "warn" | "bad" | "mute";

const signs: Record<Tone, IconName> = { good: "check", track: "arrow", warn: "warn", bad: "warn", mute: "minus" };

export function Badge({ tone, icon, children }: { tone: Tone; icon?: IconName; children: ReactNode }) {
  return (
    <span className={`badge ${tone}`}>
      <Icon name={icon ?? signs[tone]} />
      <span>{children}</span>
    </span>
  );
}

interface NoticeProps {
  tone: Tone;
  title?: string;
  children?: ReactNode;
  // Takes the focus when it appears.
  takesFocus?: boolean;
  role?: "alert" | "status";
}

export function Notice({ tone, title, children, takesFocus, role }: NoticeProps) {
  const own = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (takesFocus) own.current?.focus();
  }, [takesFocus]);
  return (
    <div className={`notice ${tone}`} role={role} tabIndex={takesFocus ? -1 : undefined} ref={own}>
      <Icon name={signs[tone]} />
      <div>
        {title && <p className="notice-title">{title}</p>}
        {children}
      </div>
    </div>
  );
}

// Plain words for whatever went wrong, and what can be done about it. The service speaks the chosen language itself.
export function ProblemNotice({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  const { t } = useI18n();
  const { title, detail, request } = explain(error, t);
  return (
    <Notice tone="bad" title={title} role="alert">
      {detail && <p>{detail}</p>}
      {error instanceof ApiProblem && error.faults.length > 0 && (
        <ul>
          {error.faults.map((fault, index) => (
            <li key={index}>{fault.detail ?? fault.code}</li>
          ))}
        </ul>
      )}
      {request && (
        <p className="fine">
          {t("error.request")}: <code>{request}</code>
        </p>
      )}
      {retry && <Button onClick={retry}>{t("state.retry")}</Button>}
    </Notice>
  );
}

export function explain(error: unknown, t: ReturnType<typeof useI18n>["t"]): { title: string; detail?: string; request?: string } {
  if (error instanceof NoAnswer) return { title: t("error.no-network"), detail: t("error.no-network-detail") };
  if (error instanceof ApiProblem) {
    return {
      title: error.problem.title,
      ...(error.problem.detail ? { detail: error.problem.detail } : {}),
      // Only where somebody has to look into it.
      ...(error.status >= 500 && error.requestId ? { request: error.requestId } : {}),
    };
  }
  return { title: t("error.unexpected"), detail: t("error.unexpected-detail") };
}

export interface Complaint {
  id: string;
  text: string;
}

// All complaints of a form on top of it, in the same words as beside the fields; takes the focus.
export function ErrorSummary({ title, complaints }: { title: string; complaints: Complaint[] }) {
  const own = useRef<HTMLDivElement>(null);
  const { t } = useI18n();
  useLayoutEffect(() => own.current?.focus(), [complaints]);
  useLayoutEffect(() => {
    const before = document.title;
    document.title = `${t("error.prefix")}: ${before}`;
    return () => {
      document.title = before;
    };
  }, [t]);
  return (
    <div className="notice bad summary" role="alert" tabIndex={-1} ref={own}>
      <Icon name="warn" />
      <div>
        <h2 className="notice-title">{title}</h2>
        <ul>
          {complaints.map((one) => (
            <li key={one.id + one.text}>
              <a
                href={`#${one.id}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(one.id)?.focus();
                }}
              >
                {one.text}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
