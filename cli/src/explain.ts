import { manualLink, newestMajor, type RuleFacts, type RuleGroup } from '../../core/src/index.ts';

function versionsOf({ versions: { first, last } }: RuleFacts): string {
  return last === undefined ? `from ${first} on` : first === last ? String(first) : `${first} to ${last}`;
}

function indent(text: string): string {
  return text.trim().replace(/^/gm, '    ');
}

/** A rule's page as plain text. */
export function explain(rule: RuleFacts, group: RuleGroup): string {
  const { id, severity, docs, examples } = rule;
  const pages = docs.see.map((page) => `    ${manualLink(page, newestMajor)}`);
  const shown = examples.map(({ title, files }) => {
    const parts = Object.entries(files).map(([path, text]) => `  ${path}\n${indent(text)}`);
    return `Example: ${title}\n${parts.join('\n')}`;
  });
  return [
    `${id} (${group}, ${severity}; majors ${versionsOf(rule)})`,
    `What: ${docs.what}`,
    `Why:  ${docs.why}`,
    `How:  ${docs.how}`,
    `See:\n${pages.join('\n')}`,
    ...shown,
  ]
    .join('\n\n')
    .concat('\n');
}
