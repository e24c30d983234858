import { catalogFor } from '../../core/src/index.ts';

/** A line of prose as stock files have between their settings. */
const prose = '# What the setting below is for, when to change it, and what to keep in mind then';

/** Settings that any server takes: the defaults of 18, then parameters of an extension, as many as are asked for. */
function* settings(): Generator<string> {
  for (const { name, boot, context, category } of catalogFor(18).parameters) {
    const isSettable = context !== 'internal' && !/^(Developer|Customized|Preset)/.test(category);
    if (isSettable && boot !== undefined && boot !== '') yield `${name} = '${boot.replaceAll("'", "''")}'`;
  }
  for (let at = 1; ; at++) yield `bench.setting_${at} = 'value ${at}'\t\t# with a comment behind it`;
}

/** A postgresql.conf of `lines` lines, every other one a comment, without a finding of severity error. */
export function stockConf(lines: number): string {
  const source = settings();
  const text: string[] = [];
  while (text.length < lines) text.push(prose, source.next().value ?? '');
  return `${text.slice(0, lines).join('\n')}\n`;
}

/** The file of one server of a fleet that one hand has set up: here and there a line of its own. */
export function fleetConf(lines: number, server: number): string {
  const own: Readonly<Record<string, string | number>> = {
    port: 5432 + server,
    work_mem: 4096 + 64 * server,
    shared_buffers: 16_384 + 128 * server,
    max_connections: 100 + server,
    log_filename: `server${server}.log`,
    wal_keep_size: server,
  };
  const text = stockConf(lines - 2).replace(/^(\w+) = .*$/gm, (line, name: string) =>
    own[name] === undefined ? line : `${name} = '${own[name]}'`,
  );
  return `# Server ${server} of the fleet\n${text}cluster_name = 'server${server}'\n`;
}

/** A Dockerfile of `lines` lines, every other one a comment. */
export function stockDockerfile(lines: number): string {
  const text = ['# The image and what is done to it', 'FROM debian:12'];
  for (let at = 1; text.length < lines; at++) {
    const instruction = at % 2 === 0 ? `ENV SETTING_${at}="value ${at}"` : `RUN echo "step ${at}" && true`;
    text.push('# What the instruction below is for, when to change it, and what to keep in mind', instruction);
  }
  return `${text.slice(0, lines).join('\n')}\n`;
}

/** A JSON object of `lines` lines. */
export function stockJson(lines: number): string {
  const properties = Array.from(
    { length: lines - 2 },
    (_, at) => `  "setting_${at}": "value ${at} of the many that stand here"`,
  );
  return `{\n${properties.join(',\n')}\n}\n`;
}

/** A schema that knows each property of that object and has a sentence about it, as our catalogue has of a parameter. */
export function stockSchema(lines: number): object {
  const known = Array.from({ length: lines - 2 }, (_, at) => [
    `setting_${at}`,
    { type: 'string', default: `value ${at}`, description: `${prose} Setting ${at}.` },
  ]);
  return { type: 'object', properties: Object.fromEntries(known) };
}
