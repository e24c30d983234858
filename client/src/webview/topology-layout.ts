import type { LinkView, NodeView } from './messages.ts';

/** Pixels at a font size of 13; everything grows with the font. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Edge {
  readonly link: LinkView;
  /** The data of an SVG path. */
  readonly path: string;
  /** The tip of the arrow and where it points, in degrees from the right. */
  readonly tip: { readonly x: number; readonly y: number; readonly angle: number };
  readonly label: Box;
  /** The label stands for the arrow of another one's box, so it says between whom it is. */
  readonly named: boolean;
}

export interface Layout {
  /** Columns from left to right, or one below the other where it is narrow. */
  readonly flow: 'columns' | 'rows';
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, Box>;
  readonly edges: readonly Edge[];
}

const boxHeight = 78;
const noteLine = 16;
/** Notes are set in small letters: about so many pixels each. */
const letter = 5.7;
const rowGap = 24;
const widest = { box: 300, gap: 300, row: 460 } as const;
const narrowest = { box: 204, gap: 150 } as const;
const indent = 26;
const labelHeight = 44;
const lineHeight = 24;

interface Tree {
  readonly nodes: readonly NodeView[];
  /** The arrow that a box hangs on, by the id of the box. */
  readonly branches: ReadonlyMap<string, LinkView>;
  readonly depths: ReadonlyMap<string, number>;
}

/** Every box hangs on the first arrow from a box before it. */
function treeOf(nodes: readonly NodeView[], links: readonly LinkView[]): Tree {
  const depths = new Map<string, number>();
  const branches = new Map<string, LinkView>();
  for (const { id } of nodes) {
    const branch = links.find(({ downstream, upstream }) => downstream === id && depths.has(upstream));
    if (branch) branches.set(id, branch);
    depths.set(id, branch ? (depths.get(branch.upstream) ?? 0) + 1 : 0);
  }
  return { nodes, branches, depths };
}

/** A note takes up to two lines. */
function heightOf({ note }: NodeView, width: number): number {
  if (note === '') return boxHeight;
  return boxHeight + noteLine * (note.length * letter > width - 24 ? 2 : 1) + 4;
}

function placeColumns({ nodes, branches, depths }: Tree, box: number, gap: number): Map<string, Box> {
  const boxes = new Map<string, Box>();
  let bottom = 0;
  const place = (node: NodeView): Box => {
    const children = nodes.filter(({ id }) => branches.get(id)?.upstream === node.id).map(place);
    const [first, last] = [children[0], children.at(-1)];
    const height = heightOf(node, box);
    const middle = first && last ? (first.y + first.height / 2 + last.y + last.height / 2) / 2 : bottom + height / 2;
    const y = Math.max(0, middle - height / 2);
    bottom = Math.max(bottom, y + height + rowGap);
    const placed = { x: (depths.get(node.id) ?? 0) * (box + gap), y, width: box, height };
    boxes.set(node.id, placed);
    return placed;
  };
  for (const node of nodes) if (!branches.has(node.id)) place(node);
  return boxes;
}

const round = (value: number) => Math.round(value * 10) / 10;

function columnEdge(link: LinkView, from: Box, to: Box): Edge {
  const start = { x: from.x + from.width, y: from.y + from.height / 2 };
  const end = { x: to.x, y: to.y + to.height / 2 };
  const bend = start.x + Math.min(56, (end.x - start.x) * 0.3);
  const middle = (start.x + bend) / 2;
  const path = `M${round(start.x)} ${round(start.y)}C${round(middle)} ${round(start.y)} ${round(middle)} ${round(end.y)} ${round(bend)} ${round(end.y)}H${round(end.x - 7)}`;
  const label = { x: bend - 4, y: end.y - labelHeight / 2, width: end.x - bend - 6, height: labelHeight };
  return { link, path, tip: { ...end, angle: 0 }, label, named: false };
}

