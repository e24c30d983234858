/** A reporter for `node --test`: a line for each file, failures in full, skipped tests with their reasons. */
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

function failureText({ name, file, line, details }) {
  const cause = details.error?.cause ?? details.error;
  const text = cause?.stack ?? cause?.message ?? String(cause);
  const place = file ? ` (${relative(process.cwd(), file)}:${line})` : '';
  return `  FAILED ${name}${place}\n${String(text).replace(/^/gm, '    ')}\n`;
}

function skipText({ name, skip }) {
  return `  SKIPPED ${name}${typeof skip === 'string' && skip !== '' ? `: ${skip}` : ''}\n`;
}

/** A suite fails because a test in it does; that one is told already. */
function isOwnFailure({ details }) {
  return details.type !== 'suite' || details.error?.failureType !== 'subtestsFailed';
}

function summaryText({ file, counts, duration_ms }) {
  const failed = counts.failed + counts.cancelled;
  const told = [`${counts.passed} passed`];
  if (failed > 0) told.push(`${failed} failed`);
  if (counts.skipped > 0) told.push(`${counts.skipped} skipped`);
  return `  ${relative(process.cwd(), file)}: ${told.join(', ')} (${seconds(duration_ms)})\n`;
}

export default async function* report(events) {
  // The runner counts tests only: a suite that is skipped as a whole would be none.
  let skippedSuites = 0;
  for await (const { type, data } of events) {
    if (type === 'test:fail' && isOwnFailure(data)) yield failureText(data);
    else if (type === 'test:pass' && data.skip !== undefined) {
      if (data.details.type === 'suite') skippedSuites++;
      yield skipText(data);
    } else if (type === 'test:diagnostic' && data.nesting > 0) yield `    ${data.message}\n`;
    else if (type === 'test:summary' && data.file) yield summaryText(data);
    else if (type === 'test:summary' && process.env.TEST_COUNTS) {
      writeFileSync(
        process.env.TEST_COUNTS,
        JSON.stringify({ ...data.counts, skipped: data.counts.skipped + skippedSuites }),
      );
    }
  }
}
