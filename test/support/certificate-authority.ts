import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate with its key: paths, and texts. */
export interface Issued {
  readonly certificate: string;
  readonly key: string;
  readonly certificateText: string;
  readonly keyText: string;
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** A private authority in a folder of its own, made by openssl. The caller discards it. */
export class CertificateAuthority {
  readonly folder = mkdtempSync(join(tmpdir(), 'pg-replication-authority-'));
  /** Path of the root certificate. */
  readonly root = this.path('root.crt');

  constructor(name = 'Test Authority') {
    const config = `[ca]\ndefault_ca = all\n[all]\ndatabase = ${this.path('index.txt')}\ndefault_md = sha256\ndefault_crl_days = 9\n`;
    writeFileSync(this.path('ca.cnf'), config);
    writeFileSync(this.path('index.txt'), '');
    this.#openssl(
      'req',
      '-x509',
      ...newKey,
      '-keyout',
      this.path('root.key'),
      '-out',
      this.root,
      '-subj',
      `/CN=${name}`,
      '-days',
      '9',
    );
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** A certificate for a common name and, in openssl's words, other names: `DNS:localhost,IP:127.0.0.1`. */
  issue(file: string, commonName: string, otherNames?: string): Issued {
    const [certificate, key, request] = ['crt', 'key', 'csr'].map((end) => this.path(`${file}.${end}`));
    const [crt, own, csr] = [certificate ?? '', key ?? '', request ?? ''];
    const extensions = this.path(`${file}.ext`);
    writeFileSync(extensions, otherNames === undefined ? '' : `subjectAltName=${otherNames}\n`);
    this.#openssl('req', ...newKey, '-keyout', own, '-out', csr, '-subj', `/CN=${commonName}`);
    const signer = ['-CA', this.root, '-CAkey', this.path('root.key'), '-CAcreateserial'];
    this.#openssl('x509', '-req', '-in', csr, ...signer, '-out', crt, '-days', '9', '-extfile', extensions);
    return {
      certificate: crt,
      key: own,
      certificateText: readFileSync(crt, 'utf8'),
      keyText: readFileSync(own, 'utf8'),
    };
  }

  /** The path of a list that revokes a certificate. */
  revocationOf({ certificate }: Issued): string {
    const list = this.path('root.crl');
    const all = ['ca', '-config', this.path('ca.cnf'), '-cert', this.root, '-keyfile', this.path('root.key')];
    this.#openssl(...all, '-revoke', certificate);
    this.#openssl(...all, '-gencrl', '-out', list);
    return list;
  }

  discard(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #openssl(...words: readonly string[]): void {
    const run = spawnSync('openssl', words, { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`openssl ${words[0]}: ${run.stderr}${run.error ?? ''}`);
  }
}
