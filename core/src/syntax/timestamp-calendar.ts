const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Whether a month, 1 to 12, of a year (0 is 1 BC) has that day. */
export function dayIsReal(year: number, month: number, day: number): boolean {
  return day <= (month === 2 && isLeap(year) ? 29 : (monthLengths[month - 1] ?? 0));
}

/** Days since the start of 24 November 4714 BC, Gregorian. */
export function julianDayOf(year: number, month: number, day: number): number {
  const late = month > 2 ? 1 : 13;
  const shifted = month > 2 ? year + 4800 : year + 4799;
  const century = Math.trunc(shifted / 100);
  const days = shifted * 365 - 32_167 + Math.trunc(shifted / 4) - century + Math.trunc(century / 4);
  return days + Math.trunc((7834 * (month + late)) / 256) + day;
}

const secondsOfDay = 86_400;
/** The first day no timestamp reaches. */
const end = julianDayOf(294_277, 1, 1);

/** Whether a moment lies between 24 November 4714 BC and the end of 294276. */
export function isInRange(julianDay: number, seconds: number): boolean {
  const moment = julianDay * secondsOfDay + seconds;
  return moment >= 0 && moment < end * secondsOfDay;
}
