import { useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { signOut } from "../api/commands";
import type { Me } from "../api/contract.gen";
import { stored } from "../api/http";
import { meQuery } from "../api/queries";
import { useI18n } from "../i18n";
import { Button } from "../kit/button";
import { Icon } from "../kit/icon";
import { Notice, ProblemNotice } from "../kit/notice";
import { forgetAll } from "./session";

export function Tools() {
  const { t, lang, change } = useI18n();
  const [contrast, setContrast] = useState(stored.get("contrast") === "more");
  const other = lang === "vi" ? "en" : "vi";
  return (
    <>
      <button
        type="button"
        className="tool"
        aria-pressed={contrast}
        title={t("tools.contrast")}
        onClick={() => {
          const next = !contrast;
          setContrast(next);
          stored.set("contrast", next ? "more" : null);
          if (next) document.documentElement.dataset.contrast = "more";
          else delete document.documentElement.dataset.contrast;
        }}
      >
        <Icon name="contrast" />
        <span className="hidden">{t("tools.contrast")}</span>
      </button>
      <button type="button" className="tool" lang={other} title={t("tools.language")} onClick={() => change(other)}>
        <span aria-hidden="true">{other.toUpperCase()}</span>
        <span className="hidden">{t("tools.language")}</span>
      </button>
    </>
  );
}

export function Account({ me }: { me: Me }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [, go] = useLocation();
  const [state, setState] = useState<"idle" | "unsent" | "busy">("idle");
  const [failed, setFailed] = useState<unknown>(null);

  async function leave(anyway: boolean) {
    setState("busy");
    setFailed(null);
    try {
      const { forgetDrafts, unsentDrafts } = await import("../drafts/store");
      // A browser without IndexedDB has nothing to lose.
      const unsent = await unsentDrafts(me.user.id).catch(() => []);
      if (unsent.length > 0 && !anyway) {
        setState("unsent");
        return;
      }
      await signOut();
      await forgetDrafts(me.user.id).catch(() => undefined);
      forgetAll(client);
      client.setQueryData(meQuery.queryKey, null);
      go("/");
    } catch (error) {
      setFailed(error);
      setState("idle");
    }
  }

  return (
    <details className="menu">
      <summary className="tool" title={t("tools.account")}>
        <Icon name="user" />
        <span className="hidden">{t("tools.account")}</span>
      </summary>
      <div className="menu-body">
        <p>
          <strong>{me.user.display_name}</strong>
          <span className="fine">{me.user.username}</span>
        </p>
        <p>
          {me.organisation.name}
          <span className="fine">{me.roles.map((role) => t(`role.${role}`)).join(", ")}</span>
        </p>
        {state === "unsent" && (
          <Notice tone="warn" role="alert">
            <p>{t("tools.unsent")}</p>
          </Notice>
        )}
        {failed !== null && <ProblemNotice error={failed} />}
        <Button busy={state === "busy"} onClick={() => void leave(state === "unsent")}>
          {state === "unsent" ? t("tools.sign-out-anyway") : t("tools.sign-out")}
        </Button>
      </div>
    </details>
  );
}
