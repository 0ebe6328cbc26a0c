import { useId, useState, type ReactNode } from "react";
import { useI18n } from "../i18n";

interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null | undefined;
  id?: string | undefined;
  children: (own: { id: string; "aria-describedby"?: string; "aria-invalid"?: true }) => ReactNode;
}

// Label, hint and error around any one control, tied to it for those who do not see them.
export function Field({ label, hint, error, id, children }: FieldProps) {
  const { t } = useI18n();
  const made = useId();
  const own = id ?? made;
  const described = [hint ? `${own}-hint` : "", error ? `${own}-error` : ""].filter(Boolean).join(" ");
  return (
    <div className={error ? "field wrong" : "field"}>
      <label htmlFor={own}>{label}</label>
      {hint && (
        <p className="hint" id={`${own}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="error" id={`${own}-error`}>
          <span className="hidden">{t("error.prefix")}: </span>
          {error}
        </p>
      )}
      {children({
        id: own,
        ...(described ? { "aria-describedby": described } : {}),
        ...(error ? { "aria-invalid": true as const } : {}),
      })}
    </div>
  );
}

interface TextProps {
  label: ReactNode;
  value: string;
  onInput: (value: string) => void;
  id?: string;
  hint?: ReactNode;
  error?: string | null | undefined;
  type?: "text" | "search";
  autoComplete?: string;
  numeric?: boolean;
  rows?: number;
  maxLength?: number;
}

export function TextField({ label, value, onInput, id, hint, error, type = "text", autoComplete, numeric, rows, maxLength }: TextProps) {
  return (
    <Field label={label} hint={hint} error={error} id={id}>
      {(own) =>
        rows ? (
          <textarea {...own} rows={rows} maxLength={maxLength} value={value} onInput={(event) => onInput(event.currentTarget.value)} />
        ) : (
          <input
            {...own}
            type={type}
            className={numeric ? "numeric" : undefined}
            inputMode={numeric ? "decimal" : undefined}
            autoComplete={autoComplete ?? "off"}
            autoCapitalize="none"
            spellCheck={false}
            maxLength={maxLength}
            value={value}
            onInput={(event) => onInput(event.currentTarget.value)}
          />
        )
      }
    </Field>
  );
}

export function PasswordField({ label, value, onInput, error, id }: Pick<TextProps, "label" | "value" | "onInput" | "error" | "id">) {
  const { t } = useI18n();
  const [shown, setShown] = useState(false);
  return (
    <div className="password">
      <Field label={label} error={error} id={id}>
        {(own) => (
          <input
            {...own}
            type={shown ? "text" : "password"}
            autoComplete="current-password"
            autoCapitalize="none"
            spellCheck={false}
            value={value}
            onInput={(event) => onInput(event.currentTarget.value)}
          />
        )}
      </Field>
      <Check label={t("signin.show")} checked={shown} onChange={setShown} />
    </div>
  );
}

export function Check({ label, checked, onChange }: { label: ReactNode; checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <label className="choice">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}

interface RadiosProps {
  legend: ReactNode;
  name: string;
  value: string | null;
  options: { value: string; label: ReactNode }[];
  onChange: (value: string) => void;
  error?: string | null | undefined;
  id?: string;
}

export function Radios({ legend, name, value, options, onChange, error, id }: RadiosProps) {
  const { t } = useI18n();
  return (
    <fieldset className={error ? "field wrong" : "field"} aria-describedby={error ? `${name}-error` : undefined}>
      <legend>{legend}</legend>
      {error && (
        <p className="error" id={`${name}-error`}>
          <span className="hidden">{t("error.prefix")}: </span>
          {error}
        </p>
      )}
      <div className="choices">
        {options.map((option, index) => (
          <label className="choice" key={option.value}>
            <input
              type="radio"
              id={index === 0 ? id : undefined}
              name={name}
              checked={value === option.value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface SelectProps {
  label: ReactNode;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
}

export function Select({ label, value, options, onChange }: SelectProps) {
  return (
    <Field label={label}>
      {(own) => (
        <select {...own} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
