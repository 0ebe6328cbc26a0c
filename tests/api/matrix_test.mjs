// What holds for every operation alike, taken from the contract: credentials, roles, parameters,
// preconditions, bodies. What an operation does is tested in the file of its resource.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { before, test } from "node:test";
import { anonymous } from "./harness/client.mjs";
import { contract, operations, resolve } from "./harness/contract.mjs";
import { expectProblem, fault, parameterFault } from "./harness/expect.mjs";
import { as, fixture } from "./harness/people.mjs";

const ROLES = contract.components.schemas.Role.enum;
const clients = {};

before(async () => {
  for (const role of ROLES) clients[role] = await fixture("111").as(role);
});

// A value for each kind of path parameter that names nothing that exists.
const NOTHING = {
  id: randomUUID,
  code: () => "99999",
  workflow: () => "nothing",
  kind: () => "members",
  as_of: () => "2025-01-31",
};

function pathOf(operation, values = {}) {
  return operation.path.replaceAll(/\{([^}]+)\}/g, (_, name) => values[name] ?? NOTHING[name]());
}

function allowed(operation) {
  return clients[operation.roles ? operation.roles[0] : "viewer"];
}

// What gets an operation past everything but the body.
function precondition(operation) {
  const headers = {};
  for (const p of operation.parameters.filter((p) => p.in === "header" && p.required)) {
    if (p.name === "If-None-Match") headers["if-none-match"] = "*";
  }
  return { version: operation.needsVersion ? 1 : undefined, headers };
}

function fullBody(operation) {
  return operation.body?.required ? {} : undefined;
}

