// The table that a person reads.

const number = (value) => {
  if (value === null || value === undefined) {
    return "";
  }
  const digits = value >= 1000 ? 0 : value >= 100 ? 1 : 2;
  return value.toFixed(digits).replace(/\B(?=(\d{3})+(?!\d)(?=\.|$))/g, " ");
};

const times = (value) => (value === null ? "" : `× ${value.toFixed(2)}`);

const percentiles = ({ p50_ms, p99_ms }) =>
  p50_ms === undefined ? "" : `${number(p50_ms)} / ${number(p99_ms)}`;

const layOut = (rows) => {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i < 2 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
};

export const table = (entries) => {
  const parts = [];
  for (const entry of entries) {
    const title = `${entry.row}, ${number(entry.scale)} unions (${entry.unit})`;
    const last = parts.at(-1);
    const line = [
      `  ${entry.system}`,
      entry.errors > 0 ? `${entry.errors} ERRORS` : "",
      number(entry.value),
      number(entry.min),
      number(entry.max),
      times(entry.ratio_to_pgbench),
      times(entry.ratio_to_peer),
      percentiles(entry.details),
      entry.details.written
        ? `${number(entry.details.written.per_second)} × ${percentiles(entry.details.written)}`
        : "",
    ];
    if (last?.title === title) {
      last.lines.push(line);
    } else {
      parts.push({ title, lines: [line] });
    }
  }
  const head = [
    "",
    "",
    "median",
    "min",
    "max",
    "to pgbench",
    "to peer",
    "p50 / p99 ms",
    "submits/s × ms",
  ];
  const rows = layOut([head, ...parts.flatMap((part) => part.lines)]).split("\n");
  const texts = [rows.shift()];
  for (const part of parts) {
    texts.push("", part.title, ...rows.splice(0, part.lines.length));
  }
  return texts.join("\n");
};
