const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** `2.1 MB`, as PostgreSQL counts: 1 kB is 1024 bytes. Says the same as the extension does in its texts. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  for (; value >= (unit === 0 ? 1024 : 1023.5) && unit < units.length - 1; unit++) value /= 1024;
  if (unit === 0) return `${Math.round(value)} ${value === 1 ? 'byte' : 'bytes'}`;
  return `${value < 99.95 ? Math.round(value * 10) / 10 : Math.round(value)} ${units[unit]}`;
}

const withSeconds = new Intl.DateTimeFormat([], {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const withoutSeconds = new Intl.DateTimeFormat([], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** `12:05:09` in the time zone of the user. */
export function formatTime(time: number): string {
  return withSeconds.format(time);
}

/** `12:05`. */
export function formatMinute(time: number): string {
  return withoutSeconds.format(time);
}
