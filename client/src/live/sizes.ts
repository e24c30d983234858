const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Two digits of a small number, none behind the point of a large one: `2.1`, `16`, `213`. */
function brief(value: number): string {
  const rounded = value < 99.95 ? Math.round(value * 10) / 10 : Math.round(value);
  return String(rounded);
}

/** `2.1 MB`, as PostgreSQL counts: 1 kB is 1024 bytes. A negative number keeps its sign. */
export function formatBytes(bytes: bigint | number): string {
  let value = Math.abs(Number(bytes));
  let unit = 0;
  // 1023.96 would be shown as 1024 of the smaller unit.
  for (; value >= (unit === 0 ? 1024 : 1023.5) && unit < units.length - 1; unit++) value /= 1024;
  const sign = Number(bytes) < 0 ? '-' : '';
  if (unit === 0) return `${sign}${Math.round(value)} ${value === 1 ? 'byte' : 'bytes'}`;
  return `${sign}${brief(value)} ${units[unit]}`;
}

/** `2.1 MB/s`. */
export function formatRate(bytesPerSecond: number): string {
  return `${formatBytes(Math.round(bytesPerSecond))}/s`;
}

function twoParts(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** `12 ms`, `3.4 s`, `5 min 3 s`, `2 h 5 min`, `3 d 4 h`; what is below a millisecond is `0 ms`, the past counts as now. */
export function formatDuration(milliseconds: number): string {
  const whole = Math.max(0, Math.round(milliseconds));
  if (whole < 1000) return `${whole} ms`;
  if (whole < 59_950) return `${brief(whole / 1000)} s`;
  const seconds = Math.round(whole / 1000);
  if (seconds < 3600) return twoParts(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  const minutes = Math.round(seconds / 60);
  if (minutes < 24 * 60) return twoParts(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(minutes / 60);
  return twoParts(Math.floor(hours / 24), 'd', hours % 24, 'h');
}
