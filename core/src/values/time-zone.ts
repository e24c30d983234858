import { timeZoneName } from '../catalog/names.ts';
import { readReal } from '../syntax/c-number.ts';
import { byteLength } from '../syntax/slot-names.ts';
import { isPosixTimeZone } from './posix-time-zone.ts';

/** Names that some builds have and others lack: they are never held to be wrong. */
const dependsOnBuild = /^(?:posix\/.*|posixrules|localtime)$/i;
const weekOfHours = 168;

/** Whether the server knows a zone of that name, or can read the text as a rule (`pg_tzset`, `pg_tz_acceptable`). */
export function isTimeZone(text: string): boolean {
  // A colon in front keeps the rest from being read as a rule, not from being a name.
  const name = text.startsWith(':') ? text.slice(1) : text;
  return timeZoneName(name) !== undefined || dependsOnBuild.test(text) || isPosixTimeZone(text, byteLength(text));
}

const clock = /^([-+]?)(\d{1,3})(?::(\d{1,2})(?::(\d{1,2})(?:\.\d*)?)?)?$/;
const amount = /^\s*([-+]?\d*\.?\d+)\s*([a-z]+)?/i;
const unitSeconds: Readonly<Record<string, number>> = {
  us: 1e-6,
  ms: 1e-3,
  s: 1,
  sec: 1,
  secs: 1,
  second: 1,
  seconds: 1,
  m: 60,
  min: 60,
  mins: 60,
  minute: 60,
  minutes: 60,
  h: 3600,
  hr: 3600,
  hrs: 3600,
  hour: 3600,
  hours: 3600,
};

/** The seconds of an interval of hours and less; undefined for anything else, days and months among it. */
function intervalSeconds(text: string): number | undefined {
  const body = text.trim();
  const time = clock.exec(body);
  if (time && (time[3] !== undefined || time[2] === undefined)) {
    const size = Number(time[2]) * 3600 + Number(time[3] ?? 0) * 60 + Number(time[4] ?? 0);
    return time[1] === '-' ? -size : size;
  }
  let rest = body;
  let sum = 0;
  while (rest !== '') {
    const found = amount.exec(rest);
    const seconds = unitSeconds[(found?.[2] ?? 's').toLowerCase()];
    if (!found || seconds === undefined) return undefined;
    sum += Number(found[1]) * seconds;
    rest = rest.slice(found[0].length);
  }
  return body === '' ? undefined : sum;
}

/**
 * Whether `TimeZone` may have the value: a name, a rule, hours as a number, or `INTERVAL '…'` of less than a week without
 * days (`variable.c:check_timezone`).
 */
export function isTimeZoneSetting(text: string): boolean {
  if (/^interval/i.test(text)) {
    const written = /^interval[ \t\n\v\f\r]*'([^']*)'$/i.exec(text)?.[1];
    const seconds = written === undefined ? undefined : intervalSeconds(written);
    return seconds !== undefined && Math.abs(seconds) < weekOfHours * 3600;
  }
  const hours = readReal(text);
  if (hours && hours.rest === '') return Math.abs(hours.value) < weekOfHours;
  return isTimeZone(text);
}
