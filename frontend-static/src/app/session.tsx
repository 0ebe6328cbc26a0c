import type { QueryClient } from "@tanstack/react-query";
import { createContext, useContext, type ReactNode } from "react";
import type { Me, Role } from "../api/contract.gen";

const Context = createContext<Me | null>(null);

export function SessionProvider({ me, children }: { me: Me; children: ReactNode }) {
  return <Context.Provider value={me}>{children}</Context.Provider>;
}

// Whoever is signed in; only for screens behind the sign-in.
export function useMe(): Me {
  const me = useContext(Context);
  if (me === null) throw new Error("useMe outside a session");
  return me;
}

export const has = (me: Me, ...roles: Role[]): boolean => me.roles.some((role) => roles.includes(role));
export const mayReport = (me: Me): boolean => has(me, "reporter", "approver");
export const mayReview = (me: Me): boolean => has(me, "approver") && me.organisation.level !== "grassroots" && me.organisation.level !== "group";

// What one person read is not shown to the next. Who is signed in is set by the caller, for screens listen to it.
export const forgetAll = (client: QueryClient): void => client.removeQueries({ predicate: (query) => query.queryKey[0] !== "me" });
