// Reports in work on this device, one database for each person, so that phones can be shared.
import { deleteDB, openDB, type IDBPDatabase } from "idb";
import type { Snapshot } from "./sync";

const VERSION = 1;
const open = new Map<string, Promise<IDBPDatabase>>();
const nameOf = (user: string): string => `thidua-${user}`;

function database(user: string): Promise<IDBPDatabase> {
  let found = open.get(user);
  if (found === undefined) {
    found = openDB(nameOf(user), VERSION, {
      upgrade: (db) => {
        db.createObjectStore("draft");
      },
      // Another tab signs out: let go, so that it can delete.
      blocking: (_current, _next, event) => {
        open.delete(user);
        (event.target as IDBDatabase).close();
      },
    });
    found.catch(() => open.delete(user));
    open.set(user, found);
  }
  return found;
}

export async function readDraft(user: string, id: string): Promise<Snapshot | null> {
  return ((await (await database(user)).get("draft", id)) as Snapshot | undefined) ?? null;
}

export async function writeDraft(user: string, id: string, snapshot: Snapshot): Promise<void> {
  await (await database(user)).put("draft", snapshot, id);
}

export async function dropDraft(user: string, id: string): Promise<void> {
  await (await database(user)).delete("draft", id);
}

// Reports with something that the server has not seen.
export async function unsentDrafts(user: string): Promise<string[]> {
  return ((await (await database(user)).getAllKeys("draft")) as string[]) ?? [];
}

export async function forgetDrafts(user: string): Promise<void> {
  const db = await open.get(user)?.catch(() => null);
  db?.close();
  open.delete(user);
  await deleteDB(nameOf(user));
}
