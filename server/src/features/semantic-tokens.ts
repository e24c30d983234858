import type { Range, SemanticTokens, SemanticTokensLegend } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { parameterText, type Setting, type TextRange } from '../../../core/src/index.ts';
import { toRange } from '../convert.ts';
import type { FileView } from '../session.ts';
import { isForReplication } from './hba-words.ts';
import { settingsIn } from './setting-at.ts';

/** The numbers in tokens are places in these lists. */
export const tokenLegend: SemanticTokensLegend = {
  tokenTypes: ['property', 'keyword'],
  tokenModifiers: ['overridden', 'replicationCritical'],
};

interface Token {
  readonly range: TextRange;
  readonly type: 'property' | 'keyword';
  readonly modifiers: readonly ('overridden' | 'replicationCritical')[];
}

/**
 * What a grammar cannot know: names of settings that another line overrides, and what replication hangs on. Everything
 * else keeps the colours of the grammar.
 */
export function semanticTokens(view: FileView, range?: Range): SemanticTokens {
  const { document } = view;
  const from = range ? document.offsetAt(range.start) : 0;
  const to = range ? document.offsetAt(range.end) : Infinity;
  const tokens = view.kind === 'hba' ? recordTokens(view) : settingTokens(view);
  return encode(
    tokens
      .filter((token) => from <= token.range.end && token.range.start <= to)
      .flatMap((token) => onOneLine(token, document)),
    view,
  );
}

function settingTokens(view: FileView): readonly Token[] {
  return settingsIn(view).flatMap((setting) => {
    const modifiers = modifiersOf(setting);
    return modifiers.length === 0 ? [] : [{ range: setting.nameAt.range, type: 'property', modifiers }];
  });
}

function modifiersOf({ parameter, overriddenBy }: Setting): Token['modifiers'] {
  if (overriddenBy) return ['overridden'];
  return parameter && parameterText(parameter.name)?.replication !== undefined ? ['replicationCritical'] : [];
}

function recordTokens({ located, uri }: FileView): readonly Token[] {
  return located.server.hba
    .filter((record) => record.uri === uri && isForReplication(record))
    .flatMap(({ databases }) => databases)
    .filter(({ text, quoted }) => text === 'replication' && !quoted)
    .map(({ range }) => ({ range, type: 'keyword', modifiers: ['replicationCritical'] }));
}

/** A token on each line that it takes up: a backslash may stand inside a word. */
function onOneLine(token: Token, document: TextDocument): readonly Token[] {
  const lines = document.getText(toRange(document, token.range)).split('\n');
  const pieces: Token[] = [];
  let start = token.range.start;
  for (const [at, line] of lines.entries()) {
    const { length } = at + 1 < lines.length ? line.replace(/\\\r*$/, '') : line;
    if (length > 0) pieces.push({ ...token, range: { start, end: start + length } });
    start += line.length + 1;
  }
  return pieces;
}

/** Five numbers for each token: lines and characters since the one before, length, type, modifiers as bits. */
function encode(tokens: readonly Token[], { document }: FileView): SemanticTokens {
  const data: number[] = [];
  let before = { line: 0, character: 0 };
  for (const { range, type, modifiers } of tokens.toSorted((a, b) => a.range.start - b.range.start)) {
    const at = document.positionAt(range.start);
    const character = at.line === before.line ? at.character - before.character : at.character;
    const bits = modifiers.reduce((sum, modifier) => sum + 2 ** tokenLegend.tokenModifiers.indexOf(modifier), 0);
    data.push(at.line - before.line, character, range.end - range.start, tokenLegend.tokenTypes.indexOf(type), bits);
    before = at;
  }
  return { data };
}
