import type { Rule } from '../rule.ts';
import { allWithoutReplication } from './all-without-replication.ts';
import { deprecatedMd5 } from './deprecated-md5.ts';
import { hbaAddressHostBits } from './hba-address-host-bits.ts';
import { hbaHostNeverFits } from './hba-host-never-fits.ts';
import { hbaKeywordCase } from './hba-keyword-case.ts';
import { hbaNameNeedsDns } from './hba-name-needs-dns.ts';
import { hbaPatternBefore16 } from './hba-pattern-before-16.ts';
import { hostsslWithoutSsl } from './hostssl-without-ssl.ts';
import { misreadHbaAddress } from './misread-hba-address.ts';
import { networkWithoutTls } from './network-without-tls.ts';
import { noReplicationRecord } from './no-replication-record.ts';
import { noSendersForAdmittedStandbys } from './no-senders-for-admitted-standbys.ts';
import { preferScram } from './prefer-scram.ts';
import { quotedReplication } from './quoted-replication.ts';
import { readablePassword } from './readable-password.ts';
import { redundantHbaRecord } from './redundant-hba-record.ts';
import { replicationCommandsNotLogged } from './replication-commands-not-logged.ts';
import { replicationFromAnywhere } from './replication-from-anywhere.ts';
import { scramWithoutScramPasswords } from './scram-without-scram-passwords.ts';
import { shadowedHbaRecord } from './shadowed-hba-record.ts';
import { standbysNotAdmitted } from './standbys-not-admitted.ts';
import { trustFromElsewhere } from './trust-from-elsewhere.ts';
import { unknownIdentMap } from './unknown-ident-map.ts';

export const authenticationRules: readonly Rule[] = [
  allWithoutReplication,
  deprecatedMd5,
  hbaAddressHostBits,
  hbaHostNeverFits,
  hbaKeywordCase,
  hbaNameNeedsDns,
  hbaPatternBefore16,
  hostsslWithoutSsl,
  misreadHbaAddress,
  networkWithoutTls,
  noReplicationRecord,
  noSendersForAdmittedStandbys,
  preferScram,
  quotedReplication,
  readablePassword,
  redundantHbaRecord,
  replicationCommandsNotLogged,
  replicationFromAnywhere,
  scramWithoutScramPasswords,
  shadowedHbaRecord,
  standbysNotAdmitted,
  trustFromElsewhere,
  unknownIdentMap,
];
