// Access tokens made by hand with the service's own keys, good ones and every kind of bad one.
import { createHmac } from "node:crypto";
import { keyRing } from "./service.mjs";

const encode = (value) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

export function claimsOf(token) {
  return JSON.parse(Buffer.from(token.split(".")[1], "base64url").toString());
}

export function headerOf(token) {
  return JSON.parse(Buffer.from(token.split(".")[0], "base64url").toString());
}

export function keyOf(purpose) {
  return keyRing().find((key) => key.purpose === purpose);
}

// header and payload: an object, or text that stands as it is; hash null: an empty signature.
export function token(header, payload, { hash = "sha256", key = keyOf("access").key } = {}) {
  const body = `${encode(header)}.${encode(payload)}`;
  const signature = hash === null ? "" : createHmac(hash, key).update(body).digest("base64url");
  return `${body}.${signature}`;
}

// A good token with some claims and header members changed; undefined takes one away.
export function changed(good, claims = {}, header = {}, options = {}) {
  return token({ ...headerOf(good), ...header }, { ...claimsOf(good), ...claims }, options);
}
