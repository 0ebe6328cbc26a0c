import type { Sync } from "../../drafts/sync";
import { useI18n } from "../../i18n";
import { Button } from "../../kit/button";
import { Icon, type IconName } from "../../kit/icon";
import { explain } from "../../kit/notice";
import type { SaveStatus } from "../../drafts/sync";

const icons: Record<SaveStatus, IconName> = {
  clean: "check",
  typing: "clock",
  saving: "clock",
  saved: "check",
  local: "warn",
  conflict: "warn",
  refused: "warn",
  stopped: "warn",
};

// Where what was typed is by now. Said aloud by screen readers, but not while somebody types.
export function SaveLine({ sync }: { sync: Sync }) {
  const i18n = useI18n();
  const { t, time } = i18n;
  const words =
    sync.status === "saved"
      ? t("save.saved", { at: time(sync.savedAt ?? new Date()) })
      : sync.status === "stopped"
        ? t("save.stopped", { reason: explain(sync.error, t).title })
        : t(`save.${sync.status}`);
  const quiet = sync.status === "typing" || sync.status === "saving";
  return (
    <div className={`save save-${sync.status}`}>
      <Icon name={icons[sync.status]} />
      <span role="status" aria-live={quiet ? "off" : "polite"}>
        {words}
      </span>
      {(sync.status === "local" || sync.status === "stopped") && (
        <Button look="quiet" onClick={() => void sync.flush()}>
          {t("state.retry")}
        </Button>
      )}
    </div>
  );
}
