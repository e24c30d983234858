import * as l10n from '../l10n.ts';
import { Children, html, setAttributes, setText } from './dom.ts';
import { formatTime } from './format.ts';
import { levelIcon, levelWords } from './icons.ts';
import type { DashboardView, FigureView, FromDashboard, TroubleView } from './messages.ts';

/** What the page tells the extension. */
export type Tell = (message: FromDashboard) => void;

/** The head of the page: which cluster, how it is, when it was looked at. */
export class Header {
  readonly element: HTMLElement;
  readonly #name = html('h1');
  readonly #production = html('span', { class: 'production' }, l10n.t('Production'));
  readonly #state = html('p', { class: 'state', role: 'status' });
  readonly #time = html('span', { class: 'time' });
  readonly #refresh = html('button', { type: 'button', class: 'quiet' }, l10n.t('Refresh'));

  constructor(tell: Tell) {
    this.#refresh.addEventListener('click', () => tell({ kind: 'refresh' }));
    this.element = html(
      'header',
      {},
      html('div', { class: 'title' }, this.#name, this.#production),
      this.#state,
      html('div', { class: 'when' }, this.#time, this.#refresh),
    );
  }

  update({ cluster, production, connected, level, headline, lookedAt }: DashboardView): void {
    setText(this.#name, cluster);
    this.#production.hidden = !production;
    const known = connected && lookedAt !== null;
    if (this.#state.textContent !== headline || !this.#state.classList.contains(`is-${level}`)) {
      setAttributes(this.#state, { class: `state is-${known ? level : 'unknown'}` });
      this.#state.replaceChildren(...(known ? [levelIcon(level)] : []), headline);
    }
    setText(this.#time, lookedAt === null ? '' : l10n.t('Looked at {0}', formatTime(lookedAt)));
    this.#refresh.hidden = !connected;
  }
}

/** A few numbers worth knowing. */
export class Figures {
  readonly element = html('dl', { class: 'figures' });
  readonly #figures = new Children<FigureView>(
    this.element,
    ({ label }) => label,
    ({ label }) => {
      const value = html('dd', { class: 'value' });
      const detail = html('dd', { class: 'detail' });
      const fill = (figure: FigureView) => {
        setText(value, figure.value);
        setText(detail, figure.detail);
      };
      return { element: html('div', { class: 'figure' }, html('dt', {}, label), value, detail), fill };
    },
  );

  update(figures: readonly FigureView[]): void {
    this.element.hidden = figures.length === 0;
    this.#figures.update(figures);
  }
}

/** What is not as it should be, the gravest first. */
export class Troubles {
  readonly element: HTMLElement;
  readonly #list = html('ul');
  readonly #troubles: Children<TroubleView>;

  constructor(tell: Tell) {
    this.element = html(
      'section',
      { class: 'card troubles', 'aria-label': l10n.t('Troubles') },
      html('h2', {}, l10n.t('Troubles')),
      this.#list,
    );
    this.#troubles = new Children(
      this.#list,
      ({ cause, level, server }) => [cause, level, server?.key].join(' '),
      ({ level, server }) => {
        const message = html('p', { class: 'message' });
        const advice = html('p', { class: 'advice' });
        const who = html('button', { type: 'button', class: 'link' }, server?.name ?? '');
        who.addEventListener('click', () => server && tell({ kind: 'open', server: server.key }));
        const word = html('p', { class: 'word' }, levelWords[level], ...(server ? [who] : []));
        const element = html('li', { class: `is-${level}` }, levelIcon(level), html('div', {}, word, message, advice));
        const fill = (trouble: TroubleView) => {
          setText(message, trouble.message);
          setText(advice, trouble.advice);
          advice.hidden = trouble.advice === '';
        };
        return { element, fill };
      },
    );
  }

  update(troubles: readonly TroubleView[]): void {
    this.element.hidden = troubles.length === 0;
    this.#troubles.update(troubles);
  }
}

/** What is shown instead of the servers while there are none. */
export class Nothing {
  readonly element: HTMLElement;
  readonly #title = html('h2');
  readonly #words = html('p');
  readonly #connect = html('button', { type: 'button', class: 'main' }, l10n.t('Connect'));

  constructor(tell: Tell) {
    this.#connect.addEventListener('click', () => tell({ kind: 'connect' }));
    this.element = html('section', { class: 'nothing' }, this.#title, this.#words, this.#connect);
  }

  update({ connected, nodes }: Pick<DashboardView, 'connected' | 'nodes'>): void {
    this.element.hidden = connected && nodes.length > 0;
    this.#connect.hidden = connected;
    setText(this.#title, connected ? l10n.t('Looking at the servers…') : l10n.t('Not connected'));
    setText(
      this.#words,
      connected
        ? l10n.t('The first answers will be here in a moment.')
        : l10n.t('Connect to see who streams from whom, how far behind they are and what keeps WAL.'),
    );
  }
}
