import { useEffect, useState, type FormEvent } from "react";
import { useSearchParams } from "wouter";
import { useI18n } from "../i18n";
import { Button } from "./button";
import { TextField } from "./field";

// One part of the address, so that every view can be linked to. An empty one leaves it.
export function useParam(name: string): [string, (value: string) => void] {
  const [params, setParams] = useSearchParams();
  const set = (value: string) =>
    setParams((before) => {
      const next = new URLSearchParams(before);
      if (value === "") next.delete(name);
      else next.set(name, value);
      return next;
    });
  return [params.get(name) ?? "", set];
}

export function SearchBox({ label, value, onSearch }: { label: string; value: string; onSearch: (value: string) => void }) {
  const { t } = useI18n();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch(typed.trim());
  };
  return (
    <form role="search" className="search" onSubmit={submit}>
      <TextField label={label} type="search" value={typed} onInput={setTyped} maxLength={200} />
      <Button type="submit" icon="search">
        {t("organisations.search-button")}
      </Button>
    </form>
  );
}
