import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { causeOf } from '../../../client/src/programs/causes.ts';
import { ProgressMeter, progressText } from '../../../client/src/programs/progress.ts';
import { tidyConninfo } from '../../../client/src/programs/recovery-conninfo.ts';
import { atTime, readableCommand, terminalLine } from '../../../client/src/tasks/task-words.ts';

suite('progress', () => {
  test('bytes, percent, rate and time left come of what pg_basebackup writes', () => {
    const meter = new ProgressMeter();
    assert.equal(
      meter.read('pg_basebackup: initiating base backup, waiting for checkpoint to complete', 0)?.phase,
      'waiting for the checkpoint',
    );
    meter.read('pg_basebackup: checkpoint completed', 500);
    meter.read('    0/40960 kB (0%), 0/1 tablespace (/backups/a/base.tar                  )', 1000);
    const now = meter.read('10240/40960 kB (25%), 0/1 tablespace', 3000);
    assert.deepEqual(now, {
      phase: 'copying',
      done: 10_485_760,
      total: 41_943_040,
      percent: 25,
      rate: 5_242_880,
      timeLeft: 6000,
    });
    assert.equal(now && progressText(now), 'copying: 10 MB of 40 MB (25%), 5 MB/s, 6 s left');
    const last = meter.read('pg_basebackup: waiting for background process to finish streaming ...', 4000);
    assert.match(last ? progressText(last) : '', /^waiting for the last WAL: 10 MB of 40 MB/);
  });

  test('a rate is that of the last moments, and other lines say nothing', () => {
    const meter = new ProgressMeter();
    meter.read('0/100000 kB (0%), 0/1 tablespace', 0);
    meter.read('50000/100000 kB (50%), 0/1 tablespace', 10_000);
    const now = meter.read('50000/100000 kB (50%), 0/1 tablespace', 20_000);
    assert.deepEqual([now?.rate, now?.timeLeft], [0, undefined]);
    assert.equal(meter.read('WARNING:  skipping special file', 20_001), undefined);
    assert.equal(meter.read('5/7 tests', 20_002), undefined);
  });
});

suite('causes', () => {
  const told: readonly (readonly [string, RegExp])[] = [
    [
      'pg_basebackup: error: connection to server at "127.0.0.1", port 5432 failed: FATAL:  no pg_hba.conf entry for replication connection from host "10.0.0.1", user "copier", no encryption',
      /lets nobody replicate as copier from 10\.0\.0\.1/,
    ],
    ['pg_basebackup: error: directory "/a" exists but is not empty', /\/a is not empty/],
    ['pg_basebackup: could not write to file "/a/x": No space left on device', /disk of the target is full/],
    ['FATAL:  number of requested standby connections exceeds "max_wal_senders" (currently 2)', /WAL senders/],
    ['pg_basebackup: incompatible server version 18.4', /older than the server \(18\.4\)/],
    ['pg_basebackup: error: checksum error occurred', /wrong checksum/],
    ['pg_ctl: cannot be run as root', /does not run as root/],
    ['pg_rewind: fatal: source and target clusters are from different systems', /same database system/],
    ['pg_combinebackup: error: /b: expected system identifier 1, but found 2', /same database system/],
    ['pg_verifybackup: error: checksum mismatch for file "base/1/2"', /not what its manifest says/],
    ['pg_ctl: PID file "/a/postmaster.pid" does not exist', /No server runs/],
  ];
  for (const [line, cause] of told)
    test(line.slice(0, 60), () => {
      const found = causeOf(['pg_basebackup: checkpoint completed', line, 'the end'], 'pg_basebackup');
      assert.match(found.cause, cause);
      assert.notEqual(found.next, '');
    });

  test('what is not known is told as it is', () => {
    const found = causeOf(['doing', 'pg_basebackup: error: the moon is full', 'bye'], 'pg_basebackup');
    assert.equal(found.cause, 'the moon is full');
    assert.equal(causeOf([], 'pg_ctl').cause, 'pg_ctl ended without a word.');
    const informed = causeOf(['pg_createsubscriber: system identifier is 7 on publisher', 'error: x'], 'a');
    assert.equal(informed.cause, 'x');
  });
});

suite('the conninfo of a standby', () => {
  const wishes = { passfile: '/tmp/lent/passfile', applicationName: undefined, major: 15 } as const;

  test('loses our passfile, a password and what its libpq does not know; all else stays', () => {
    const text =
      "# kept\nwork_mem = '4MB'\nprimary_conninfo = 'user=u passfile=''/tmp/lent/passfile'' host=h password=x sslmode=prefer sslcertmode=allow'\n";
    assert.equal(
      tidyConninfo(text, wishes),
      "# kept\nwork_mem = '4MB'\nprimary_conninfo = 'user=u host=h sslmode=prefer'\n",
    );
  });

  test('keeps a passfile of the user, and gets its name', () => {
    const text = "primary_conninfo = 'passfile=/folk/u/.pgpass host=h'";
    assert.equal(
      tidyConninfo(text, { ...wishes, applicationName: "the 'first'" }),
      String.raw`primary_conninfo = 'passfile=/folk/u/.pgpass host=h application_name=''the \\''first\\'''''`,
    );
  });

  test('is the last one of the file; without one nothing changes', () => {
    const text = "primary_conninfo = 'password=old'\nprimary_conninfo = 'host=h password=new'\n";
    assert.equal(tidyConninfo(text, wishes), "primary_conninfo = 'password=old'\nprimary_conninfo = 'host=h'\n");
    assert.equal(tidyConninfo('port = 1\n', wishes), 'port = 1\n');
  });
});

suite('words of a terminal', () => {
  test('no control character and no password of a server gets through', () => {
    assert.equal(terminalLine('slot "\u001b[2J\u202eevil"', undefined), 'slot " [2J evil"');
    assert.equal(terminalLine('host=h password=hunter2', undefined), 'host=h password=****');
    assert.equal(terminalLine('it is s3cret!', 's3cret'), 'it is ****!');
  });

  test('{time} is the moment of the start', () => {
    assert.equal(atTime('/b/main-{time}', new Date('2026-11-23T09:15:00.123Z')), '/b/main-20261123-091500');
  });

  test('a command for reading quotes what a shell would read', () => {
    assert.equal(readableCommand('/bin/a', ['--x=1', "it's $HOME"]), String.raw`/bin/a --x=1 'it'\''s $HOME'`);
  });
});
