// Each rule of rooms.mjs, seen to refuse what it is there for and to let pass what looks like it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import test from "node:test";

const linter = join(import.meta.dirname ?? dirname(new URL(import.meta.url).pathname), "rooms.mjs");

const lint = (files) => {
  const top = mkdtempSync(join(tmpdir(), "rooms-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(top, path)), { recursive: true });
      writeFileSync(join(top, path), text);
    }
    return spawnSync(process.execPath, [linter, top], { encoding: "utf8" });
  } finally {
    rmSync(top, { recursive: true });
  }
};

const refused = [
  ["base knows no other room", "api/base/a.c", '#include "wire/problem.h"\n', /room "base" may not/],
  ["libjwt belongs to auth", "api/http/a.c", "#include <jwt.h>\n", /may not include <jwt.h>/],
  ["libpq belongs to db", "api/http/a.c", "#include <libpq-fe.h>\n", /may not include <libpq-fe.h>/],
  ["Kore is seen by http alone", "api/db/a.c", "#include <kore/kore.h>\n", /may not include <kore/],
  ["resource sees no Jansson", "api/resource/a.c", "#include <jansson.h>\n", /may not include <jansson/],
  ["long files", "api/base/a.c", "\n".repeat(401), /401 lines/],
  ["long functions", "api/base/a.c", `int\nlong_one(void)\n{\n${"\tx();\n".repeat(61)}}\n`, /long_one\(\) has 61/],
  ["names of Kore", "api/base/a.c", "int\nhttp_thing(void)\n{\n\treturn 0;\n}\n", /belongs to Kore/],
  ["comments to the end of the line", "api/base/a.c", "int a; // why\n", /comments are/],
  ["banned calls", "api/base/a.c", "int a = atoi(b);\n", /atoi\(\) is banned/],
  ["the environment outside main", "api/http/a.c", 'char *a = getenv("A");\n', /getenv\(\) is banned/],
  ["typedefs of structs", "api/base/a.h", "typedef struct a b;\n", /no typedef/],
  ["long SQL functions", "sql/functions/a/b.sql", `create function a()\n${"\n".repeat(61)}`, /62 lines/],
  ["two functions in a file", "sql/functions/a/b.sql", "create function a();\ncreate function b();\n", /2 objects/],
  ["transactions in repeatable files", "sql/policies/a.sql", "begin;\ncommit;\n", /no begin/],
  ["unfinished work", "api/base/a.c", `/* ${"TO" + "DO"}: more */\n`, /left to do/],
  ["paths of a machine", "README.md", `see ${"/ho" + "me"}/someone/x\n`, /path of some machine/],
];

for (const [name, path, text, message] of refused) {
  test(`refuses ${name}`, () => {
    const { status, stdout } = lint({ [path]: text });

    assert.equal(status, 1);
    assert.match(stdout, message);
  });
}

test("takes neither strings nor comments for code, and main.c may read the environment", () => {
  const { status, stdout } = lint({
    "api/base/a.c": 'const char *a = "http://x"; /* strcpy(a, b) is // banned */\n',
    "api/main.c": '#include <kore/kore.h>\nchar *a;\n\nvoid\nstart(void)\n{\n\ta = getenv("A");\n}\n',
    "sql/functions/a/b.sql": "create function a() as $$\nbegin\n  commit;\nend $$;\n",
  });

  assert.equal(stdout, "");
  assert.equal(status, 0);
});
