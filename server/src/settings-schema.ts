import * as z from 'zod/mini';
import { type Preset, presets, toMajor } from '../../core/src/index.ts';
import type { Settings } from './settings.ts';

const severity = z.enum(['off', 'error', 'warning', 'information', 'hint']);

const flag = z.catch(z.optional(z.boolean()), undefined);

const schema = z.object({
  pgVersion: z.catch(z.union([z.string(), z.number()]), 'auto'),
  presets: z.catch(z.array(z.catch(z.optional(z.enum(presets)), undefined)), []),
  rules: z.catch(z.record(z.string(), z.catch(z.optional(severity), undefined)), {}),
  inlayHints: z.catch(z.object({ units: flag, restart: flag, defaults: flag }), {}),
});

/** Reads the client's answer; each setting that makes no sense counts as its default. Never throws. */
export function parseSettings(value: unknown, defaults: Settings): Settings {
  const read = schema.safeParse(value);
  if (!read.success) return defaults;
  const rules: Record<string, NonNullable<Settings['rules'][string]>> = {};
  for (const [rule, level] of Object.entries(read.data.rules)) if (level !== undefined) rules[rule] = level;
  const chosen = read.data.presets.filter((preset): preset is Preset => preset !== undefined);
  const { units, restart, defaults: shown } = read.data.inlayHints;
  const inlayHints = {
    units: units ?? defaults.inlayHints.units,
    restart: restart ?? defaults.inlayHints.restart,
    defaults: shown ?? defaults.inlayHints.defaults,
  };
  return { pgVersion: toMajor(read.data.pgVersion), presets: chosen, rules, inlayHints };
}
