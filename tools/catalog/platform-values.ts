import { minorParameter } from '../../core/src/catalog/minor-parameters.ts';
import type { Major, Parameter } from '../../core/src/catalog/parameter.ts';

/** Something a server reports about itself that is a fact about its build, its minor or its machine, not its major. */
export interface PlatformValue {
  readonly name: string;
  readonly reason: string;
  /** Values that a build with the library has; they are added where missing. */
  readonly addValues?: readonly string[];
  readonly first?: Major;
  /** Leave out the boot value, and the range of what can never be set. */
  readonly noBoot?: true;
}

export const platformValues: readonly PlatformValue[] = [
  { name: 'unix_socket_directories', reason: 'Debian builds say /var/run/postgresql, others /tmp', noBoot: true },
  { name: 'ssl_library', reason: 'names the TLS library of the build, empty without', noBoot: true },
  { name: 'ssl_ciphers', reason: '"none" in a build without TLS', noBoot: true },
  { name: 'ssl_ecdh_curve', reason: '"none" in a build without TLS', noBoot: true },
  { name: 'ssl_groups', reason: 'depends on the TLS library of the build', noBoot: true },
  { name: 'krb_server_keyfile', reason: 'holds the sysconfdir of the build, empty without GSSAPI', noBoot: true },
  { name: 'dynamic_shared_memory_type', reason: 'the best kind of shared memory the platform has', noBoot: true },
  { name: 'server_version', reason: 'names the minor release', noBoot: true },
  { name: 'server_version_num', reason: 'names the minor release', noBoot: true },
  { name: 'debug_assertions', reason: 'says whether the build has assertions', noBoot: true },
  { name: 'wal_compression', reason: 'lz4 and zstd need the libraries', first: 15, addValues: ['lz4', 'zstd'] },
  { name: 'default_toast_compression', reason: 'lz4 needs the library', first: 14, addValues: ['lz4'] },
  { name: 'io_method', reason: 'io_uring needs the library and Linux', first: 18, addValues: ['io_uring'] },
];

function withValue(values: readonly string[], added: string): readonly string[] {
  return values.includes(added) ? values : [...values, added];
}

/** A minor release may have it and another one of the same major not. */
export function isOfSomeMinors({ name }: Parameter, major: Major): boolean {
  return minorParameter(name, major) !== undefined;
}

/** What is known of the parameter in every build of the major: order and presence of optional values made the same. */
export function withoutPlatform(parameter: Parameter, major: Major): Parameter {
  const rule = platformValues.find(({ name, first = 10 }) => name === parameter.name && first <= major);
  if (!rule) return parameter;
  const { boot, min, max, values, ...rest } = parameter;
  const range = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
  const full = rule.addValues && values ? rule.addValues.reduce(withValue, values).toSorted() : values;
  return {
    ...rest,
    ...(rule.noBoot ? {} : range),
    ...(full ? { values: full } : {}),
    ...(boot === undefined || rule.noBoot ? {} : { boot }),
  };
}
