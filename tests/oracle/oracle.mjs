// CPython 3.14 as a function: load once, then `run(file)` gives {code, out, err}.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL, fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));

async function pyodideModule() {
  const base = process.env.PYODIDE_DIR ?? here;
  const require = createRequire(path.join(base, "package.json"));
  try {
    return await import(pathToFileURL(require.resolve("pyodide/pyodide.mjs")));
  } catch {
    console.error(`no pyodide package: run "npm install" in ${here}, or set PYODIDE_DIR`);
    process.exit(2);
  }
}

/** Loads the interpreter with `root` (a host folder) as the place where scripts live. */
export async function load(root) {
  const { loadPyodide } = await pyodideModule();
  const py = await loadPyodide({ fullStdLib: true, env: { PYTHONHASHSEED: process.env.PYTHONHASHSEED ?? "0", HOME: "/home/pyodide" } });
  const sink = { 1: [], 2: [] };
  const stream = (fd) => ({ write: (bytes) => (sink[fd].push(Buffer.from(bytes)), bytes.length), isatty: false });
  py.setStdout(stream(1));
  py.setStderr(stream(2));
  py.setStdin({ stdin: () => null });
  py.FS.mkdir("/py");
  py.FS.mount(py.FS.filesystems.NODEFS, { root }, "/py");
  py.FS.writeFile("/home/pyodide/_oracle_runner.py", fs.readFileSync(path.join(here, "runner.py")));
  const run = py.runPython("import sys; sys.path.insert(0, '/home/pyodide'); import _oracle_runner; sys.path.pop(0); _oracle_runner.run");
  return (file) => {
    sink[1] = [];
    sink[2] = [];
    const inside = path.posix.join("/py", path.relative(root, path.resolve(file)).split(path.sep).join("/"));
    let code;
    try {
      code = run(path.posix.dirname(inside), path.posix.basename(inside));
    } catch (error) {
      return { code: -1, out: "", err: "", crash: String(error) };
    }
    return { code, out: Buffer.concat(sink[1]), err: Buffer.concat(sink[2]) };
  };
}
