import type { ServerConfig } from '../model/server-config.ts';
import type { HbaRecord } from '../syntax/hba.ts';
import { overlaps, type TextRange } from '../text/range.ts';
import { maskParts, mayMakeText } from '../text/template.ts';
import type { Uri } from '../text/uri.ts';

/** Where the server comes by on its way through the HBA records. */
export interface HbaPlace {
  readonly uri: Uri;
  readonly range: TextRange;
  /** The record there; undefined: a template makes there what nobody knows here, none, one or several. */
  readonly record: HbaRecord | undefined;
  /** The first word of what stands there, where the template says it. */
  readonly type: string | undefined;
  /** Whether a template may leave the place out. */
  readonly isOptional: boolean;
}

/** The lines of a template of HBA records that it fills in. */
function filledInPlaces(server: ServerConfig): readonly HbaPlace[] {
  return server.files.flatMap(({ uri, kind, text }) => {
    const holes = kind === 'hba' ? (server.templates?.get(uri)?.holes ?? []) : [];
    return holes.flatMap((range) => {
      const written = text.slice(range.start, range.end);
      if (!mayMakeText(written)) return [];
      const [word] = /\S+/.exec(written) ?? [];
      const isLiteral = word !== undefined && maskParts(written).trimStart().startsWith(word);
      return [{ uri, range, record: undefined, type: isLiteral ? word : undefined, isOptional: true }];
    });
  });
}

/**
 * Before which record a place comes. Files that are included stand between the lines of others, and where is not kept: a
 * place comes as early as it can, so that no record is taken to decide before it.
 */
function indexAmong({ uri, range }: HbaPlace, { hba, files }: ServerConfig): number {
  const before = hba.findLastIndex((record) => record.uri === uri && record.range.start < range.start);
  if (before >= 0) return before + 1;
  const isFirstFile = files.find(({ kind }) => kind === 'hba')?.uri === uri;
  return isFirstFile
    ? 0
    : Math.max(
        0,
        hba.findIndex((record) => record.uri === uri),
      );
}

/** The records of a server, and between them what templates fill in, in the order in which the server goes by them. */
export function hbaPlaces(server: ServerConfig): readonly HbaPlace[] {
  const { hba, templates } = server;
  const records = hba.map((record): HbaPlace => {
    const { uri, range } = record;
    const isOptional = templates?.get(uri)?.optional.some((block) => overlaps(block, range)) ?? false;
    return { uri, range, record, type: record.type.text, isOptional };
  });
  if (!templates) return records;
  const filledIn = filledInPlaces(server).map((place) => ({ place, index: indexAmong(place, server) }));
  return [...records, undefined].flatMap((record, at) => [
    ...filledIn.filter(({ index }) => index === at).map(({ place }) => place),
    ...(record ? [record] : []),
  ]);
}
