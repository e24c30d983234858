/** A major release of PostgreSQL this product knows. */
export type Major = 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19;

/** Every major that the catalogue was read from, oldest first. */
export const majors: readonly Major[] = [10, 11, 12, 13, 14, 15, 16, 17, 18, 19];
/** What files are held against where nothing names a major. */
export const newestMajor: Major = 19;

/** The known major for a number or a text such as `16`; undefined for anything else. */
export function toMajor(value: number | string): Major | undefined {
  return majors.find((major) => String(major) === String(value));
}

/** `vartype` of pg_settings. */
export type ParameterType = 'bool' | 'integer' | 'real' | 'enum' | 'string';

/**
 * When a parameter may change: `internal` never, `postmaster` at a restart, `sighup` at a reload, the others also in
 * sessions. `recovery` marks the parameters of recovery.conf (10 and 11), read once at the start of recovery.
 */
export type Context =
  | 'internal'
  | 'postmaster'
  | 'sighup'
  | 'superuser-backend'
  | 'backend'
  | 'superuser'
  | 'user'
  | 'recovery';

/** What one major knows about one parameter (`pg_settings`, and probes of a running server). */
export interface Parameter {
  readonly name: string;
  readonly type: ParameterType;
  /** Base unit as pg_settings names it: `kB`, `8kB`, `MB`, `B`, `ms`, `s`, `min`. */
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  /** Advertised values of an enum. */
  readonly values?: readonly string[];
  /** Words an enum takes without advertising them. */
  readonly hidden?: readonly string[];
  /** The compiled-in default; undefined where it is NULL or depends on the build. */
  readonly boot?: string;
  readonly context: Context;
  readonly category: string;
}

/** Facts of one parameter that hold in every major from `first` to `last`. */
export interface ParameterSpan extends Omit<Parameter, 'name'> {
  readonly first: Major;
  readonly last: Major;
}
