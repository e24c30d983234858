import { conninfoInForce, newestMajor, parseConninfo, setConninfoKeyword } from '../../../core/src/index.ts';
import { nodeParameters } from './node-parameters.ts';
import { type ConnectWorld, hostWorld } from './world.ts';

/** The parts of a URI before and behind its hosts. */
const uriParts = /^(postgres(?:ql)?:\/\/(?:[^@/?]*@)?)([^/?]*)(.*)$/s;

function uriHost(host: string, port: number): string {
  const written = host.includes(':') ? `[${host.replaceAll('%', '%25')}]` : encodeURIComponent(host);
  return `${written}:${port}`;
}

/** Without the `host` and `port` that a URI may have behind its `?`: they would win over the hosts before it. */
function withoutHostParameters(rest: string): string {
  const [path = '', query] = rest.split('?', 2);
  const kept = (query ?? '').split('&').filter((word) => word !== '' && !/^(?:host|port)=/.test(word));
  return kept.length > 0 ? `${path}?${kept.join('&')}` : path;
}

/**
 * A connection string, in its form, that names one more server. Hosts that come from a service, the environment or libpq's
 * defaults are written out, since a list in the connection string takes their place. Throws `ConnectError` 'configuration'
 * where the connection string cannot be used.
 */
export function addHost(conninfo: string, host: string, port: number, world: ConnectWorld = hostWorld()): string {
  const nodes = [...nodeParameters(conninfo, world), { host, hostaddr: undefined, port }];
  const hasAddresses = nodes.some(({ hostaddr }) => hostaddr !== undefined);
  const parts = uriParts.exec(conninfo);
  const addresses = nodes.map(({ hostaddr }) => hostaddr ?? '').join(',');
  if (parts) {
    const [, before = '', , rest = ''] = parts;
    const hosts = nodes.map((node) => uriHost(node.host, node.port)).join(',');
    const uri = `${before}${hosts}${withoutHostParameters(rest)}`;
    return hasAddresses ? setConninfoKeyword(uri, 'hostaddr', addresses) : uri;
  }
  const ports = nodes.map((node) => String(node.port));
  const isOnePort = new Set(ports).size === 1;
  const hosts = nodes.map((node) => node.host).join(',');
  const withHosts = setConninfoKeyword(conninfo, 'host', hosts);
  const withAddresses = hasAddresses ? setConninfoKeyword(withHosts, 'hostaddr', addresses) : withHosts;
  const hasPort = conninfoInForce(parseConninfo(conninfo, newestMajor).entries).has('port');
  if (isOnePort && !hasPort && port === 5432) return withAddresses;
  return setConninfoKeyword(withAddresses, 'port', isOnePort ? String(port) : ports.join(','));
}
