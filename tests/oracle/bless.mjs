#!/usr/bin/env -S node --no-warnings
// Writes (or with --check compares, with --print shows) the expected output of scripts. See README.md.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { load } from "./oracle.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../py");
const args = process.argv.slice(2);
const mode = args.find((arg) => arg.startsWith("--")) ?? "--bless";
const files = args.filter((arg) => !arg.startsWith("--")).flatMap(scripts);

function scripts(name) {
  const file = path.resolve(name);
  if (!fs.statSync(file).isDirectory()) return [file];
  // Only the first two levels are scripts; what lies deeper is for them to import.
  const depth = path.relative(root, file).split(path.sep).filter(Boolean).length;
  return fs.readdirSync(file, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => {
    const child = path.join(file, entry.name);
    if (entry.isDirectory()) return depth === 0 ? scripts(child) : [];
    return entry.name.endsWith(".py") ? [child] : [];
  });
}

function expectedExit(file) {
  return Number(/^# exit: (\d+)$/m.exec(fs.readFileSync(file, "latin1"))?.[1] ?? 0);
}

function stored(file) {
  return fs.existsSync(file) ? fs.readFileSync(file) : Buffer.alloc(0);
}

if (files.length === 0 || !["--bless", "--check", "--print"].includes(mode)) {
  console.error("usage: bless.mjs [--check | --print] FILES or folders");
  process.exit(2);
}

const run = await load(mode === "--print" ? path.dirname(files[0]) : root);
let bad = 0;
for (const file of files) {
  const name = mode === "--print" ? file : path.relative(root, file);
  const { code, out, err, crash } = run(file);
  if (crash !== undefined) {
    console.log(`${name}: the oracle crashed: ${crash}`);
    process.exit(1);
  }
  if (mode === "--print") {
    process.stdout.write(out);
    process.stderr.write(err);
    if (code !== 0) console.error(`exit code ${code}`);
    continue;
  }
  const stem = file.slice(0, -3);
  if (/ at 0x[0-9a-f]{4,}/.test(`${out}${err}`)) {
    bad += 1;
    console.log(`${name}: shows an address`);
  }
  if (code !== expectedExit(file)) {
    bad += 1;
    console.log(`${name}: exit code ${code}, header says ${expectedExit(file)}`);
    process.stdout.write(err);
  } else if (mode === "--check") {
    for (const [text, kind] of [[out, ".out"], [err, ".err"]]) {
      if (!stored(stem + kind).equals(text)) {
        bad += 1;
        console.log(`${name}: ${kind} differs`);
      }
    }
  } else {
    fs.writeFileSync(stem + ".out", out);
    if (err.length > 0) fs.writeFileSync(stem + ".err", err);
    else fs.rmSync(stem + ".err", { force: true });
  }
}
console.log(`${files.length} scripts, ${bad} problems`);
process.exit(bad === 0 ? 0 : 1);
