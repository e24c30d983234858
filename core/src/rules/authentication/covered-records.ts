import type { HbaRecord, HbaToken } from '../../syntax/hba.ts';
import { type HbaAddress, hbaAddress } from '../../syntax/hba-address.ts';
import { isInsideNetwork } from '../hba-reach.ts';

/** A record that no connection ever reaches, and the one before it that takes them all. */
export interface CoveredRecord {
  readonly record: HbaRecord;
  readonly by: HbaRecord;
}

/** For each type, the types that take all its connections. TLS and GSSAPI encryption exclude each other. */
const coveringTypes: Readonly<Record<string, readonly string[]>> = {
  local: ['local'],
  host: ['host'],
  hostssl: ['hostssl', 'host', 'hostnogssenc'],
  hostnossl: ['hostnossl', 'host'],
  hostgssenc: ['hostgssenc', 'host', 'hostnossl'],
  hostnogssenc: ['hostnogssenc', 'host'],
};

const words: ReadonlySet<string> = new Set(['all', 'sameuser', 'samerole', 'samegroup', 'replication']);

/** One text for tokens that mean the same: a quoted name is that name, but a quoted word is no word. */
function meaning({ text, quoted }: HbaToken, isUser: boolean): string {
  const isSpecial = !quoted && (isUser ? text === 'all' || text.startsWith('+') : words.has(text));
  if (!isSpecial) return `name ${text}`;
  return `word ${text === 'samegroup' ? 'samerole' : text}`;
}

const all = 'word all';
const replication = 'word replication';

/** What a record takes, in a form that is quickly compared. */
interface Taken {
  readonly record: HbaRecord;
  readonly databases: ReadonlySet<string>;
  readonly users: ReadonlySet<string>;
  readonly address: HbaAddress | undefined;
}

function takenBy(record: HbaRecord): Taken {
  return {
    record,
    databases: new Set(record.databases.map((token) => meaning(token, false))),
    users: new Set(record.users.map((token) => meaning(token, true))),
    address: hbaAddress(record),
  };
}

/** `all` takes every item but `replication`. */
function hasAll(outer: ReadonlySet<string>, inner: ReadonlySet<string>): boolean {
  const takesAll = outer.has(all);
  return [...inner].every((item) => outer.has(item) || (takesAll && item !== replication));
}

function isInside(inner: HbaAddress | undefined, outer: HbaAddress | undefined): boolean {
  if (!inner || !outer || outer.kind === 'all') return true;
  if (inner.kind === 'network' && outer.kind === 'network') return isInsideNetwork(inner, outer);
  if (inner.kind === 'name' && outer.kind === 'name') return inner.name.toLowerCase() === outer.name.toLowerCase();
  return inner.kind === outer.kind && (inner.kind === 'samehost' || inner.kind === 'samenet');
}

function covers(outer: Taken, inner: Taken): boolean {
  return (
    hasAll(outer.databases, inner.databases) &&
    hasAll(outer.users, inner.users) &&
    isInside(inner.address, outer.address)
  );
}

/** More combinations than this of one record are not looked up; what is missed is no false alarm. */
const mostCombinations = 100;
/** So many records are tried for each combination. */
const mostTries = 8;

/** Records by the items and the addresses they take, so that a long file takes no longer than its length. */
class TakenSoFar {
  readonly #byKey = new Map<string, Taken[]>();
  readonly #masks = new Map<string, { readonly family: string; readonly mask: bigint }>();

  add(taken: Taken): void {
    const { databases, users, address, record } = taken;
    if (databases.size * users.size > mostCombinations) return;
    if (address?.kind === 'network') {
      const { family, mask } = address;
      this.#masks.set(`${family} ${mask}`, { family, mask });
    }
    for (const database of databases) {
      for (const user of users) {
        const key = [record.type.text, this.#ownKey(address), database, user].join('\0');
        const known = this.#byKey.get(key);
        if (!known) this.#byKey.set(key, [taken]);
        else if (known.length < mostTries) known.push(taken);
      }
    }
  }

  /** The first record that takes all that this one takes. */
  covering(taken: Taken): Taken | undefined {
    const { databases, users, address, record } = taken;
    const [[database = ''], [user = '']] = [[...databases], [...users]];
    for (const type of coveringTypes[record.type.text] ?? []) {
      for (const place of this.#widerKeys(address)) {
        for (const [d, u] of [
          [database, user],
          [all, user],
          [database, all],
          [all, all],
        ]) {
          const found = this.#byKey.get([type, place, d, u].join('\0'))?.find((it) => covers(it, taken));
          if (found) return found;
        }
      }
    }
    return undefined;
  }

  #ownKey(address: HbaAddress | undefined): string {
    if (!address) return '';
    if (address.kind === 'network') return `${address.family} ${address.mask} ${address.bits & address.mask}`;
    return address.kind === 'name' ? `name ${address.name.toLowerCase()}` : address.kind;
  }

  /** The keys of this address, of `all`, and of the networks around it that there are. */
  #widerKeys(address: HbaAddress | undefined): readonly string[] {
    const own = this.#ownKey(address);
    if (address?.kind !== 'network') return address ? [own, 'all'] : [own];
    const wider = [...this.#masks.values()].filter(
      ({ family, mask }) => family === address.family && (mask & address.mask) === mask,
    );
    return ['all', ...wider.map(({ mask }) => `${address.family} ${mask} ${address.bits & mask}`)];
  }
}

/**
 * The records that no connection ever reaches, as one record before them takes all of theirs: by type, addresses,
 * databases and users. What only several records take together, or what depends on roles or DNS, is not found.
 */
export function coveredRecords(records: readonly HbaRecord[]): readonly CoveredRecord[] {
  const before = new TakenSoFar();
  const covered: CoveredRecord[] = [];
  for (const record of records) {
    const taken = takenBy(record);
    const by = before.covering(taken);
    if (by) covered.push({ record, by: by.record });
    else before.add(taken);
  }
  return covered;
}

/** Whether two records do the same with a connection. */
export function doTheSame(one: HbaRecord, other: HbaRecord): boolean {
  const text = ({ method, options }: HbaRecord) =>
    [method.text, ...options.map(({ name, value }) => `${name}=${value}`)].join('\0');
  return text(one) === text(other);
}
