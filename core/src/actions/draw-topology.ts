import { applicationName } from '../model/application-name.ts';
import type { Link, PlacedServer, Topology } from '../model/topology.ts';
import { fold } from '../syntax/synchronous-standby-names.ts';
import { listedStandbys } from './standby-names.ts';

/** A text inside a label: what has a meaning to Mermaid stands as its code. */
function label(text: string): string {
  return text.replace(/["#;&<>`\\\p{Cc}]/gu, (character) => `#${character.codePointAt(0)};`);
}

/** Names that a standby lists do nothing while it is one. */
function isSynchronous({ upstream, downstream }: Link): boolean {
  if (upstream.config.role !== 'primary') return false;
  const name = fold(applicationName(downstream.config));
  const { names } = listedStandbys(upstream.config);
  return names.some(({ text }) => text === '*' || fold(text) === name);
}

/** What is known of a stream: whether commits may wait for it, its slot, and whether it is a guess. */
function wordsOf(link: Link): string {
  const slot = link.downstream.config.setting('primary_slot_name').value;
  const words = [
    isSynchronous(link) ? 'synchronous' : 'asynchronous',
    ...(slot === '' ? [] : [`slot ${slot}`]),
    ...(link.evidence === 'declared' ? [] : ['a guess']),
  ];
  return label(words.join(', '));
}

function roleOf({ config: { role, catalog } }: PlacedServer): string {
  return `${role === 'recovery' ? 'in recovery' : role}, ${catalog.major}`;
}

/** The servers and their streams as a Mermaid flowchart: WAL flows along the arrows, a thick one is synchronous, a dotted one a guess. */
export function drawTopology({ servers, links }: Topology): string {
  const lines = servers.map((server, at) => `  s${at}["${label(server.config.name)}<br>${roleOf(server)}"]`);
  for (const link of links) {
    const arrow = link.evidence !== 'declared' ? '-.->' : isSynchronous(link) ? '==>' : '-->';
    const [from, to] = [servers.indexOf(link.upstream), servers.indexOf(link.downstream)];
    lines.push(`  s${from} ${arrow}|"${wordsOf(link)}"| s${to}`);
  }
  return `flowchart TD\n${lines.map((line) => `${line}\n`).join('')}`;
}
