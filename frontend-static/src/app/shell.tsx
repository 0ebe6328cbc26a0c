import { useEffect, type ReactNode } from "react";
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "wouter";
import { meQuery } from "../api/queries";
import type { Me } from "../api/contract.gen";
import { useI18n, type Key } from "../i18n";
import { Icon, Mark, type IconName } from "../kit/icon";
import { mayReview } from "./session";
import { Account, Tools } from "./tools";

interface Place {
  to: string;
  label: Key;
  icon: IconName;
}

function places(me: Me): Place[] {
  return [
    { to: "/", label: "nav.home", icon: "home" },
    ...(mayReview(me) ? [{ to: "/review", label: "nav.review", icon: "review" } as const] : []),
    { to: "/progress", label: "nav.progress", icon: "progress" },
    { to: "/plans", label: "nav.plans", icon: "plans" },
    { to: "/organisations", label: "nav.organisations", icon: "organisations" },
  ];
}

function Navigation({ me }: { me: Me }) {
  const { t } = useI18n();
  const [path] = useLocation();
  return (
    <nav className="nav" aria-label={t("nav.label")}>
      <ul>
        {places(me).map((place) => {
          const here = place.to === "/" ? path === "/" || path.startsWith("/reports") : path.startsWith(place.to);
          return (
            <li key={place.to}>
              <Link href={place.to} aria-current={here ? "page" : undefined}>
                <Icon name={place.icon} />
                <span>{t(place.label)}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

// What is around every screen: who we are, where one can go, where help is.
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useI18n();
  const me = useQuery({ ...meQuery, enabled: false }).data ?? null;

  useEffect(() => {
    // <details> menus close like menus: with Escape, and when something else is chosen.
    const close = (event: Event) => {
      for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) {
        if (event instanceof KeyboardEvent) {
          if (event.key !== "Escape") continue;
          menu.querySelector("summary")?.focus();
        } else if (menu.contains(event.target as Node)) continue;
        menu.open = false;
      }
    };
    document.addEventListener("keydown", close);
    document.addEventListener("pointerdown", close);
    return () => {
      document.removeEventListener("keydown", close);
      document.removeEventListener("pointerdown", close);
    };
  }, []);

  return (
    <>
      <a className="skip" href="#main">
        {t("app.skip")}
      </a>
      <header className="top">
        <div className="top-line">
          <Link href="/" className="brand">
            <Mark />
            <span className="brand-text">
              <strong>{t("app.name")}</strong>
              <span className="brand-about">{me ? me.organisation.name : t("app.tagline")}</span>
            </span>
          </Link>
          <div className="tools">
            <Tools />
            {me && <Account me={me} />}
          </div>
        </div>
        {me && <Navigation me={me} />}
        {me?.demo && <p className="demo">{t("app.demo")}</p>}
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer className="foot">
        <p>{t("app.footer")}</p>
        <p>
          <a href="/docs/">{t("app.help")}</a>
        </p>
      </footer>
    </>
  );
}
