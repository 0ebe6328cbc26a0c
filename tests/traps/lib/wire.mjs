// HTTP byte by byte, for what no client library would send.
import net from "node:net";
import { korePort } from "../../api/harness/service.mjs";

const PATIENCE_MS = 25000;

// Takes the first whole answer off the bytes: [answer, rest]; undefined: it is not all there yet.
// HEAD and 304 have no body.
function parse(bytes, bodiless) {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [line, ...fields] = bytes.toString("latin1", 0, end).split("\r\n");
  const headers = Object.fromEntries(
    fields.map((field) => {
      const colon = field.indexOf(":");
      return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
    }),
  );
  const status = Number(line.split(" ")[1]);
  const length =
    bodiless || status === 204 || status === 304 ? 0 : Number(headers["content-length"] ?? 0);
  const start = end + 4;
  if (bytes.length < start + length) return undefined;
  const text = bytes.toString("utf8", start, start + length);
  return [
    { status, headers, text, body: text.startsWith("{") ? JSON.parse(text) : undefined },
    bytes.subarray(start + length),
  ];
}

// A connection to Kore itself, past nginx.
export class Wire {
  #bytes = Buffer.alloc(0);
  #closed = false;
  #waiting = () => {};

  constructor(target = korePort) {
    this.socket = net.connect({ host: "127.0.0.1", port: target, allowHalfOpen: true });
    this.socket.setNoDelay(true);
    this.socket.unref();
    this.socket.on("data", (chunk) => {
      this.#bytes = Buffer.concat([this.#bytes, chunk]);
      this.#waiting();
    });
    this.socket.on("error", () => {});
    for (const event of ["end", "close"]) {
      this.socket.on(event, () => {
        this.#closed = true;
        this.#waiting();
      });
    }
  }

  // Resolves when the kernel has the bytes: they go out as a packet of their own.
  send(text) {
    return new Promise((resolve) => {
      this.socket.write(text, "latin1", () => resolve());
    });
  }

  #until(condition, what) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${what} within ${PATIENCE_MS} ms`)),
        PATIENCE_MS,
      );
      const look = () => {
        const found = condition();
        if (found === undefined) return;
        clearTimeout(timer);
        this.#waiting = () => {};
        resolve(found);
      };
      this.#waiting = look;
      look();
    });
  }

  // The next answer; null: the connection was closed without one.
  answer({ bodiless = false } = {}) {
    return this.#until(() => {
      const found = parse(this.#bytes, bodiless);
      if (found) {
        [, this.#bytes] = found;
        return found[0];
      }
      return this.#closed ? null : undefined;
    }, "no answer");
  }

  // Resolves when the other side has closed; with what came after the last answer that was taken.
  rest() {
    return this.#until(
      () => (this.#closed ? this.#bytes.toString("latin1") : undefined),
      "not closed",
    );
  }

  get closed() {
    return this.#closed;
  }

  // Goes away: with a reset, as a machine that has lost its network would.
  hangUp() {
    this.socket.resetAndDestroy();
  }

  leave() {
    this.socket.destroy();
  }
}

export function request(method, path, { headers = {}, body, length = body?.length } = {}) {
  const lines = Object.entries({ Host: "localhost", ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  if (length !== undefined) lines.push(`Content-Length: ${length}`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${body ?? ""}`;
}
