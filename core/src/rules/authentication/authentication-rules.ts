import type { Rule } from '../rule.ts';
import { networkWithoutTls } from './network-without-tls.ts';
import { replicationCommandsNotLogged } from './replication-commands-not-logged.ts';

export const authenticationRules: readonly Rule[] = [networkWithoutTls, replicationCommandsNotLogged];
