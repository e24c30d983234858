import type { Parameter } from './parameter.ts';

/** Where postgresql.conf itself is: the server goes by what it was started with, whatever the file says of it. */
const ofTheStart: readonly string[] = ['config_file'];

/** Whether a line of a file can set a parameter; what was fixed before, when the server was built or started, it cannot. */
export function isSetByFiles({ name, context }: Pick<Parameter, 'name' | 'context'>): boolean {
  return context !== 'internal' && !ofTheStart.includes(name);
}
