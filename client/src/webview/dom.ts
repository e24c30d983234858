/** Attributes by name; undefined takes one away. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

type Child = Element | string;

/** Sets what differs, so that nothing flickers and screen readers are not told twice. */
export function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) element.removeAttribute(name);
    else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
  }
}

/** The only way that a text gets into the page: as plain characters. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** An element of HTML. Strings among the children are plain text. */
export function html<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  element.append(...children);
  return element;
}

/** An element of SVG. */
export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Tag] {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  setAttributes(element, attributes);
  element.append(...children);
  return element;
}

/** An element that stays while its key is among the items: focus and scrolling survive a new view. */
interface Part<Item> {
  readonly element: Element;
  fill(item: Item): void;
}

/** The children of an element, one for each item. */
export class Children<Item> {
  readonly #parent: Element;
  readonly #keyOf: (item: Item) => string;
  readonly #make: (item: Item) => Part<Item>;
  #parts = new Map<string, Part<Item>>();

  constructor(parent: Element, keyOf: (item: Item) => string, make: (item: Item) => Part<Item>) {
    this.#parent = parent;
    this.#keyOf = keyOf;
    this.#make = make;
  }

  update(items: readonly Item[]): void {
    const parts = new Map<string, Part<Item>>();
    for (const [index, item] of items.entries()) {
      const wanted = this.#keyOf(item);
      const key = parts.has(wanted) ? `${wanted} ${index}` : wanted;
      const part = this.#parts.get(key) ?? this.#make(item);
      parts.set(key, part);
      part.fill(item);
      const there = this.#parent.children[index];
      if (there !== part.element) this.#parent.insertBefore(part.element, there ?? null);
    }
    for (const [key, { element }] of this.#parts) if (!parts.has(key)) element.remove();
    this.#parts = parts;
  }
}
