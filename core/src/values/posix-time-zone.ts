/** Reads on from a place in a text: the place behind what was read; undefined if it is not there. */
type Reader = (text: string, at: number) => number | undefined;

function number(text: string, at: number, least: number, most: number): { value: number; end: number } | undefined {
  let value = 0;
  let end = at;
  for (; text[end] !== undefined && /[0-9]/.test(text[end] ?? ''); end++) {
    value = value * 10 + Number(text[end]);
    if (value > most) return undefined;
  }
  return end > at && value >= least ? { value, end } : undefined;
}

/** The seconds of `hh[:mm[:ss]]`, up to a week of hours. */
function seconds(text: string, at: number): { value: number; end: number } | undefined {
  const hours = number(text, at, 0, 167);
  if (!hours || text[hours.end] !== ':') return hours && { value: hours.value * 3600, end: hours.end };
  const minutes = number(text, hours.end + 1, 0, 59);
  if (!minutes) return undefined;
  const upTo = hours.value * 3600 + minutes.value * 60;
  if (text[minutes.end] !== ':') return { value: upTo, end: minutes.end };
  const rest = number(text, minutes.end + 1, 0, 60);
  return rest && { value: upTo + rest.value, end: rest.end };
}

function offset(text: string, at: number): { value: number; end: number } | undefined {
  return seconds(text, text[at] === '-' || text[at] === '+' ? at + 1 : at);
}

/** `<…>`, or everything up to a digit, comma or sign. */
const name: Reader = (text, at) => {
  if (text[at] === '<') {
    const close = text.indexOf('>', at + 1);
    return close < 0 ? undefined : close + 1;
  }
  let end = at;
  while (end < text.length && !/[0-9,+-]/.test(text[end] ?? '')) end++;
  return end;
};

function day(text: string, at: number): number | undefined {
  if (text[at] === 'J') return number(text, at + 1, 1, 365)?.end;
  if (text[at] !== 'M') return number(text, at, 0, 365)?.end;
  const month = number(text, at + 1, 1, 12);
  const week = month && text[month.end] === '.' ? number(text, month.end + 1, 1, 5) : undefined;
  return week && text[week.end] === '.' ? number(text, week.end + 1, 0, 6)?.end : undefined;
}

/** When daylight saving time begins or ends: a day, and perhaps `/` and a time. */
const change: Reader = (text, at) => {
  const end = day(text, at);
  if (end === undefined || text[end] !== '/') return end;
  return offset(text, end + 1)?.end;
};

/** `,start,end` up to the end of the text, or nothing more at all. */
function areRules(text: string, at: number): boolean {
  if (at >= text.length) return true;
  if (text[at] !== ',') return false;
  const start = change(text, at + 1);
  if (start === undefined || text[start] !== ',') return false;
  return change(text, start + 1) === text.length;
}

/** Whether what follows the standard offset is a name of daylight saving time with its offset and rules. */
function isSummerTime(text: string, at: number): boolean {
  const named = name(text, at);
  if (named === undefined || named === at || text.slice(at, named) === '<>') return false;
  const next = text[named];
  if (next === undefined || next === ',') return areRules(text, named);
  const behind = offset(text, named);
  return behind !== undefined && areRules(text, behind.end);
}

const longest = 255;

/**
 * Whether a text is a POSIX time zone rule such as `EST5EDT` or `<+02>-2` (`localtime.c:tzparse`). One whose standard time
 * is off by odd seconds is none, for the server takes it for a zone that counts leap seconds.
 */
export function isPosixTimeZone(text: string, byteLength: number): boolean {
  if (byteLength > longest || text.startsWith(':')) return false;
  // The server folds the case before it looks.
  const upper = text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
  const named = name(upper, 0);
  if (named === undefined || named >= upper.length) return false;
  const standard = offset(upper, named);
  if (!standard || standard.value % 60 !== 0) return false;
  return standard.end >= upper.length || isSummerTime(upper, standard.end);
}
