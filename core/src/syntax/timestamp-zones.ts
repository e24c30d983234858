import type { Major } from '../catalog/parameter.ts';

/**
 * Abbreviations of the default set (`timezonesets/Default`). Up to 11 recovery.conf is read when they are loaded; from 12
 * on the files are read before, so that only what is also a name of a zone is understood.
 */
const abbreviations = new Set(
  (
    'acdt acsst acst act acwst adt aedt aesst aest aft akdt akst almst almt amst amt anast anat arst art ast awsst awst ' +
    'azost azot azst azt bdst bdt bnt bort bot bra brst brt bst btt cadt cast cct cdt cest cet cetdst chadt chast chut ' +
    'ckt clst clt cot cst cxt davt ddut easst east eat edt eest eet eetdst egst egt est fet fjst fjt fkst fkt fnst fnt ' +
    'galt gamt gest get gft gilt gmt gyt hkt hst ict idt iot irkst irkt irt ist jayt jst kdt kgst kgt kost krast krat ' +
    'kst lhdt lhst ligt lint lkt magst magt mart mawt mdt mest mesz met metdst mez mht mmt mpt msd msk mst must mut mvt ' +
    'myt ndt nft novst novt npt nst nut nzdt nzst nzt omsst omst pdt pet petst pett pgt pht pkst pkt pmdt pmst pont pst ' +
    'pwt pyst pyt ret sadt sast sct sgt taht tft tjt tkt tmt tot trut tvt uct ulast ulat ut utc uyst uyt uzst uzt vet ' +
    'vlast vlat volt vut wadt wakt wast wat wdt wet wetdst wft wgst wgt xjt yakst yakt yapt yekst yekt z zulu'
  ).split(' '),
);

/** Whether the server knows an abbreviation of a zone when it reads the file. */
export function isZoneAbbreviation(word: string, major: Major): boolean {
  return major <= 11 && abbreviations.has(word);
}

/** The short names of the database; the runtime knows further ones that it does not have. */
const shortNames = new Set('cet eet est gb gmt hst met mst nz prc roc rok uct utc wet'.split(' '));

const answers = new Map<string, boolean>([['factory', true]]);

/** Whether the time zone database of the runtime has the name. */
function isInDatabase(name: string): boolean {
  const known = answers.get(name);
  if (known !== undefined) return known;
  let found = true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    found = false;
  }
  answers.set(name, found);
  return found;
}

const offset = String.raw`(0*\d{1,3})(?::(0*\d{1,2})(?::(0*\d{1,2}))?)?`;
const posix = new RegExp(`^[^\\d,+-]+[-+]?${offset}(?:(?!:)[^\\d,+-]+(?:[-+]?${offset})?)?$`);

/** Hours of a week, minutes, seconds: the limits of an offset in a POSIX name (`getoffset`). */
function offsetFits(hours: string | undefined, minutes: string | undefined, seconds: string | undefined): boolean {
  return Number(hours ?? 0) <= 167 && Number(minutes ?? 0) <= 59 && Number(seconds ?? 0) <= 60;
}

/** Whether `pg_tzset` takes a name, lower case: one of the database, or a POSIX one such as `est5edt`. */
export function isZoneName(name: string): boolean {
  if (name.length <= 3 ? shortNames.has(name) : /^[a-z]/.test(name) && isInDatabase(name)) return true;
  const found = posix.exec(name);
  if (!found) return false;
  return offsetFits(found[1], found[2], found[3]) && offsetFits(found[4], found[5], found[6]);
}

/** Seconds east of UTC of a numeric zone, `+hh`, `+hhmm` or `+hh:mm:ss` (`DecodeTimezone`); undefined if it is none. */
export function zoneOffset(text: string): number | undefined {
  const found = /^([-+])(\d*)(?::(\d*)(?::(\d*))?)?$/.exec(text);
  if (!found) return undefined;
  const [, sign, first = '', second, third] = found;
  const together = second === undefined && text.length > 3;
  const hours = together ? Math.floor(Number(first) / 100) : Number(first);
  const minutes = together ? Number(first) % 100 : Number(second ?? 0);
  const seconds = Number(third ?? 0);
  if (hours > 15 || minutes > 59 || seconds > 59) return undefined;
  return (sign === '-' ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds);
}
