// Runs a program to its end.
import { spawn } from "node:child_process";

// { code, output, errors }; rejects when the program fails with a code that is not allowed for.
export const execute = (program, words, environment = {}, allowed = [0]) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, words, {
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let errors = "";
    child.stdout.on("data", (data) => (output += data));
    child.stderr.on("data", (data) => (errors += data));
    child.on("error", reject);
    child.on("close", (code) => {
      if (allowed.includes(code)) {
        resolve({ code, output, errors });
      } else {
        reject(new Error(`${program} ended with ${code}: ${errors.trim().slice(-800)}`));
      }
    });
  });
