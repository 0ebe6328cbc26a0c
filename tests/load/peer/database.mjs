// The database of the peer. Of the ways that node-postgres offers to set a scope and run a query in one transaction, the one that
// costs least CPU on both sides:
//   begin, statements, commit, awaited one by one      550 µs a request
//   the same in pipeline mode                          250 µs
//   prepared by SQL, executed as one simple query      more than pipeline mode
//   this one: a query class of its own, pipelined      190 µs
// It sends all statements before one Sync, so they are one implicit transaction and one round trip.
import pg from "pg";

// How many connections each process has for what. They are pipelined, so reads need few; who waits for the disk needs more.
const SIZES = { read: 2, list: 2, write: 8 };

const prepared = new WeakMap(); // connection → names

const prepare = (connection, { name, text }) => {
  const names = prepared.get(connection) ?? new Set();
  if (!names.has(name)) {
    connection.parse({ name, text });
    prepared.set(connection, names.add(name));
  }
};

class Transaction extends pg.Query {
  // steps: [{ statement: { name, text }, values }]; the callback gets the rows of the last one.
  constructor(steps, callback) {
    const { statement, values } = steps.at(-1);
    super({ name: statement.name, text: statement.text, values }, callback);
    this.steps = steps;
    this.before = steps.length - 1;
    this.completed = 0;
  }

  submit(connection) {
    connection.stream.cork();
    // All of them first: what follows a refusal is skipped up to the Sync.
    this.steps.forEach(({ statement }) => prepare(connection, statement));
    this.steps.forEach(({ statement, values }, i) => {
      connection.bind({ statement: statement.name, values: values.map((value) => value ?? null) });
      if (i === this.before) {
        connection.describe({ type: "P", name: "" });
      }
      connection.execute({});
    });
    connection.sync();
    connection.stream.uncork();
    return null;
  }

  handleDataRow(message) {
    if (this.completed === this.before) {
      super.handleDataRow(message);
    }
  }

  handleCommandComplete(message, connection) {
    if (this.completed < this.before) {
      this.completed++;
    } else {
      super.handleCommandComplete(message, connection);
    }
  }
}

const open = async (settings) => {
  const client = new pg.Client({ ...settings, pipeline: true, options: "-c search_path=thidua,public" });
  client.on("error", (error) => {
    console.error(error);
    process.exit(1); // the cluster's parent sees it
  });
  await client.connect();
  return client;
};

const openLane = async (settings, size) => {
  const clients = await Promise.all(Array.from({ length: size }, () => open(settings)));
  let turn = 0;
  return (steps) =>
    new Promise((resolve, reject) => {
      const done = (error, result) => (error ? reject(error) : resolve(result));
      clients[turn++ % size].query(new Transaction(steps, done));
    });
};

// A function that runs steps in one transaction, on a connection of the lane.
export const connect = async (settings) => {
  const lanes = {};
  for (const [lane, size] of Object.entries(SIZES)) {
    lanes[lane] = await openLane(settings, size);
  }
  return (lane, steps) => lanes[lane](steps);
};
