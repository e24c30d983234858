import * as l10n from '../../l10n.ts';
import { when } from './parts.ts';

interface Compression {
  readonly where: 'client' | 'server' | undefined;
  readonly method: 'gzip' | 'lz4' | 'zstd' | 'none';
  /** The level, or `level=…,workers=…,long`. */
  readonly detail: string | undefined;
}

const levels: Readonly<Record<Compression['method'], readonly [number, number]>> = {
  gzip: [1, 9],
  lz4: [1, 12],
  zstd: [-131_072, 22],
  none: [0, 0],
};

function isMethod(text: string | undefined): text is Compression['method'] {
  return text === 'gzip' || text === 'lz4' || text === 'zstd' || text === 'none';
}

function isPlace(text: string | undefined): text is 'client' | 'server' {
  return text === 'client' || text === 'server';
}

/** Reads `[client-|server-]METHOD[:DETAIL]`; a bare number is a level of gzip, 0 is none. */
function readCompression(text: string): Compression | undefined {
  if (/^\d$/.test(text)) return { where: undefined, method: text === '0' ? 'none' : 'gzip', detail: text };
  const [, where, method, detail] = /^(?:(client|server)-)?(\w+)(?::(.+))?$/.exec(text) ?? [];
  return isMethod(method) ? { where: isPlace(where) ? where : undefined, method, detail } : undefined;
}

function detailProblems({ method, detail }: Compression): readonly string[] {
  if (detail === undefined || method === 'none') return [];
  const [least, most] = levels[method];
  const isLevel = (text: string) => /^-?\d+$/.test(text) && Number(text) >= least && Number(text) <= most;
  const isPart = (part: string) => {
    const [keyword, value] = part.split('=');
    if (keyword === 'level') return isLevel(value ?? '');
    if (keyword === 'workers') return method === 'zstd' && /^\d+$/.test(value ?? '');
    return keyword === 'long' && method === 'zstd';
  };
  const isFine = isLevel(detail) || detail.split(',').every(isPart);
  return when(
    !isFine,
    l10n.t('The compression {0} takes a level from {1} to {2}, not "{3}".', method, least, most, detail),
  );
}

/** What is wrong with a compression for pg_basebackup of a major (15 learnt methods and the server's side). */
export function compressionProblems(
  text: string | undefined,
  format: 'plain' | 'tar',
  major: number,
): readonly string[] {
  if (text === undefined) return [];
  const compression = readCompression(text);
  if (!compression)
    return [
      l10n.t('A compression is gzip, lz4, zstd or none, with client- or server- before it and a level after a colon.'),
    ];
  const { where, method } = compression;
  const isOld = where === undefined && (method === 'gzip' || method === 'none');
  return [
    ...when(
      major < 15 && !isOld,
      l10n.t('pg_basebackup {0} compresses with gzip on the client only; 15 can do more.', major),
    ),
    ...when(
      format === 'plain' && where !== 'server' && method !== 'none',
      l10n.t('A plain backup can be compressed on its way only, by the server: write server- before the method.'),
    ),
    ...detailProblems(compression),
  ];
}

/** The option as the major knows it. */
export function compressionArguments(text: string | undefined, major: number): readonly string[] {
  const compression = text === undefined ? undefined : readCompression(text);
  if (text === undefined || !compression) return [];
  if (major >= 15) return [`--compress=${text}`];
  if (compression.method === 'none') return [];
  const level = /\d+$/.exec(compression.detail ?? '')?.[0];
  return level === undefined ? ['--gzip'] : [`--compress=${level}`];
}
