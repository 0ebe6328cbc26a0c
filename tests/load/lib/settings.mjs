// What is measured, where, how long. Quick runs are shorter and leave rows out.
const environment = process.env;
const quick = Boolean(environment.QUICK);
const port = Number(environment.PORT);

const list = (text) => text.split(/[ ,]+/).filter((word) => word !== "");

const scaleOf = (unions, number) => ({
  unions: Number(unions),
  database: number === 0 ? "bench_run" : `bench_${unions}`,
  ports: {
    thidua: port + 10000 + 2 * number,
    "thidua nginx": port + 2 * number,
    peer: port + 10001 + 2 * number,
    "peer nginx": port + 1 + 2 * number,
  },
});

export const settings = {
  quick,
  rounds: Number(environment.ROUNDS ?? 3),
  rows: environment.ROWS ? list(environment.ROWS) : null,
  workers: Number(environment.WORKERS),
  party: environment.PARTY,
  bench: environment.BENCH,
  work: "build/load",
  socket: environment.PGHOST,
  scales: list(environment.SCALES).map(scaleOf),
  // Seconds that one measurement lasts, after its warm-up.
  seconds: quick
    ? { read: 1, submit: 1, progress: 2 }
    : { read: 4, submit: 4, progress: 10, scale: 2 },
  warmUp: quick ? 0.3 : 0.5,
  // Seconds until 64 new connections of pgbench have compiled the functions behind a submit.
  settle: quick ? 2 : 3,
  // HTTP connections, and pgbench clients for reads: as many as give it the most.
  connections: 64,
  pgbenchClients: 8,
  writeRate: 1000,
  readRate: 100,
};

export const SYSTEMS = ["pgbench", "thidua", "peer", "thidua nginx", "peer nginx"];
