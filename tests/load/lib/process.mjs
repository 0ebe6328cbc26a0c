// Runs a program to its end.
import { spawn } from "node:child_process";

// { output, errors }; rejects when the program fails.
export const execute = (program, words, environment = {}) =>
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
      if (code === 0) {
        resolve({ output, errors });
      } else {
        reject(new Error(`${program} ended with ${code}: ${errors.trim().slice(-800)}`));
      }
    });
  });
