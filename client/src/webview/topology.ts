import * as l10n from '../l10n.ts';
import { Children, html, setAttributes, setText, svg } from './dom.ts';
import { levelIcon, levelWords, roleIcon } from './icons.ts';
import type { LinkView, NodeView } from './messages.ts';
import { type Box, type Edge, layOut } from './topology-layout.ts';

export interface TopologyWishes {
  /** The user chose a server. */
  open(server: string): void;
  /** The user chose the link whose lag is to be charted. */
  chooseLink(link: string): void;
}

/** What is drawn: who streams to whom, and the link whose lag is charted. */
interface Drawing {
  readonly nodes: readonly NodeView[];
  readonly links: readonly LinkView[];
  readonly chosen: string | undefined;
}

/** Sizes of the layout are those of a font of 13 pixels. */
const layoutFont = 13;

function moveTo(element: HTMLElement, { x, y, width, height }: Box, scale: number): void {
  const { style } = element;
  style.left = `${x * scale}px`;
  style.top = `${y * scale}px`;
  style.width = `${width * scale}px`;
  style.height = `${height * scale}px`;
}

/** Whether there is a lag to chart. */
export function isCharted({ lag }: LinkView): boolean {
  return lag.lines.length > 0;
}

/** All that a box says, for a screen reader. */
function describe(node: NodeView, feed: LinkView | undefined, names: ReadonlyMap<string, string>): string {
  const { name, address, roleText, version, facts, level, note, reached } = node;
  const from =
    feed &&
    l10n.t('receives from {0}: {1}, {2}', names.get(feed.upstream) ?? feed.upstream, feed.stateText, feed.lagText);
  const state = reached ? levelWords[level] : l10n.t('does not answer');
  return [name, roleText, version, address, facts, from, state, note].filter((it) => it).join(', ');
}

/** Draws a cluster: boxes and labels are HTML, the arrows below them SVG. */
export class Topology {
  readonly element: HTMLElement;
  readonly #stage = html('div', { class: 'stage' });
  readonly #arrows = svg('svg', { class: 'arrows', 'aria-hidden': 'true' });
  readonly #boxes: Children<{ readonly node: NodeView; readonly label: string }>;
  readonly #labels: Children<{ readonly edge: Edge; readonly chosen: boolean }>;
  #drawing: Drawing = { nodes: [], links: [], chosen: undefined };
  #placed: ReadonlyMap<string, Box> = new Map();
  #scale = 1;

  constructor(wishes: TopologyWishes) {
    const boxes = html('div', { class: 'boxes', role: 'group', 'aria-label': l10n.t('Servers') });
    const labels = html('div', { class: 'labels', role: 'group', 'aria-label': l10n.t('Streams') });
    this.#stage.append(this.#arrows, boxes, labels);
    this.element = html('div', { class: 'topology' }, this.#stage);
    this.#boxes = new Children(
      boxes,
      ({ node }) => `${node.kind} ${node.id}`,
      ({ node }) => this.#box(node, wishes),
    );
    this.#labels = new Children(
      labels,
      ({ edge }) => `${isCharted(edge.link)} ${edge.link.id}`,
      ({ edge }) => this.#label(edge, wishes),
    );
    new ResizeObserver(() => this.#draw()).observe(this.element);
  }

  update(drawing: Drawing): void {
    this.#drawing = drawing;
    this.#draw();
  }

