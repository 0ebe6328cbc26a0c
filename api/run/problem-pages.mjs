// Makes the pages behind the problems' `type` and the bodies that nginx answers with itself, both from the catalogue in
// the contract (x-problems).
//   node api/run/problem-pages.mjs build/gen/openapi.json OUTPUT
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [contractFile, output] = process.argv.slice(2);

const contract = JSON.parse(readFileSync(contractFile, "utf8"));
const problems = contract["x-problems"];

// What nginx refuses before the service sees it. nginx.conf.in names these slugs.
const refusals = [
  "malformed-request",
  "body-not-allowed",
  "not-found",
  "method-not-allowed",
  "length-required",
  "body-too-large",
  "uri-too-large",
  "header-too-large",
  "quota-exceeded",
  "internal",
  "overloaded",
  "timeout",
];
// nginx puts the identifier of the request in its place.
const instance = "urn:uuid:00000000-0000-0000-0000-000000000000";

const find = (slug) => {
  const problem = problems.find((p) => p.slug === slug);
  if (!problem) throw new Error(`x-problems in the contract lacks "${slug}", which nginx answers with`);
  return problem;
};

const body = ({ slug, status, title, detail }, language) => ({
  type: `/problems/${slug}`,
  title: title[language],
  status,
  ...(detail && !detail[language].includes("{") && { detail: detail[language] }),
  instance,
  code: slug,
});

const escape = (text) =>
  text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);

const page = (title, content) => `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<link rel="stylesheet" href="/problems/style.css">
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`;

const paragraph = (text, language) =>
  text ? `<p lang="${language}">${escape(text[language])}</p>\n` : "";

const problemPage = ({ slug, status, title, detail }) =>
  page(
    `${title.vi} – Thidua`,
    `<p class="code">HTTP ${status} · ${slug}</p>
<h1>${escape(title.vi)}</h1>
${paragraph(detail, "vi")}<h2 lang="en">${escape(title.en)}</h2>
${paragraph(detail, "en")}<p><a href="/problems/">Tất cả các lỗi · <span lang="en">All problems</span></a></p>`,
  );

const row = ({ slug, status, title }) =>
  `<tr><td>${status}</td><td><a href="/problems/${slug}">${slug}</a></td>` +
  `<td>${escape(title.vi)}</td><td lang="en">${escape(title.en)}</td></tr>`;

const indexPage = () =>
  page(
    "Danh mục lỗi – Thidua",
    `<h1>Danh mục lỗi · <span lang="en">Problem catalogue</span></h1>
<table>
<thead><tr><th>HTTP</th><th>Mã</th><th>Tiếng Việt</th><th lang="en">English</th></tr></thead>
<tbody>
${[...problems].sort((a, b) => a.status - b.status || (a.slug < b.slug ? -1 : 1)).map(row).join("\n")}
</tbody>
</table>
<p><a href="/docs/">Tài liệu API · <span lang="en">API reference</span></a></p>`,
  );

mkdirSync(join(output, "problems"), { recursive: true });
writeFileSync(join(output, "problems", "index.html"), indexPage());
for (const problem of problems) {
  writeFileSync(join(output, "problems", `${problem.slug}.html`), problemPage(problem));
}
for (const language of ["vi", "en"]) {
  mkdirSync(join(output, "problem", language), { recursive: true });
  for (const slug of refusals) {
    const text = JSON.stringify(body(find(slug), language));
    writeFileSync(join(output, "problem", language, `${slug}.json`), text);
  }
}
