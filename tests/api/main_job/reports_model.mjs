/*
 * A period's reports as the test believes them to be: for each unit at most one version in work and
 * one that counts.
 * Every command goes through the API; the model moves only with a good answer.
 */
import { randomUUID } from "node:crypto";
import { expectStatus } from "../harness/expect.mjs";

const reason = { reason: "Lý do" };

export class ReportsModel {
  #steps = {
    create: (unit, values) => this.#made(unit, "/v1/submissions",
      { period_id: this.period.id, values }),
    put: (unit, values) => this.#put(unit, values),
    update: (unit, values) => this.#changed(unit, values),
    submit: (unit, values) => this.#submit(unit, values),
    return: (unit) => this.#decide(unit, "return", reason,
      (stand) => { stand.open.state = "returned"; }),
    accept: (unit) => this.#decide(unit, "accept", undefined, accept),
    acceptMany: (unit) => this.#acceptMany(unit),
    correct: (unit) => this.#correct(unit),
    withdraw: (unit) => this.#withdraw(unit),
  };

  constructor(period, units, { late }) {
    this.period = period;
    this.late = late;
    this.stands = new Map(units.map((unit) => [unit, { open: null, accepted: null }]));
  }

  enabled(unit) {
    const { open, accepted } = this.stands.get(unit);
    if (!open) return accepted ? ["correct"] : ["create", "put"];
    if (open.state === "submitted") return ["accept", "accept", "acceptMany", "return", "withdraw"];
    return ["submit", "submit", "update", "withdraw"];
  }

  // Does the n-th of the commands that are possible now; gives its name.
  async step(unit, n, values) {
    const names = this.enabled(unit);
    const name = names[n % names.length];
    await this.#steps[name](unit, values);
    return name;
  }

  // Values that count for a unit; undefined where none do.
  counting(unit) {
    return this.stands.get(unit).accepted?.values;
  }

  counts(units) {
    const counts = { owed: units.length, draft: 0, submitted: 0, returned: 0, accepted: 0, late: 0,
      missing: 0 };
    for (const unit of units) {
      const { open, accepted } = this.stands.get(unit);
      const version = accepted ?? open;
      if (version) counts[accepted ? "accepted" : open.state] += 1;
      if (version?.late) counts.late += 1;
    }
    counts.missing = counts.owed - counts.submitted - counts.accepted;
    return counts;
  }

  async #call(unit, method, path, body, options) {
    return (await unit.as("approver")).call(method, path, { body, ...options });
  }

  #begin(unit, answer, late = null) {
    const { id, version, values } = expectStatus(answer, 201);
    this.stands.get(unit).open = { id, version, values, state: "draft", late };
  }

  async #made(unit, path, body) {
    this.#begin(unit, await this.#call(unit, "POST", path, body));
  }

  async #put(unit, values) {
    this.#begin(unit, await this.#call(unit, "PUT", `/v1/submissions/${randomUUID()}`,
      { period_id: this.period.id, values, mutation_id: randomUUID() },
      { headers: { "if-none-match": "*" } }));
  }

  async #changed(unit, values) {
    const { open } = this.stands.get(unit);
    const answer = await this.#call(unit, "PATCH", `/v1/submissions/${open.id}`, { values },
      { version: open.version });
    Object.assign(open, pick(expectStatus(answer, 200)));
  }

  async #submit(unit, values) {
    const { open } = this.stands.get(unit);
    const answer = await this.#call(unit, "POST", `/v1/submissions/${open.id}:submit`, { values },
      { version: open.version });
    Object.assign(open, pick(expectStatus(answer, 200)),
      { state: "submitted", late: open.late ?? this.late });
  }

  async #decide(unit, name, body, move) {
    const stand = this.stands.get(unit);
    const answer = await this.#call(unit.parent, "POST", `/v1/submissions/${stand.open.id}:${name}`,
      body,
      { version: stand.open.version });
    Object.assign(stand.open, pick(expectStatus(answer, 200)));
    move(stand);
  }

  // All siblings' reports that wait, in one go.
  async #acceptMany(unit) {
    const waiting = [...this.stands].filter(([other, { open }]) => other.parent === unit.parent
      && open?.state === "submitted");
    const answer = await this.#call(unit.parent, "POST", "/v1/submissions:accept",
      { items: waiting.map(([, { open }]) => ({ id: open.id, version: open.version })) });
    for (const [i, { version }] of expectStatus(answer, 200).items.entries()) {
      const stand = waiting[i][1];
      stand.open.version = version;
      accept(stand);
    }
  }

  async #correct(unit) {
    const { accepted } = this.stands.get(unit);
    const answer = await this.#call(unit, "POST", `/v1/submissions/${accepted.id}:correct`, reason,
      { version: accepted.version });
    this.#begin(unit, answer, accepted.late);
  }

  async #withdraw(unit) {
    const stand = this.stands.get(unit);
    const answer = await this.#call(unit, "POST", `/v1/submissions/${stand.open.id}:withdraw`,
      reason,
      { version: stand.open.version });
    expectStatus(answer, 200);
    stand.open = null;
  }
}

const pick = ({ version, values }) => ({ version, values });

function accept(stand) {
  stand.accepted = stand.open;
  stand.open = null;
}
