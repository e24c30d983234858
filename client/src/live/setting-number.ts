import { catalogFor, parseNumber } from '../../../core/src/index.ts';
import type { SeenServer } from './server-look.ts';

const bytesIn: Readonly<Record<string, number>> = { B: 1, kB: 1024, '8kB': 8192, MB: 1024 * 1024 };

/** A setting as a number of its base unit; undefined: may not be seen, or is no number. */
export function settingNumber(server: SeenServer, name: string): number | undefined {
  const { major } = server.identity;
  const parameter = catalogFor(major).get(name);
  const value = server.settings.get(name)?.value;
  return parameter && value !== undefined ? parseNumber(value, parameter, major) : undefined;
}

/** A setting as bytes; undefined: may not be seen, or is no size. A negative one (`-1`: no limit) is -1. */
export function settingBytes(server: SeenServer, name: string): bigint | undefined {
  const number = settingNumber(server, name);
  const factor = bytesIn[catalogFor(server.identity.major).get(name)?.unit ?? ''];
  if (number === undefined || factor === undefined) return undefined;
  return number < 0 ? -1n : BigInt(Math.round(number * factor));
}

/** Bytes of a WAL segment; 16 MB where it may not be seen, as initdb makes it. */
export function segmentBytes(server: SeenServer): bigint {
  return settingBytes(server, 'wal_segment_size') ?? 16n * 1024n * 1024n;
}
