import { recoveryTarget } from './recovery-target-cases.ts';
import type { SeededRandom } from './seeded-random.ts';

const booleans = ['on', 'off', 'TRUE', 'y', '1', 'of', 'o', '', 'maybe'];
const delays = ['0', '5s', '1min', '1.5s', '-1', '2 h', '100000d', '', 'x'];
const names = ['s1', 'S1', '', 'a-b', 'a'.repeat(64)];

/** A line of recovery.conf that may be good or bad. */
function line(random: SeededRandom): string {
  const target = (name: string) => `${name} = '${recoveryTarget(random, name).replaceAll(/['\\\n]/g, '')}'`;
  return random.pick([
    () => `standby_mode = '${random.pick(booleans)}'`,
    () => `recovery_target_inclusive = '${random.pick(booleans)}'`,
    () => `recovery_target_action = '${random.pick(['pause', 'promote', 'shutdown', 'Pause', '', 'stop'])}'`,
    () => `recovery_target_timeline = '${random.pick(['latest', 'current', '1', '', 'x', '18446744073709551616'])}'`,
    () => `recovery_min_apply_delay = '${random.pick(delays)}'`,
    () => `primary_slot_name = '${random.pick(names)}'`,
    () => `primary_conninfo = '${random.pick(['host=127.0.0.1 port=1', 'nonsense', ''])}'`,
    () =>
      random.pick(['Standby_Mode = on', 'hot_standby = on', 'follow = pg1', 'foo.bar = 1', 'recovery_target xid', 'x']),
    () => `trigger_file ${random.pick(['=', ''])} '/nowhere'`,
    () => target('recovery_target'),
    () => target('recovery_target_name'),
    () => target('recovery_target_time'),
    () => target('recovery_target_time'),
    () => target('recovery_target_xid'),
    () => target('recovery_target_lsn'),
  ])();
}

/** A recovery.conf with one doubtful line, or two. */
export function recoveryConf(random: SeededRandom): string {
  const mode = random.pick(['standby_mode = on', 'standby_mode = on', "restore_command = '/bin/false'", '']);
  return `${[mode, ...random.list(1, 2, () => line(random))].join('\n')}\n`;
}
