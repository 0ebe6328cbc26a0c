// A client of the service. Every exchange is held against the contract and written down; one that
// breaks the contract throws.
import http from "node:http";
import net from "node:net";
import { randomUUID } from "node:crypto";
import { routeOf, violations } from "./contract.mjs";
import { record } from "./record.mjs";
import { address, ownAddress, port } from "./service.mjs";

const agent = new http.Agent({ keepAlive: true, localAddress: ownAddress });

export class ContractViolation extends Error {
  constructor(answer, faults) {
    super(
      `${answer.method} ${answer.path} → ${answer.status} breaks the contract:` +
        faults.map((fault) => `\n  ${fault}`).join("") +
        `\n  body: ${answer.text.slice(0, 600)}`,
    );
    this.name = "ContractViolation";
  }
}

function send({ method, path, headers, payload, target = port, from = ownAddress }) {
  const own = target === port && from === ownAddress;
  return new Promise((resolve, reject) => {
    const request = http.request(
      {
        host: "127.0.0.1",
        port: target,
        method,
        path,
        headers,
        setHost: false,
        agent: own ? agent : new http.Agent({ localAddress: from }),
      },
      (response) => {
        const chunks = [];
        response.on("data", (chunk) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode,
            headers: response.headers,
            rawHeaders: response.rawHeaders,
            text: Buffer.concat(chunks).toString("utf8"),
          }),
        );
      },
    );
    request.on("error", reject);
    request.end(payload);
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function check(answer) {
  const faults = [...violations(answer)];
  record({
    operation: answer.operation?.id ?? null,
    method: answer.method,
    path: answer.path,
    status: answer.status,
    code: answer.status >= 400 ? answer.body?.code : undefined,
    faults: faults.length > 0 ? faults : undefined,
  });
  if (faults.length > 0) throw new ContractViolation(answer, faults);
}

function queryText(query) {
  const parameters = Object.entries(query ?? {}).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  if (parameters.length === 0) return "";
  const pairs = parameters.map((pair) => pair.map(encodeURIComponent).join("="));
  return `?${pairs.join("&")}`;
}

// What an operation asks for is sent unless the caller says otherwise: a type for the body, a fresh
// Idempotency-Key.
function headersFor(operation, method, options) {
  const headers = { host: new URL(address).host };
  if (options.language) headers["accept-language"] = options.language;
  if (options.body !== undefined)
    headers["content-type"] = operation?.body?.type ?? "application/json";
  if (operation?.needsKey && options.key === undefined)
    headers["idempotency-key"] = `"${randomUUID()}"`;
  if (options.key) headers["idempotency-key"] = options.key;
  if (options.version !== undefined) headers["if-match"] = `"${options.version}"`;
  if (options.etag)
    headers[method === "GET" || method === "HEAD" ? "if-none-match" : "if-match"] = options.etag;
  return headers;
}

function payloadOf(options) {
  if (options.raw !== undefined) return options.raw;
  return options.body === undefined ? undefined : JSON.stringify(options.body);
}

/*
 * call(method, path, options):
 *   query      {name: value}; undefined and null are left out
 *   body       sent as JSON, as the operation's media type; raw: text or bytes sent as they are
 *   version    → If-Match; etag → If-Match, or If-None-Match when reading
 *   key        Idempotency-Key; a fresh one where the operation needs one; null: none
 *   language   → Accept-Language
 *   headers    beside or instead of those; a value of null takes one away
 *   target     another port, straight to a Kore behind nginx; from: another loopback address
 * The answer: {status, headers, text, body, etag, operation, …}.
 */
export class Client {
  constructor({ token, headers = {}, user } = {}) {
    this.token = token;
    this.headers = headers;
    this.user = user;
  }

  async call(method, path, options = {}) {
    const whole = path + queryText(options.query);
    const { route, operation } = routeOf(method, whole);
    const payload = payloadOf(options);
    const headers = {
      ...headersFor(operation, method, options),
      ...this.headers,
      ...options.headers,
    };
    if (this.token && headers.authorization === undefined)
      headers.authorization = `Bearer ${this.token}`;
    if (payload !== undefined && headers["content-length"] === undefined) {
      headers["content-length"] = Buffer.byteLength(payload);
    }
    for (const name of Object.keys(headers)) if (headers[name] === null) delete headers[name];
    const received = await send({
      method,
      path: whole,
      headers,
      payload,
      target: options.target,
      from: options.from,
    });
    const answer = {
      ...received,
      method,
      path: whole,
      route,
      operation,
      body: parsed(received.text),
      etag: received.headers.etag,
      sent: options.body,
      direct: options.target !== undefined && options.target !== port,
    };
    check(answer);
    return answer;
  }

  get(path, options) {
    return this.call("GET", path, options);
  }
  post(path, body, options) {
    return this.call("POST", path, { body, ...options });
  }
  put(path, body, options) {
    return this.call("PUT", path, { body, ...options });
  }
  patch(path, body, options) {
    return this.call("PATCH", path, { body, ...options });
  }
  delete(path, options) {
    return this.call("DELETE", path, options);
  }

  // All items of a list, page by page.
  async walk(path, { query, ...options } = {}) {
    const items = [];
    let cursor;
    do {
      const { status, body } = await this.get(path, { ...options, query: { ...query, cursor } });
      if (status !== 200) throw new Error(`${path} answered ${status}`);
      items.push(...body.items);
      cursor = body.next_cursor;
    } while (cursor !== null);
    return items;
  }
}

export const anonymous = new Client();

// Bytes as they are, for requests that no HTTP client would send; gives all bytes that come back
// until the end. last: no more will come, as where a body was promised that nobody wants any more.
export function exchangeBytes(bytes, { target = port, last = false } = {}) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    const socket = net.connect({ host: "127.0.0.1", port: target, localAddress: ownAddress }, () =>
      last ? socket.end(bytes) : socket.write(bytes),
    );
    socket.setTimeout(10000, () => socket.destroy(new Error("no answer within 10 s")));
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("error", reject);
    socket.on("close", () => resolve(Buffer.concat(chunks)));
  });
}

// The answer to such bytes, held against the contract like any other.
export async function callBytes(method, path, bytes, options) {
  const [head, ...rest] = (await exchangeBytes(bytes, options)).toString("utf8").split("\r\n\r\n");
  const [line, ...fields] = head.split("\r\n");
  const headers = {};
  for (const field of fields)
    headers[field.slice(0, field.indexOf(":")).toLowerCase()] = field.replace(/^[^:]*:\s*/, "");
  let text = rest.join("\r\n\r\n");
  if (/chunked/.test(headers["transfer-encoding"] ?? ""))
    text = text.replaceAll(/(^|\r\n)[0-9a-f]+\r\n/g, "");
  const { route, operation } = routeOf(method, path);
  const answer = {
    method,
    path,
    route,
    operation,
    status: Number(line.split(" ")[1]),
    headers,
    text: text.trim(),
    etag: headers.etag,
  };
  answer.body = parsed(answer.text);
  check(answer);
  return answer;
}
