#!/usr/bin/env -S node --no-warnings
// The oracle (tests/oracle) as a reference for fuzz.py: runs the programs named on standard input in one process.
import fs from "node:fs";
import path from "node:path";
import { load } from "../oracle/oracle.mjs";

const files = fs.readFileSync(0, "utf8").split(/\s+/).filter(Boolean);
const run = await load(path.dirname(files[0]));
for (const file of files) {
  const { out, err, crash } = run(file);
  process.stdout.write(`\x01${file}\n${out}`);
  if (crash !== undefined) process.exit(1);
  const last = err.toString().trim().split("\n").pop();
  if (/^\w+(Error|Exception|Exit)\b/.test(last)) process.stdout.write(`ended by ${last}\n`);
}
process.stdout.write("\x01end\n");
