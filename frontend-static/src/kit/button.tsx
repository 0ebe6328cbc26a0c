import type { ReactNode } from "react";
import { Link } from "wouter";
import { Icon, type IconName } from "./icon";

type Look = "primary" | "plain" | "quiet";

interface ButtonProps {
  children: ReactNode;
  look?: Look;
  icon?: IconName;
  type?: "button" | "submit";
  disabled?: boolean;
  // Busy buttons stay focusable, so that the keyboard does not lose its place.
  busy?: boolean;
  pressed?: boolean;
  onClick?: () => void;
}

export function Button({ children, look = "plain", icon, type = "button", disabled, busy, pressed, onClick }: ButtonProps) {
  return (
    <button
      type={type}
      className={`button ${look}`}
      disabled={disabled}
      aria-disabled={busy || undefined}
      aria-pressed={pressed}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.();
      }}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

export function ButtonLink({ children, to, look = "plain", icon }: { children: ReactNode; to: string; look?: Look; icon?: IconName }) {
  return (
    <Link href={to} className={`button ${look}`}>
      {children}
      {icon && <Icon name={icon} />}
    </Link>
  );
}
