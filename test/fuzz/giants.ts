/** The same piece over and over, `#` in it counted up. */
function repeated(piece: string, length: number): string {
  const parts: string[] = [];
  for (let at = 0, size = 0; size < length; at++) {
    const part = piece.replaceAll('#', String(at));
    parts.push(part);
    size += part.length;
  }
  return parts.join('').slice(0, length);
}

/** What a value of a parameter may be made of thousands of times. */
const valuePieces: Readonly<Record<string, readonly string[]>> = {
  primary_conninfo: ['k#=v ', 'passwor=x ', 'host=a# ', "k=''a'' ", '= ', '\\\\\\\\ ', 'sslmode=b '],
  synchronous_standby_names: ['s, ', 's#, ', '(', '"a",', '*, ', 'a b ', 'FIRST 1 (', '1,'],
  synchronized_standby_slots: ['a, ', 'a#, ', 'A b,'],
  archive_command: ['%p ', '%x', 'cp %p /a# && ', '; ', '$(', '`', '| cat ', '%% '],
  restore_command: ['%f ', '%x', 'cp /a/%f %p || '],
  shared_preload_libraries: ['a, ', 'a#, '],
  listen_addresses: ['a#, ', '*, '],
};
const confLines = [
  ...['port = 1\n', 'port = #\n', 'a.b# = 1\n', 'unknown# = 1\n', "include 'x#'\n", 'wal_leve = x\n', '= \n', "'\n"],
  ...['# pg-replication: ignore port\n', 'max_wal_senders = -#\n', "synchronous_standby_names = 'a, a'\n", '\r', 'x'],
];
const hbaLines = [
  ...[
    'host all all 0.0.0.0/0 trust\n',
    'host all all 10.0.0.#/32 md5\n',
    'hostt a\n',
    '@f# ',
    'a,',
    '"',
    'include x\n',
  ],
  ...[
    'host all /^a.*$ all md5\n',
    'local all all peer map=m#\n',
    'host replication r# 10.0.0.0/8 md5\n',
    '+g#,',
    '\\\n',
  ],
];
const identLines = ['m# a b\n', 'm a b\n', 'm /^(a)$ \\1\n', 'm /(', 'm# /x all\n'];

/** The files of a server with one that is as long as a file may be, each with a name. */
export function giants(length: number): readonly (readonly [string, ReadonlyMap<string, string>])[] {
  const conf = 'data/postgresql.conf';
  const few = 'wal_level = replica\n';
  const values = Object.entries(valuePieces).flatMap(([name, pieces]) =>
    pieces.map(
      (piece) => [`${name} of ${piece}`, new Map([[conf, `${name} = '${repeated(piece, length)}'\n`]])] as const,
    ),
  );
  const lines = (file: string, pieces: readonly string[]) =>
    pieces.map((piece) => {
      const text = repeated(piece, length);
      return [
        `${file} of ${piece}`,
        new Map([
          [conf, few],
          [`data/${file}`, text],
        ]),
      ] as const;
    });
  return [
    ...values,
    ...lines('postgresql.conf', confLines),
    ...lines('pg_hba.conf', hbaLines),
    ...lines('pg_ident.conf', identLines),
    ...lines('recovery.conf', ['standby_mode = on\n']),
  ];
}
