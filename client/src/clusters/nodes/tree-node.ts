import type { Level, Target } from '../../live/topology.ts';

/** One row of the view *Clusters*, as plain data: nothing in it is markup. */
export interface TreeNode {
  /** The same for the same thing in every look, so that the tree stays open where it was. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** Lines of plain text. */
  readonly tooltip: string;
  readonly icon: { readonly id: string; readonly color?: string } | undefined;
  /** Words for the `when` clauses of menus. */
  readonly context: string;
  readonly children: readonly TreeNode[];
  readonly target: Target;
  /** Opened at first. */
  readonly open: boolean;
  /** What *Copy* copies. */
  readonly copied: string | undefined;
  /** The rule that *Explain* explains. */
  readonly rule: string | undefined;
  /** A click opens this place. */
  readonly place: { readonly uri: string; readonly start: number; readonly end: number } | undefined;
  /** A click runs this command with the row. */
  readonly command: string | undefined;
  /** Production clusters are coloured. */
  readonly production: boolean;
}

/** Where rows hang: their target and the beginning of their ids. */
export interface Place {
  readonly id: string;
  readonly target: Target;
  /** Whether actions are allowed here. */
  readonly managed: boolean;
}

/** Control characters, and those that change the direction of what follows, made visible: names come from servers. */
export function shownName(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x20 ? String.fromCodePoint(0x2400 + code) : '\ufffd';
  });
}

type Details = Partial<Omit<TreeNode, 'id' | 'label'>>;

/** One row; `key` tells it from its siblings. */
export function treeNode(place: Place, key: string, label: string, details: Details = {}): TreeNode {
  const shown = shownName(label);
  const description = shownName(details.description ?? '');
  const words = [details.context ?? '', details.copied === undefined ? '' : 'copy', place.managed ? 'managed' : ''];
  return {
    icon: undefined,
    children: [],
    target: place.target,
    open: false,
    copied: undefined,
    rule: undefined,
    place: undefined,
    command: undefined,
    production: false,
    tooltip: '',
    ...details,
    id: `${place.id}\u0000${key}`,
    label: shown,
    description,
    context: words.filter((word) => word !== '').join(' '),
  };
}

/** VS Code shows no tree at all in which an id comes twice: the later one gets a number. */
export function distinct(nodes: readonly TreeNode[], seen = new Map<string, number>()): readonly TreeNode[] {
  return nodes.map((node) => {
    const before = seen.get(node.id) ?? 0;
    seen.set(node.id, before + 1);
    const id = before === 0 ? node.id : `${node.id}\u0000${before}`;
    return { ...node, id, children: distinct(node.children, seen) };
  });
}

/** A row that holds others; none where there are none. */
export function group(place: Place, label: string, children: readonly TreeNode[], details: Details = {}): TreeNode[] {
  if (children.length === 0) return [];
  const description = details.description ?? String(children.length);
  return [treeNode(place, label, label, { ...details, description, children })];
}

/** A place below another. */
export function below(place: Place, key: string, target: Partial<Target> = {}): Place {
  return { ...place, id: `${place.id}\u0000${key}`, target: { ...place.target, ...target } };
}

/** The sign of a level; its words stand in the row as well. */
export function levelIcon(level: Level): { readonly id: string; readonly color?: string } {
  if (level === 'error') return { id: 'error', color: 'problemsErrorIcon.foreground' };
  if (level === 'warning') return { id: 'warning', color: 'problemsWarningIcon.foreground' };
  return level === 'information' ? { id: 'info', color: 'problemsInfoIcon.foreground' } : { id: 'pass' };
}

/** The status bar and quick picks would draw `$(name)` as an icon. */
export function withoutIcons(text: string): string {
  return text.replaceAll('$(', '$ (');
}

/** Words with dots between them; empty ones are left out. */
export function words(...all: readonly (string | undefined | false)[]): string {
  return all.filter((word) => word !== undefined && word !== false && word !== '').join(' · ');
}

/** Lines of a tooltip; what is not known is left out. */
export function lines(...all: readonly (string | undefined | false)[]): string {
  return all
    .filter((line) => line !== undefined && line !== false && line !== '')
    .map((line) => shownName(String(line)))
    .join('\n');
}
