// Clients that go on asking while parts of the service die, and that do what an honest client must
// do then: a change with an Idempotency-Key is asked for again under the same key until the answer
// says what became of it; one without is looked up first.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { eventually } from "../../api/harness/service.mjs";
import { expectStatus, unique } from "../../api/harness/expect.mjs";
import { as } from "../../api/harness/people.mjs";
import { psql, session } from "./processes.mjs";

// Longer than the longest deadline of the service (slow lane: 15.5 s) and of nginx: what takes
// longer hangs.
const PATIENCE_MS = 25000;
const BROKEN = new Set(["ECONNRESET", "ECONNREFUSED", "EPIPE"]);

const later = (ms) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

export class Load {
  #stopping = false;
  #loops = [];
  good = 0;
  refused = 0;
  replayed = 0;
  broken = 0;
  slowest = 0;
  faults = [];

  // breaks: connections may break, because what holds them is killed.
  constructor({ breaks = false } = {}) {
    this.breaks = breaks;
  }

  // The answer; undefined when the connection broke.
  async ask(client, method, path, options) {
    const begin = performance.now();
    let timer;
    const hung = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${method} ${path} hangs`)), PATIENCE_MS);
    });
    try {
      const answer = await Promise.race([client.call(method, path, options), hung]);
      this.slowest = Math.max(this.slowest, performance.now() - begin);
      if (answer.status === 503) this.refused += 1;
      else this.good += 1;
      if (answer.headers["idempotency-replayed"] === "true") this.replayed += 1;
      return answer;
    } catch (error) {
      if (!this.breaks || !BROKEN.has(error.code)) this.faults.push(error);
      this.broken += 1;
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  // Asks again until it is answered with something that lasts.
  async insist(client, method, path, options) {
    const deadline = performance.now() + 2 * PATIENCE_MS;
    while (performance.now() < deadline) {
      const answer = await this.ask(client, method, path, options);
      if (answer && answer.status !== 503 && answer.body?.code !== "request-in-progress")
        return answer;
      await later(20);
    }
    throw new Error(`${method} ${path} was never answered`);
  }

  // So many clients, each of which does its round again and again.
  start(clients, round) {
    for (let n = 0; n < clients; n += 1) this.#loops.push(this.#loop(round, n));
  }

  async #loop(round, n) {
    try {
      while (!this.#stopping) await round(n);
    } catch (error) {
      this.faults.push(error);
    }
  }

  // Until so many more answers were good ones.
  async answered(more, seconds = 60) {
    const wanted = this.good + more;
    await eventually(
      `${more} good answers (faults: ${this.faults})`,
      () => this.good >= wanted || this.faults.length > 0,
      seconds,
    );
  }

  // Lets every client finish what it began; nothing may have hung, or been answered as it must not
  // be.
  async finish() {
    this.#stopping = true;
    await Promise.all(this.#loops);
    if (this.faults.length > 0)
      throw new AggregateError(this.faults, `${this.faults.length} faults: ${this.faults[0]}`);
  }

  summary() {
    return (
      `${this.good} answered (${this.replayed} replayed), ${this.refused} times 503, ` +
      `${this.broken} connections broken, slowest ${Math.round(this.slowest)} ms`
    );
  }
}

// An open stream of requests, one each so many milliseconds, whatever becomes of the ones before;
// what each resolved to.
export function stream(count, interval, ask) {
  const asked = [];
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      asked.push(ask(asked.length));
      if (asked.length < count) return;
      clearInterval(timer);
      resolve(Promise.all(asked));
    }, interval);
  });
}

// Clients that read organisations: by key, as a list, and their own account.
export function startReaders(load, clients, client, ids) {
  const wanted = [
    (id) => `/v1/organisations/${id}`,
    () => "/v1/me",
    () => "/v1/organisations?limit=5",
  ];
  let turn = 0;
  load.start(clients, async () => {
    turn += 1;
    const answer = await load.ask(
      client,
      "GET",
      wanted[turn % wanted.length](ids[turn % ids.length]),
    );
    if (answer?.status === 503) await later(10);
    else if (answer) expectStatus(answer, 200);
  });
}

// Clients that found organisations, each under the next of the parents. check(): those that were
// acknowledged are there, once each, and no other.
export async function startFounders(load, clients, parents) {
  const client = await as("administrator.1");
  const mark = unique("L").toUpperCase();
  const acknowledged = new Set();
  load.start(clients, async (n) => {
    const id = randomUUID();
    const answer = await load.insist(client, "POST", "/v1/organisations", {
      key: `"${id}"`,
      body: {
        id,
        parent_id: parents[n % parents.length].id,
        level: "grassroots",
        kind: "enterprise_union",
        name: `Công đoàn ${id}`,
        code: `${mark}.${id.slice(0, 13).toUpperCase()}`,
      },
    });
    assert.equal(expectStatus(answer, 201).id, id);
    acknowledged.add(id);
  });
  return {
    acknowledged,
    async check() {
      const rows = await psql(
        "postgres",
        `
        select o.id, count(distinct a.id) from thidua.organisation o
        left join thidua.audit_event a on a.subject_id = o.id and a.action = 'organisation.create'
        where o.code like '${mark}.%' group by o.id`,
      );
      const there = new Set(rows.map(([id]) => id));
      assert.deepEqual(
        {
          lost: [...acknowledged].filter((id) => !there.has(id)),
          unasked: [...there].filter((id) => !acknowledged.has(id)),
          repeated: rows.filter(([, times]) => times !== "1"),
        },
        { lost: [], unasked: [], repeated: [] },
      );
    },
  };
}

// Keeps the founders' changes under way: they wait for the parents' rows. Resolves when some of
// them do; release() lets them on.
export async function holdFounders(parents) {
  const holder = await session("postgres");
  await holder.say(
    `begin;
     select from thidua.organisation where id in (${parents.map((p) => `'${p.id}'`)}) for update`,
  );
  await eventually("changes wait", async () => {
    const [[waiting]] = await psql(
      "postgres",
      `select count(*) from pg_stat_activity
      where application_name = 'thidua-write' and wait_event_type = 'Lock'`,
    );
    return Number(waiting) >= parents.length;
  });
  return { release: () => holder.end() };
}

// Clients that rename one organisation each, version by version; such a change carries no key.
// check(): every renaming that was acknowledged, or found to have been made, was made once.
export async function startRenamers(load, units) {
  const client = await as("administrator.1");
  const held = units.map((unit) => ({ id: unit.id, version: 1, made: 0, name: unit.name }));
  load.start(held.length, async (n) => {
    const one = held[n];
    const name = `Công đoàn ${one.made + 1} ${randomUUID()}`;
    const path = `/v1/organisations/${one.id}`;
    const answer = await load.ask(client, "PATCH", path, { version: one.version, body: { name } });
    if (answer?.status === 200) {
      assert.equal(answer.body.version, one.version + 1);
    } else {
      if (answer && answer.status !== 503)
        throw new Error(`${path}: ${answer.status} ${answer.text}`);
      if (!(await renamed(load, client, path, one, name))) return;
    }
    Object.assign(one, { version: one.version + 1, made: one.made + 1, name });
  });
  return {
    async check() {
      const rows = await psql(
        "postgres",
        `
        select o.id, o.version, o.name, count(a.id) from thidua.organisation o
        left join thidua.audit_event a on a.subject_id = o.id and a.action = 'organisation.update'
        where o.id in (${held.map((one) => `'${one.id}'`)}) group by o.id`,
      );
      assert.deepEqual(
        rows.sort(),
        held.map((one) => [one.id, String(one.version), one.name, String(one.made)]).sort(),
      );
    },
  };
}

// Whether a change whose answer was lost was made. The version must be the next one with our name,
// or the old one; the old one is tried once more under If-Match, because the lost request may still
// be on its way.
async function renamed(load, client, path, one, name) {
  for (;;) {
    const { body } = await load.insist(client, "GET", path);
    if (body.version === one.version + 1 && body.name === name) return true;
    if (body.version !== one.version || body.name !== one.name)
      throw new Error(`${path} is ${JSON.stringify(body)}`);
    const again = await load.ask(client, "PATCH", path, { version: one.version, body: { name } });
    if (again?.status === 200) return true;
  }
}
