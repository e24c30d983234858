import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ruleGroups } from '../../core/src/rules/index.ts';
import { ruleIndex, rulePage } from './rule-page.ts';

/** Written by hand: what no rule says, and why. */
const byHand = 'not-covered.md';
const folder = fileURLToPath(new URL('../../docs/rules', import.meta.url));

/** Every page of `docs/rules`, by file name, as the rules make it. */
export async function rulePages(): Promise<ReadonlyMap<string, string>> {
  const pages = new Map([['index.md', ruleIndex(ruleGroups)]]);
  for (const { group, rules } of ruleGroups) {
    for (const rule of rules) pages.set(`${rule.id}.md`, await rulePage(rule, group));
  }
  return pages;
}

/** The pages that are missing, differ, or belong to no rule. */
export async function stalePages(): Promise<readonly string[]> {
  const pages = await rulePages();
  const present = (existsSync(folder) ? readdirSync(folder) : []).filter((name) => name !== byHand);
  const read = (name: string) => (present.includes(name) ? readFileSync(join(folder, name), 'utf8') : undefined);
  return [...new Set([...pages.keys(), ...present])].filter((name) => pages.get(name) !== read(name));
}

async function writePages(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const pages = await rulePages();
  for (const name of readdirSync(folder)) if (!pages.has(name) && name !== byHand) rmSync(join(folder, name));
  for (const [name, text] of pages) writeFileSync(join(folder, name), text);
  console.log(`${pages.size} pages in docs/rules`);
}

if (import.meta.main) {
  if (process.argv.includes('--check')) {
    const stale = await stalePages();
    if (stale.length > 0) console.error(`docs/rules is not what the rules say: ${stale.join(', ')}`);
    process.exitCode = stale.length > 0 ? 1 : 0;
  } else await writePages();
}
