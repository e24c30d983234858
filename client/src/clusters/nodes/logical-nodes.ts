import * as l10n from '../../l10n.ts';
import type { SeenServer, Subscription } from '../../live/server-look.ts';
import { below, group, levelIcon, lines, type Place, type TreeNode, treeNode, words } from './tree-node.ts';

/** `srsubstate` in words. */
const tableStates: Readonly<Record<string, string>> = {
  i: l10n.t('to be copied'),
  d: l10n.t('being copied'),
  f: l10n.t('copied, catching up'),
  s: l10n.t('synchronised'),
  r: l10n.t('ready'),
};

function counted(tables: number): string {
  return tables === 1 ? l10n.t('1 table') : l10n.t('{0} tables', tables);
}

/** The publications of the database that the session is in. */
export function publicationNodes(place: Place, { publications, identity }: SeenServer): TreeNode[] {
  const rows = publications.map(({ name, allTables, operations, tables }) => {
    const inner = below(place, `publication ${name}`);
    return treeNode(inner, 'publication', name, {
      description: words(allTables ? l10n.t('all tables') : counted(tables.length), operations.join(', ')),
      icon: { id: 'megaphone' },
      copied: name,
      children: tables.map((table) =>
        treeNode(inner, `table ${table}`, table, { icon: { id: 'table' }, copied: table }),
      ),
    });
  });
  return group(place, l10n.t('Publications'), rows, {
    icon: { id: 'megaphone' },
    tooltip: l10n.t('In database {0}.', identity.database),
  });
}

function troublesOf({ applyErrors, syncErrors, conflicts }: Subscription): readonly string[] {
  return [
    ...(applyErrors ? [l10n.t('{0} apply errors', applyErrors)] : []),
    ...(syncErrors ? [l10n.t('{0} errors while copying', syncErrors)] : []),
    ...[...conflicts].map(([kind, count]) => `${count} ${kind.replaceAll('_', ' ')}`),
  ];
}

function subscriptionNode(place: Place, subscription: Subscription): TreeNode {
  const { name, database, here, enabled, running, publications, slot, tables } = subscription;
  const inner = below(place, `subscription ${name}`, { subscription: name });
  const troubles = troublesOf(subscription);
  const state = enabled ? (running ? l10n.t('running') : l10n.t('enabled, but no worker runs')) : l10n.t('disabled');
  const isBad = enabled && (!running || troubles.length > 0);
  return treeNode(inner, 'subscription', name, {
    description: words(state, ...troubles),
    tooltip: lines(
      l10n.t('database {0}{1}', database, here ? '' : l10n.t(': connect to it to change this subscription')),
      l10n.t('publications {0}', publications.join(', ')),
      slot !== undefined && l10n.t('slot {0} on the publisher', slot),
      subscription.skip !== undefined && l10n.t('a transaction is set to be skipped'),
    ),
    icon: isBad ? levelIcon('warning') : { id: 'inbox' },
    context: words('subscription', enabled ? 'enabled' : 'disabled', here && 'here').replaceAll(' · ', ' '),
    copied: name,
    children: tables.map((table) =>
      treeNode(inner, `table ${table.name}`, table.name, {
        description: tableStates[table.state] ?? table.state,
        icon: { id: 'table' },
        copied: table.name,
      }),
    ),
  });
}

/** The subscriptions of a server with the state of their tables. */
export function subscriptionNodes(place: Place, { subscriptions }: SeenServer): TreeNode[] {
  return group(
    place,
    l10n.t('Subscriptions'),
    subscriptions.map((it) => subscriptionNode(place, it)),
    { icon: { id: 'inbox' } },
  );
}
