import * as l10n from '../l10n.ts';
import { svg } from './dom.ts';
import type { LevelView, NodeView } from './messages.ts';

/** Each level has a shape of its own, not only a colour. */
const levelShapes: Readonly<Record<LevelView, { readonly outline: string; readonly sign: string }>> = {
  ok: { outline: 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13z', sign: 'M5 8.2l2.1 2.1L11 6.2' },
  information: { outline: 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13z', sign: 'M8 7.3v3.9M8 4.7v.3' },
  warning: { outline: 'M8 1.8L15 14H1z', sign: 'M8 6.2v3.6M8 11.7v.3' },
  error: { outline: 'M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2z', sign: 'M5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8' },
};

export const levelWords: Readonly<Record<LevelView, string>> = {
  ok: l10n.t('Fine'),
  information: l10n.t('Note'),
  warning: l10n.t('Warning'),
  error: l10n.t('Error'),
};

/** A sign beside the word; screen readers read the word. */
export function levelIcon(level: LevelView): SVGSVGElement {
  const { outline, sign } = levelShapes[level];
  return svg(
    'svg',
    { class: `icon level-${level}`, viewBox: '0 0 16 16', 'aria-hidden': 'true' },
    svg('path', { d: outline, class: 'outline' }),
    svg('path', { d: sign, class: 'sign' }),
  );
}

const cylinder =
  'M2.5 3.8C2.5 2.5 5 1.5 8 1.5s5.5 1 5.5 2.3v8.4c0 1.3-2.5 2.3-5.5 2.3s-5.5-1-5.5-2.3zM2.5 3.8c0 1.3 2.5 2.3 5.5 2.3s5.5-1 5.5-2.3';
const box = 'M2 5.5L8 2l6 3.5v5L8 14l-6-3.5zM2 5.5L8 9l6-3.5M8 9v5';

/** A primary is a filled cylinder, a standby an empty one, whoever else receives a parcel. */
export function roleIcon({ kind, role }: Pick<NodeView, 'kind' | 'role'>): SVGSVGElement {
  const server = kind === 'server' || role === 'standby';
  return svg(
    'svg',
    { class: `icon role role-${server ? role : 'other'}`, viewBox: '0 0 16 16', 'aria-hidden': 'true' },
    svg('path', { d: server ? cylinder : box }),
  );
}
