import { useEffect, useState, type FormEvent } from "react";
import { signIn } from "../../api/commands";
import type { Me } from "../../api/contract.gen";
import { isProblem } from "../../api/problem";
import { useI18n } from "../../i18n";
import { Button } from "../../kit/button";
import { PasswordField, TextField } from "../../kit/field";
import { ErrorSummary, Notice, ProblemNotice, type Complaint } from "../../kit/notice";
import { Page } from "../../kit/page";

// Counts down to when a locked account may try again.
function Locked({ until, over }: { until: number; over: () => void }) {
  const { t } = useI18n();
  const [left, setLeft] = useState(() => Math.max(0, Math.ceil((until - Date.now()) / 1000)));
  useEffect(() => {
    const timer = setInterval(() => {
      const seconds = Math.max(0, Math.ceil((until - Date.now()) / 1000));
      setLeft(seconds);
      if (seconds === 0) {
        clearInterval(timer);
        over();
      }
    }, 1000);
    return () => clearInterval(timer);
  }, [until, over]);
  const minutes = Math.floor(left / 60);
  const time = minutes > 0 ? t("signin.minutes", { m: minutes, s: left % 60 }) : t("signin.seconds", { s: left });
  return (
    <Notice tone="bad" role="alert">
      <p>{left > 0 ? t("signin.locked", { time }) : t("signin.unlocked")}</p>
    </Notice>
  );
}

export function SignIn({ expired, done }: { expired: boolean; done: (me: Me) => void }) {
  const { t } = useI18n();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [complaints, setComplaints] = useState<Complaint[]>([]);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [locked, setLocked] = useState<number | null>(null);
  const [unlock] = useState(() => () => setLocked(null));

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    const missing = [
      ...(username.trim() === "" ? [{ id: "username", text: t("signin.username-missing") }] : []),
      ...(password === "" ? [{ id: "password", text: t("signin.password-missing") }] : []),
    ];
    setComplaints(missing);
    setError(null);
    if (missing.length > 0) return;
    setBusy(true);
    try {
      done(await signIn(username.trim(), password));
    } catch (failure) {
      setBusy(false);
      const until = isProblem(failure, "account-locked") ? failure.problem.locked_until : undefined;
      if (until) setLocked(Date.parse(until));
      else setError(failure);
    }
  }

  const complaint = (id: string) => complaints.find((one) => one.id === id)?.text;
  return (
    <Page title={t("signin.title")}>
      <form className="sign-in" noValidate onSubmit={(event) => void submit(event)}>
        {expired && (
          <Notice tone="warn" role="status">
            <p>{t("signin.expired")}</p>
          </Notice>
        )}
        {complaints.length > 0 && <ErrorSummary title={t("error.summary", { n: complaints.length })} complaints={complaints} />}
        {error !== null && <ProblemNotice error={error} />}
        {locked !== null && <Locked until={locked} over={unlock} />}
        <TextField
          id="username"
          label={t("signin.username")}
          value={username}
          onInput={setUsername}
          autoComplete="username"
          maxLength={64}
          error={complaint("username")}
        />
        <PasswordField id="password" label={t("signin.password")} value={password} onInput={setPassword} error={complaint("password")} />
        <Button type="submit" look="primary" busy={busy}>
          {busy ? t("signin.busy") : t("signin.submit")}
        </Button>
        <p className="fine">{t("signin.help")}</p>
      </form>
    </Page>
  );
}
