// Processes of the peer: one listens through the cluster module, WORKERS of them answer.
import cluster from "node:cluster";
import { readFileSync } from "node:fs";
import { buildApp } from "./app.mjs";
import { connect } from "./database.mjs";
import { readKeyRing } from "../lib/tokens.mjs";
import { readStatements } from "../lib/statements.mjs";

const settings = {
  port: Number(process.env.PEER_PORT),
  workers: Number(process.env.WORKERS),
  log: process.env.PEER_LOG,
  party: process.env.THIDUA_ISSUER,
  keys: process.env.THIDUA_KEYS,
  contract: process.env.PEER_CONTRACT,
  statements: process.env.PEER_STATEMENTS,
  database: {
    host: process.env.PGHOST,
    port: Number(process.env.PGPORT ?? 5432),
    database: process.env.PGDATABASE,
    user: "thidua_api",
  },
};

const serve = async () => {
  const statements = readStatements(settings.statements);
  const app = await buildApp({
    transact: await connect(settings.database),
    statements,
    contract: JSON.parse(readFileSync(settings.contract, "utf8")),
    keys: readKeyRing(settings.keys),
    party: settings.party,
    logFile: settings.log,
  });
  await app.listen({ port: settings.port, host: "127.0.0.1", backlog: 1024 });
};

const supervise = () => {
  for (let i = 0; i < settings.workers; i++) {
    cluster.fork();
  }
  cluster.on("exit", () => process.exit(1));
  process.on("SIGTERM", () => {
    for (const worker of Object.values(cluster.workers)) {
      worker.process.kill("SIGTERM");
    }
    process.exit(0);
  });
};

if (cluster.isPrimary) {
  supervise();
} else {
  await serve();
}