/** An arrow that goes back, or to a box that hangs on another: below the boxes. */
function detour(link: LinkView, from: Box, to: Box, bottom: number): Edge {
  const start = { x: from.x + from.width * 0.6, y: from.y + from.height };
  const end = { x: to.x + to.width * 0.4, y: to.y + to.height };
  const path = `M${round(start.x)} ${round(start.y)}C${round(start.x)} ${round(bottom)} ${round(end.x)} ${round(bottom)} ${round(end.x)} ${round(end.y + 7)}`;
  const middle = (start.x + end.x) / 2;
  const label = { x: Math.max(0, middle - 110), y: bottom - 12, width: 220, height: labelHeight };
  return { link, path, tip: { ...end, angle: -90 }, label, named: true };
}

function columns(tree: Tree, links: readonly LinkView[], box: number, gap: number): Layout {
  const boxes = placeColumns(tree, box, gap);
  const bottoms = [...boxes.values()].map(({ y, height }) => y + height);
  let bottom = Math.max(0, ...bottoms);
  const edges = links.flatMap((link) => {
    const [from, to] = [boxes.get(link.upstream), boxes.get(link.downstream)];
    if (!from || !to) return [];
    if (tree.branches.get(link.downstream) === link) return [columnEdge(link, from, to)];
    bottom += labelHeight + 8;
    return [detour(link, from, to, bottom - labelHeight + 4)];
  });
  const count = Math.max(0, ...tree.depths.values()) + 1;
  return { flow: 'columns', width: count * (box + gap) - gap, height: bottom, boxes, edges };
}

/** The arrow comes down along the left side of its upstream and turns right; its words stand above the box. */
function rowEdge(link: LinkView, from: Box, to: Box, line: number, isBranch: boolean): Edge {
  const x = from.x + indent / 2;
  const y = to.y + Math.min(to.height, boxHeight) / 2;
  const path = isBranch ? `M${x} ${from.y + from.height}V${y - 8}Q${x} ${y} ${x + 8} ${y}H${to.x - 7}` : '';
  const label = { x: to.x, y: to.y - lineHeight * (line + 1), width: to.width, height: lineHeight };
  return { link, path, tip: { x: to.x, y, angle: 0 }, label, named: !isBranch };
}

function rows({ nodes, branches, depths }: Tree, links: readonly LinkView[], width: number): Layout {
  const boxes = new Map<string, Box>();
  let bottom = 0;
  for (const node of nodes) {
    const incoming = links.filter(({ downstream }) => downstream === node.id).length;
    // Deep cascades stop going to the right before nothing is left of the box.
    const x = Math.min((depths.get(node.id) ?? 0) * indent, Math.floor((width - 168) / indent) * indent, indent * 6);
    const y = bottom + incoming * lineHeight + (boxes.size === 0 ? 0 : 14);
    const box = Math.min(widest.row, width - Math.max(0, x));
    boxes.set(node.id, { x: Math.max(0, x), y, width: box, height: heightOf(node, box) });
    bottom = y + heightOf(node, box);
  }
  const edges = nodes.flatMap((node) =>
    links
      .filter(({ downstream }) => downstream === node.id)
      .flatMap((link, line) => {
        const [from, to] = [boxes.get(link.upstream), boxes.get(node.id)];
        return from && to ? [rowEdge(link, from, to, line, branches.get(node.id) === link)] : [];
      }),
  );
  return { flow: 'rows', width, height: bottom, boxes, edges };
}

/** Where everything stands in a given width. */
export function layOut(nodes: readonly NodeView[], links: readonly LinkView[], width: number): Layout {
  const tree = treeOf(nodes, links);
  const count = Math.max(0, ...tree.depths.values()) + 1;
  const gaps = count - 1;
  if (count * narrowest.box + gaps * narrowest.gap > width) return rows(tree, links, width);
  const spare = width - count * narrowest.box - gaps * narrowest.gap;
  const box = Math.min(widest.box, narrowest.box + (spare * 0.4) / count);
  const gap = gaps === 0 ? 0 : Math.min(widest.gap, (width - count * box) / gaps);
  return columns(tree, links, Math.floor(box), Math.floor(gap));
}
