#!/usr/bin/env node
/*
 * Starts the bundle that stands beside this file (`cli.cjs` starts `cli.main.js`). What V8 made of the code in the first
 * run is kept in `.cache` beside it and used by the next ones, functions that run late included: node's own compile cache
 * keeps those out, and they are most of a start.
 */
const { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } = require('node:fs');
const { createRequire, wrap } = require('node:module');
const { basename, dirname, join } = require('node:path');
const { Script } = require('node:vm');

const bundle = __filename.replace(/(?:\.node)?\.cjs$/, '.main.js');
const { size, mtimeMs } = statSync(bundle);
const folder = join(dirname(bundle), '.cache');
const cache = join(folder, `${basename(bundle)}-${size}-${mtimeMs}-${process.version}-${process.arch}`);

function readCache() {
  try {
    return readFileSync(cache);
  } catch {
    return undefined;
  }
}

/** Where nothing may be written, each start compiles anew. */
function writeCache(data) {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${cache}.${process.pid}`, data);
    renameSync(`${cache}.${process.pid}`, cache);
  } catch {}
}

const cachedData = readCache();
const script = new Script(wrap(readFileSync(bundle, 'utf8')), { filename: bundle, cachedData });
if (cachedData === undefined || script.cachedDataRejected) {
  process.once('exit', () => writeCache(script.createCachedData()));
} else {
  // A megabyte that nobody needs any more; the collector would let it lie.
  cachedData.buffer.transfer?.(0);
}
const own = { exports: {} };
script.runInThisContext()(own.exports, createRequire(bundle), own, bundle, dirname(bundle));
