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
