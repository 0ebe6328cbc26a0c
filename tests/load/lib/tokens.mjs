// The key ring of the service, and access tokens as the service issues them.
import { createHmac, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";

// [{ name, purpose, bytes }] in the order of the file.
export const readKeyRing = (file) =>
  readFileSync(file, "utf8")
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter((words) => words.length === 3 && !words[0].startsWith("#"))
    .map(([name, purpose, text]) => ({ name, purpose, bytes: Buffer.from(text, "base64url") }));

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

// A function that signs for { user, organisation, session, scopeVersion, level, roles }. Tokens
// live ten minutes at most.
export const tokenSigner = (keys, party) => {
  const key = keys.find((k) => k.purpose === "access");
  const header = encode({ alg: "HS256", kid: key.name, typ: "JWT" });
  return (account) => {
    const now = Math.floor(Date.now() / 1000);
    const payload = encode({
      aud: party,
      exp: now + 600,
      iat: now,
      iss: party,
      jti: randomUUID(),
      level: account.level,
      org: account.organisation,
      roles: account.roles,
      sid: account.session,
      sub: account.user,
      sv: account.scopeVersion,
      system: "union",
    });
    const signature = createHmac("sha256", key.bytes).update(`${header}.${payload}`);
    return `${header}.${payload}.${signature.digest("base64url")}`;
  };
};
