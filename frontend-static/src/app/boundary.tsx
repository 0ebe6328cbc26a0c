import { Component, type ReactNode } from "react";
import { useI18n } from "../i18n";
import { Button } from "../kit/button";
import { Notice } from "../kit/notice";

function Broken() {
  const { t } = useI18n();
  return (
    <div className="page">
      <Notice tone="bad" title={t("error.unexpected")} role="alert">
        <p>{t("error.unexpected-detail")}</p>
        <Button onClick={() => location.reload()}>{t("error.reload")}</Button>
      </Notice>
    </div>
  );
}

// A screen that breaks, or a file of an old release that is gone, must not leave a blank page.
export class Boundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}
