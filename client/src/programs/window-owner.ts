import { hostname } from 'node:os';
import { isAlive } from './server-process.ts';

/** The process of a window. Kept in the global state, which windows on other machines read too. */
export interface WindowOwner {
  readonly host: string;
  readonly pid: number;
}

/** This window. */
export function thisWindow(): WindowOwner {
  return { host: hostname(), pid: process.pid };
}

/** Whether the window was on this machine and is gone; of one elsewhere nothing is known here. */
export function isGone({ host, pid }: WindowOwner): boolean {
  return host === hostname() && !isAlive(pid);
}
