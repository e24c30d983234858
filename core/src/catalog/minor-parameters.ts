import type { Major } from './parameter.ts';

/** A parameter that some minor releases, or some distributions' builds, of a major have and others lack. */
export interface MinorParameter {
  readonly name: string;
  readonly majors: readonly Major[];
  /** Who has it, to fill the sentence "known to …". */
  readonly since: string;
}

/**
 * The catalogue's data holds what every build of a major knows. These names are neither wrong nor sure: read off the
 * servers named in `since`, absent from others of the same major.
 */
export const minorParameters: readonly MinorParameter[] = [
  { name: 'output_plugin_libraries', majors: [17], since: '17.11 and later' },
  { name: 'output_plugin_libraries', majors: [18], since: '18.6 and later' },
  { name: 'extension_destdir', majors: [13, 14, 15, 16, 17], since: "Debian's builds" },
];

/** The entry of a name that only some builds of the major know, compared without case; undefined if there is none. */
export function minorParameter(name: string, major: Major): MinorParameter | undefined {
  const wanted = name.toLowerCase();
  return minorParameters.find((parameter) => parameter.name === wanted && parameter.majors.includes(major));
}
