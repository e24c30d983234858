import * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';
import { hbaFields, majors, newestMajor, presets } from '../../core/src/index.ts';

z.config(en());

const major = z.int().check(z.minimum(Math.min(...majors)), z.maximum(newestMajor));
const role = z.enum(['primary', 'standby', 'recovery']);
const severity = z.enum(['error', 'warning', 'information', 'hint']);
const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** One server of the project. */
export const serverSchema = z.object({
  name: z.string().check(z.minLength(1)),
  folder: z.string(),
  major: z.optional(major),
  role: z.optional(role),
  hosts: z.optional(z.array(z.string().check(z.minLength(1)))),
  port: z.optional(z.int().check(z.minimum(1), z.maximum(65_535))),
  upstream: z.optional(z.string().check(z.minLength(1))),
});

/** What a rule of an organisation may ask for; exactly one of them. */
export const conditionKeys = ['equals', 'oneOf', 'atLeast', 'matches'] as const;

/** The pattern of `matches`; undefined if it is no regular expression. */
export function patternOf(text: string): RegExp | undefined {
  try {
    return new RegExp(text, 'u');
  } catch {
    return undefined;
  }
}

/** One rule of an organisation, as it is written. */
export const organisationSchema = z
  .object({
    id: z.string().check(z.regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'An id is of small letters, digits and hyphens')),
    parameter: z.optional(z.string().check(z.minLength(1))),
    hba: z.optional(z.enum(hbaFields)),
    where: z.optional(z.partialRecord(z.enum(hbaFields), z.string())),
    equals: z.optional(scalar),
    oneOf: z.optional(z.array(scalar).check(z.minLength(1))),
    atLeast: z.optional(z.union([z.string(), z.number()])),
    matches: z.optional(
      z.string().check(z.refine((text) => patternOf(text) !== undefined, 'This is no regular expression')),
    ),
    majors: z.optional(z.object({ first: z.optional(major), last: z.optional(major) })),
    role: z.optional(role),
    severity: z.optional(severity),
    message: z.string().check(z.minLength(1), z.maxLength(120)),
    fix: z.optional(scalar),
  })
  .check(
    z.refine(
      (it) => (it.parameter === undefined) !== (it.hba === undefined),
      'Name either a parameter or an hba field',
    ),
    z.refine(
      (it) => conditionKeys.filter((key) => it[key] !== undefined).length === 1,
      `Give exactly one of ${conditionKeys.join(', ')}`,
    ),
    z.refine((it) => it.where === undefined || it.hba !== undefined, 'Only a rule about an hba field has a where'),
  );

/** Every key of a project file. Its parts are read one by one, so that what is right counts beside what is wrong. */
export const projectSchema = z.object({
  $schema: z.optional(z.string()),
  extends: z.optional(z.array(z.string().check(z.minLength(1)))),
  servers: z.optional(z.array(serverSchema)),
  presets: z.optional(z.array(z.enum(presets))),
  rules: z.optional(z.record(z.string(), z.enum(['off', ...severity.options]))),
  organisation: z.optional(z.array(organisationSchema)),
});

/** What a rule may be set to. */
export const levelSchema = z.enum(['off', ...severity.options]);
export const presetSchema = z.enum(presets);
