import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Unpacks Debian's builds of PostgreSQL 18 and 19 with every program into `unpacked/MAJOR`, libraries and loader included,
 * and puts wrappers in the place of the programs. Nothing is installed and apt's own state is left alone: apt-get runs with
 * a private configuration, its mirror being that of the machine.
 */
const here = dirname(fileURLToPath(import.meta.url));
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** Packages by the suite they come from. */
type Packages = Readonly<Record<string, readonly string[]>>;

/** All libraries of the programs but those that are in every C library's package. */
const libraries = (
  'libc6 libldap2 libpam0g libaudit1 libcap-ng0 libgssapi-krb5-2 libkrb5-3 libk5crypto3 libkrb5support0 libcom-err2 ' +
  'libkeyutils1 liblz4-1 libzstd1 libsystemd0 libssl3t64 zlib1g libstdc++6 libgcc-s1 libselinux1 libsasl2-2 libcap2 ' +
  'liblzma5 libgcrypt20 libgpg-error0 libpcre2-8-0 libicu78 libxml2-16 liburing2 libnuma1'
).split(' ');

const builds: ReadonlyMap<number, Packages> = new Map([
  [18, { sid: ['postgresql-18', 'postgresql-client-18', 'libpq5', ...libraries] }],
  [19, { experimental: ['postgresql-19', 'postgresql-client-19', 'libpq5'], sid: libraries }],
]);

function say(major: number, text: string): void {
  process.stdout.write(`[servers] PostgreSQL ${major} with every program: ${text}\n`);
}

function run(program: string, programArguments: readonly string[], env: Record<string, string> = {}, cwd = here): void {
  const done = spawnSync(program, programArguments, { cwd, encoding: 'utf8', env: { ...process.env, ...env } });
  if (done.status !== 0) throw new Error(`${program} ${programArguments.join(' ')}: ${done.stderr}${done.error ?? ''}`);
}

/** The address of the Debian archive that the machine itself uses; undefined where there is none. */
function mirror(): string | undefined {
  const folder = '/etc/apt/sources.list.d';
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => /\.(list|sources)$/.test(name)) : [];
  const texts = ['/etc/apt/sources.list', ...files.map((name) => join(folder, name))]
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8').replace(/^\s*#.*$/gm, ''));
  return texts
    .join('\n')
    .match(/^\s*(?:URIs:|deb\s+(?:\[[^\]]*\]\s+)?)\s*(\S+\/debian)\/?(?=\s|$)/m)
    ?.at(1);
}

/** Writes the private configuration and returns its path. */
function writeAptConfiguration(work: string, archive: string, packages: Packages): string {
  for (const folder of ['state/lists/partial', 'cache/archives/partial'])
    mkdirSync(join(work, folder), { recursive: true });
  const sources = Object.keys(packages).map((suite) => `deb [signed-by=${keyring}] ${archive} ${suite} main\n`);
  writeFileSync(join(work, 'sources.list'), sources.join(''));
  const path = join(work, 'apt.conf');
  writeFileSync(
    path,
    `Dir::Etc::sourcelist "${work}/sources.list";
Dir::Etc::sourceparts "-";
Dir::State "${work}/state";
Dir::State::lists "${work}/state/lists";
Dir::State::status "/var/lib/dpkg/status";
Dir::Cache "${work}/cache";
APT::Sandbox::User "root";
Acquire::Languages "none";
`,
  );
  return path;
}

/** Each program moves to `PROGRAM.real`; in its place a script runs it with the unpacked loader and libraries. */
function wrapPrograms(root: string, major: number): void {
  const bin = join(root, 'usr/lib/postgresql', String(major), 'bin');
  const folders = `${root}/usr/lib/x86_64-linux-gnu:${root}/lib/x86_64-linux-gnu`;
  const loader = `${root}/usr/lib64/ld-linux-x86-64.so.2`;
  for (const name of readdirSync(bin)) {
    const program = join(bin, name);
    renameSync(program, `${program}.real`);
    const script = `#!/bin/sh\nexec '${loader}' --argv0 "$0" --library-path '${folders}' '${program}.real' "$@"\n`;
    writeFileSync(program, script);
    chmodSync(program, 0o755);
  }
}

function download(major: number, packages: Packages, work: string, archive: string): void {
  const env = { APT_CONFIG: writeAptConfiguration(work, archive, packages) };
  say(major, `reading the package lists of Debian ${Object.keys(packages).join(' and ')} ...`);
  run('apt-get', ['update', '-qq'], env);
  const wanted = Object.entries(packages).flatMap(([suite, names]) => names.map((name) => `${name}/${suite}`));
  say(major, `downloading ${wanted.length} packages ...`);
  run('apt-get', ['download', '-qq', ...wanted], env, work);
}

/** Unpacks a major if that can be done here and is not done yet; returns why not, or undefined. */
function unpack(major: number, packages: Packages): string | undefined {
  const root = join(here, 'unpacked', String(major));
  if (existsSync(root)) return undefined;
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'needs Linux on x86-64';
  const archive = mirror();
  if (!archive || !existsSync(keyring)) return 'needs a Debian system with apt-get';
  const work = mkdtempSync(join(tmpdir(), 'pg-replication-apt-'));
  const half = `${root}.unfinished`;
  try {
    download(major, packages, work, archive);
    rmSync(half, { recursive: true, force: true });
    mkdirSync(half, { recursive: true });
    for (const name of readdirSync(work)) if (name.endsWith('.deb')) run('dpkg', ['-x', join(work, name), half]);
    renameSync(half, root);
    wrapPrograms(root, major);
    say(major, 'unpacked');
    return undefined;
  } catch (error) {
    rmSync(root, { recursive: true, force: true });
    return error instanceof Error ? error.message : String(error);
  } finally {
    rmSync(work, { recursive: true, force: true });
    rmSync(half, { recursive: true, force: true });
  }
}

for (const [major, packages] of builds) {
  const reason = unpack(major, packages);
  if (reason === undefined) continue;
  say(major, `not unpacked: ${reason}`);
  process.exitCode = 1;
}