for (const operation of operations) {
  const { id, method } = operation;
  const requiredQuery = Object.fromEntries(
    operation.parameters
      .filter((p) => p.in === "query" && p.required)
      .map((p) => [p.name, randomUUID()]),
  );
  const call = (client, options = {}) =>
    client.call(method, pathOf(operation), {
      ...precondition(operation),
      query: requiredQuery,
      ...options,
    });

  if (!operation.public) {
    test(`${id} needs a sign-in`, async () => {
      const answer = await call(anonymous, { body: fullBody(operation) });

      expectProblem(answer, 401, "token-missing");
      assert.equal(answer.headers["www-authenticate"], "Bearer");
    });

    test(`${id} refuses a token that is none`, async () => {
      expectProblem(
        await call(anonymous, { headers: { authorization: "Bearer x.y.z" } }),
        401,
        "token-invalid",
      );
    });
  }

  if (!operation.public && method !== "GET") {
    test(`${id} refuses the browser's cookie from elsewhere`, async () => {
      const cookie = `sid=${allowed(operation).token}`;
      const refused = await call(anonymous, { headers: { cookie }, body: fullBody(operation) });
      const accepted = await call(anonymous, {
        body: fullBody(operation),
        headers: {
          ...precondition(operation).headers,
          cookie,
          "x-app": "web",
          "sec-fetch-site": "same-origin",
        },
      });

      expectProblem(refused, 403, "csrf");
      assert.notEqual(accepted.body?.code, "csrf");
      assert.notEqual(accepted.status, 401);
    });
  }

  if (operation.roles) {
    test(`${id} is for ${operation.roles.join(", ")} alone`, async () => {
      for (const role of ROLES.filter((r) => !operation.roles.includes(r))) {
        expectProblem(
          await call(clients[role], { body: fullBody(operation) }),
          403,
          "role-required",
        );
      }
      for (const role of operation.roles) {
        const answer = await call(clients[role], { body: fullBody(operation) });
        assert.notEqual(answer.body?.code, "role-required", `${role}: ${answer.text}`);
      }
    });
  }

  test(`${id} refuses a query parameter that it does not know`, async () => {
    const answer = await call(allowed(operation), {
      query: { ...requiredQuery, no_such: "1" },
      body: fullBody(operation),
    });

    expectProblem(answer, 400, "unknown-parameter", [
      parameterFault("no_such", "unknown_parameter"),
    ]);
  });

  for (const p of operation.parameters.filter((p) => p.in === "query" && p.required)) {
    test(`${id} needs ${p.name}`, async () => {
      expectProblem(await call(allowed(operation), { query: {} }), 400, "invalid-parameter", [
        parameterFault(p.name, "required"),
      ]);
    });
  }

  for (const p of operation.parameters.filter(
    (p) => p.in === "query" && resolve(p.schema).format === "uuid",
  )) {
    test(`${id} takes only an id as ${p.name}`, async () => {
      expectProblem(
        await call(allowed(operation), { query: { ...requiredQuery, [p.name]: "x" } }),
        400,
        "invalid-parameter",
        [parameterFault(p.name, "format_uuid")],
      );
    });
  }

  if (operation.parameters.some((p) => p.name === "cursor")) {
    test(`${id} takes only its own cursors`, async () => {
      for (const cursor of ["x", "AAAA", Buffer.alloc(40).toString("base64url")]) {
        const answer = await call(allowed(operation), { query: { ...requiredQuery, cursor } });

        expectProblem(answer, 400, "invalid-cursor");
      }
    });
  }

  for (const p of operation.path_parameters) {
    test(`${id} knows nothing by a malformed ${p.name}`, async () => {
      for (const value of ["x!", "%20", "%E1%BB%87"]) {
        const path = pathOf(operation, { [p.name]: value });
        const answer = await allowed(operation).call(method, path, {
          ...precondition(operation),
          query: requiredQuery,
          body: fullBody(operation),
        });
        expectProblem(answer, 404, "not-found", []);
      }
    });
  }

  if (operation.needsVersion) {
    test(`${id} needs If-Match`, async () => {
      const answer = await call(allowed(operation), {
        version: undefined,
        body: fullBody(operation),
      });

      expectProblem(answer, 428, "precondition-required", [parameterFault("If-Match", "required")]);
    });
  }

  if (operation.needsKey) {
    test(`${id} needs an Idempotency-Key`, async () => {
      expectProblem(
        await call(allowed(operation), { key: null, body: fullBody(operation) }),
        400,
        "idempotency-key-missing",
        [parameterFault("Idempotency-Key", "required")],
      );
      for (const key of ['""', "a b", '"a', "a,b", "x".repeat(65), `"${"x".repeat(65)}"`]) {
        const answer = await call(allowed(operation), { key, body: fullBody(operation) });
        assert.equal(answer.status, 400, key);
        assert.equal(answer.body.code, "invalid-parameter");
      }
    });
  }

  if (operation.body) {
    const headers = (type) => ({ ...precondition(operation).headers, "content-type": type });

    test(`${id} takes its body as ${operation.body.type} alone`, async () => {
      const answer = await call(allowed(operation), { raw: "{}", headers: headers("text/plain") });

      expectProblem(answer, 415, "unsupported-media-type");
      assert.equal(
        answer.headers[method === "PATCH" ? "accept-patch" : "accept-post"] !== undefined,
        true,
      );
    });

    test(`${id} refuses what is no JSON`, async () => {
      expectProblem(
        await call(allowed(operation), { raw: "{", headers: headers(operation.body.type) }),
        400,
        "malformed-json",
      );
    });

    test(`${id} refuses a body that is no object, and members that it does not know`, async () => {
      for (const body of [[], "x", 1, null, true]) {
        expectProblem(
          await call(allowed(operation), {
            raw: JSON.stringify(body),
            headers: headers(operation.body.type),
          }),
          422,
          "validation-failed",
          [fault("", "type")],
        );
      }
      const { errors } = expectProblem(
        await call(allowed(operation), { body: { no_such: 1 } }),
        422,
        "validation-failed",
      );
      assert.ok(errors.some((e) => e.pointer === "/no_such" && e.code === "unknown_field"));
    });

    if (operation.body.required) {
      test(`${id} needs a body`, async () => {
        const answer = await call(allowed(operation), {
          raw: "",
          headers: headers(operation.body.type),
        });

        assert.ok([400, 422].includes(answer.status), answer.text);
      });
    }

    const schema = resolve(operation.body.schema);
    if (schema.required?.length > 0) {
      test(`${id} names every member that is missing`, async () => {
        const { errors } = expectProblem(
          await call(allowed(operation), { body: {} }),
          422,
          "validation-failed",
        );

        assert.deepEqual(
          errors
            .filter((e) => e.code === "required")
            .map((e) => e.pointer)
            .sort(),
          schema.required.map((name) => `/${name}`).sort(),
        );
      });
    }
  }
}
