// The only place that makes HTTP calls. Everything else asks `api` (client.ts) or the session functions here.
import { uuid } from "./uuid";

export const stored = {
  get: (key: string): string | null => {
    try {
      return localStorage.getItem(`thidua.${key}`);
    } catch {
      return null;
    }
  },
  set: (key: string, value: string | null): void => {
    try {
      if (value === null) localStorage.removeItem(`thidua.${key}`);
      else localStorage.setItem(`thidua.${key}`, value);
    } catch {
      // Private windows may refuse storage; the app works without it.
    }
  },
};

type Listener = () => void;
let language = "vi";
let onSessionLost: Listener = () => {};

export function speak(lang: string): void {
  language = lang;
}

export function whenSessionLost(listener: Listener): void {
  onSessionLost = listener;
}

function send(request: Request): Promise<Response> {
  request.headers.set("X-App", "web");
  request.headers.set("Accept-Language", language);
  return fetch(request);
}

// One renewal for all requests that found the session expired at the same moment.
let renewal: Promise<boolean> | null = null;

function renew(): Promise<boolean> {
  renewal ??= send(new Request("/v1/auth/session:refresh", { method: "POST" }))
    .then((answer) => {
      if (answer.status >= 500 || answer.status === 429) throw new TypeError("renewal");
      return answer.ok;
    })
    .finally(() => {
      renewal = null;
    });
  return renewal;
}

export async function guardedFetch(request: Request): Promise<Response> {
  const again = request.clone();
  const answer = await send(request);
  if (answer.status !== 401 || new URL(request.url).pathname.startsWith("/v1/auth/")) return answer;
  // A browser that never signed in has nothing to renew.
  if (stored.get("signed-in") === null) return answer;
  if (await renew()) return send(again);
  stored.set("signed-in", null);
  onSessionLost();
  return answer;
}

// Names this browser to the service, so that renewals from elsewhere can be told apart.
export function deviceId(): string {
  const known = stored.get("device");
  if (known !== null) return known;
  const made = uuid();
  stored.set("device", made);
  return made;
}
