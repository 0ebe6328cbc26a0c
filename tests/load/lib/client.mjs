// Files of requests for the load client, and the client itself.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { execute } from "./process.mjs";
import { settings } from "./settings.mjs";

const requestText = ({ method = "GET", path, token, headers = {}, body }) => {
  const lines = [`${method} ${path} HTTP/1.1`, "Host: localhost", `Authorization: Bearer ${token}`];
  for (const [name, value] of Object.entries(headers)) {
    lines.push(`${name}: ${value}`);
  }
  if (body !== undefined) {
    lines.push("Content-Type: application/json", `Content-Length: ${Buffer.byteLength(body)}`);
  }
  return `${lines.join("\r\n")}\r\n\r\n${body ?? ""}`;
};

export const writeRequests = (name, requests) => {
  const file = join(settings.work, `${name}.requests`);
  const texts = requests.map(requestText).map((text) => `${Buffer.byteLength(text)}\n${text}`);
  writeFileSync(file, texts.join(""));
  return file;
};

// Closed loop, or with a rate open loop. What the server refused or did not answer is told, never
// hidden.
export const load = async ({ port, file, connections, seconds, warmUp, rate, once }) => {
  const words = [
    "--port",
    port,
    "--requests",
    file,
    "--connections",
    connections,
    "--seconds",
    seconds,
    "--warm-up",
    warmUp,
    ...(rate ? ["--rate", rate] : []),
    ...(once ? ["--once"] : []),
  ];
  const { output, errors } = await execute(join(settings.work, "client"), words.map(String));
  return { ...JSON.parse(output), errors: errors.trim() };
};