  #draw(): void {
    const { nodes, links, chosen } = this.#drawing;
    this.#scale = (Number.parseFloat(getComputedStyle(this.element).fontSize) || layoutFont) / layoutFont;
    const layout = layOut(nodes, links, this.element.clientWidth / this.#scale);
    const names = new Map(nodes.map(({ id, name }) => [id, name]));
    this.#placed = layout.boxes;
    this.#stage.className = `stage ${layout.flow}`;
    this.#stage.style.height = `${layout.height * this.#scale}px`;
    setAttributes(this.#arrows, {
      viewBox: `0 0 ${layout.width} ${layout.height}`,
      width: layout.width * this.#scale,
      height: layout.height * this.#scale,
    });
    // Arrows may share a part of their way: the strongest is drawn last.
    const strength = ({ link }: Edge) =>
      Number(link.current) + Number(link.synchronous) + 3 * Number(link.id === chosen);
    const edges = layout.edges.toSorted((a, b) => strength(a) - strength(b));
    this.#arrows.replaceChildren(...edges.map((edge) => arrow(edge, edge.link.id === chosen)));
    this.#boxes.update(
      nodes.map((node) => {
        const feed = links.find(({ downstream }) => downstream === node.id);
        return { node, label: describe(node, feed, names) };
      }),
    );
    this.#labels.update(layout.edges.map((edge) => ({ edge, chosen: edge.link.id === chosen })));
  }

  #box({ id, kind }: NodeView, { open }: TopologyWishes) {
    const role = html('span', { class: 'role-sign' });
    const name = html('span', { class: 'name' });
    const level = html('span', { class: 'level' });
    const where = html('span', { class: 'where' });
    const facts = html('span', { class: 'facts' });
    const note = html('span', { class: 'note' });
    const parts = [html('span', { class: 'first' }, role, name, level), where, facts, note];
    const element =
      kind === 'server' ? html('button', { type: 'button' }, ...parts) : html('div', { role: 'group' }, ...parts);
    if (kind === 'server') element.addEventListener('click', () => open(id));
    const fill = ({ node, label }: { readonly node: NodeView; readonly label: string }) => {
      const state = node.reached ? `is-${node.level}` : `is-${node.level} unreached`;
      setAttributes(element, {
        class: `box ${node.kind} ${node.role} ${state}`,
        'aria-label': label,
        title: [node.name, node.address, node.note].filter((it) => it !== '').join('\n'),
      });
      role.replaceChildren(roleIcon(node));
      setText(name, node.name);
      level.replaceChildren(...(node.kind === 'server' ? [levelIcon(node.level), levelWords[node.level]] : []));
      setText(where, [node.roleText, node.version].filter((it) => it !== '').join(' · '));
      setText(facts, [node.address, node.facts].filter((it) => it !== '').join(' · '));
      setText(note, node.note);
      const box = this.#placed.get(node.id);
      if (box) moveTo(element, box, this.#scale);
    };
    return { element, fill };
  }

  #label({ link: { id, ...link } }: Edge, { chooseLink }: TopologyWishes) {
    const state = html('span', { class: 'state' });
    const lag = html('span', { class: 'lag' });
    const charted = isCharted({ id, ...link });
    const element = charted ? html('button', { type: 'button' }, state, lag) : html('div', {}, state, lag);
    if (charted) element.addEventListener('click', () => chooseLink(id));
    const fill = ({ edge, chosen }: { readonly edge: Edge; readonly chosen: boolean }) => {
      const { title, stateText, lagText, current } = edge.link;
      setAttributes(element, {
        class: `label${edge.named ? ' named' : ''}${current ? '' : ' broken'}`,
        'aria-label': charted ? l10n.t('{0}: {1}, {2}. Show its lag', title, stateText, lagText) : undefined,
        'aria-pressed': charted ? String(chosen) : undefined,
      });
      setText(state, edge.named ? `${title}: ${stateText}` : stateText);
      setText(lag, lagText);
      moveTo(element, edge.label, this.#scale);
    };
    return { element, fill };
  }
}

/** Thick where commits may wait for it, dashed where nothing flows, dotted where it is no standby. */
function arrow({ link, path, tip }: Edge, chosen: boolean): SVGGElement {
  const { kind, synchronous, current } = link;
  const look = [synchronous ? 'synchronous' : '', current ? '' : 'broken', chosen ? 'chosen' : ''].filter(
    (it) => it !== '',
  );
  const head = svg('path', {
    d: 'M0 0L-9 -4.5V4.5z',
    transform: `translate(${tip.x} ${tip.y}) rotate(${tip.angle})`,
    class: 'head',
  });
  return svg(
    'g',
    { class: ['arrow', kind, ...look].join(' ') },
    ...(path === '' ? [] : [svg('path', { d: path, class: 'line' }), head]),
  );
}
