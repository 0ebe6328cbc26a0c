// Logs of some ten thousand requests a second would fill the disk in the end.
import { readdirSync, truncateSync } from "node:fs";
import { join } from "node:path";

const KEPT = ["pg", "www", "run", "keys"];

// They are written in append mode, so they can be cut while they are open.
export const cutLogs = (folder) => {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !KEPT.includes(entry.name)) {
      cutLogs(path);
    } else if (entry.name.endsWith(".log")) {
      truncateSync(path);
    }
  }
};
