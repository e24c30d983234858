import {
  createScanner,
  type Edit,
  findNodeAtLocation,
  modify,
  type Node,
  type ParseError,
  parseTree,
} from 'jsonc-parser';

function rootOf(text: string): Node | undefined {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  return errors.length === 0 && root?.type === 'object' ? root : undefined;
}

/** One step of indentation, and what ends a line. */
function layoutOf(text: string): { readonly unit: string; readonly eol: string } {
  return { unit: /\n([ \t]+)"/.exec(text)?.[1] ?? '  ', eol: text.includes('\r\n') ? '\r\n' : '\n' };
}

function hasCommaBehind(text: string, from: number, to: number): boolean {
  const scanner = createScanner(text.slice(from, to), true);
  scanner.scan();
  return text[from + scanner.getTokenOffset()] === ',';
}

/** Puts the task before the closing bracket: what is said behind the last one stays there. */
function insertInto(tasks: Node, text: string, task: object): readonly Edit[] {
  const { unit, eol } = layoutOf(text);
  const close = tasks.offset + tasks.length - 1;
  const last = tasks.children?.at(-1);
  const lineStart = text.lastIndexOf('\n', close) + 1;
  const before = text.slice(lineStart, close);
  const hasOwnLine = before.trim() === '';
  const indent = `${hasOwnLine ? before : unit}${unit}`;
  const lines = JSON.stringify(task, undefined, unit).split('\n');
  const body = lines.map((line) => `${indent}${line}`).join(eol);
  const inserted: Edit = hasOwnLine
    ? { offset: lineStart, length: 0, content: `${body}${eol}` }
    : { offset: close, length: 0, content: `${eol}${body}${eol}${unit}` };
  const end = last && last.offset + last.length;
  const comma = end !== undefined && !hasCommaBehind(text, end, close);
  return comma ? [{ offset: end, length: 0, content: ',' }, inserted] : [inserted];
}

/**
 * The edits that add a task at the end of a tasks.json; its comments and its layout stay. Undefined: the text is no JSON
 * object, or its tasks are no list, and nobody may write into it. An empty text becomes a file with that task.
 */
export function editsToAdd(text: string, task: object): readonly Edit[] | undefined {
  if (text.trim() === '') {
    const whole = JSON.stringify({ version: '2.0.0', tasks: [task] }, undefined, 2);
    return [{ offset: 0, length: text.length, content: `${whole}\n` }];
  }
  const root = rootOf(text);
  const tasks = root && findNodeAtLocation(root, ['tasks']);
  if (!root || (tasks && tasks.type !== 'array')) return undefined;
  if (tasks) return insertInto(tasks, text, task);
  const { unit, eol } = layoutOf(text);
  const isTab = unit.startsWith('\t');
  return modify(text, ['tasks'], [task], {
    formattingOptions: { insertSpaces: !isTab, tabSize: isTab ? 1 : unit.length, eol },
  });
}
