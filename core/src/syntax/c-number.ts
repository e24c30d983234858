/** A number read from the start of a text, and what is left behind it. */
export interface LeadingNumber {
  readonly value: number;
  readonly rest: string;
}

/** The characters that `isspace` of the C locale knows. */
const leadingSpace = /^[ \t\n\v\f\r]*/;
const longest = 2n ** 63n;
/** A number of so many characters is exact and no overflow, whatever its base. */
const exactDigits = 13;

/** Reads digits of one of the bases that `strtol` with base 0 knows: `0x` hexadecimal, a leading zero octal, else decimal. */
const integer = /^([-+]?)(?:(0[xX])([0-9a-fA-F]+)|(0)([0-7]*)|([1-9][0-9]*))/;

/** As `strtol(text, …, 0)` with 64 bits. Undefined: there is no number. `overflow`: it does not fit. */
export function readInteger(text: string): (LeadingNumber & { readonly overflow: boolean }) | undefined {
  const body = text.slice(leadingSpace.exec(text)?.[0].length ?? 0);
  const found = integer.exec(body);
  if (!found) return undefined;
  const [whole, sign, , hexadecimal, zero, octal, decimal] = found;
  const digits =
    zero === undefined ? (hexadecimal === undefined ? (decimal ?? '0') : `0x${hexadecimal}`) : `0o${octal || '0'}`;
  const negative = sign === '-';
  const rest = body.slice(whole.length);
  if (digits.length <= exactDigits)
    return { value: negative ? -Number(digits) : Number(digits), rest, overflow: false };
  const size = BigInt(digits);
  const overflow = negative ? size > longest : size >= longest;
  return { value: negative ? -Number(size) : Number(size), rest, overflow };
}

const decimalFloat = /^[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?/;
const hexadecimalFloat = /^([-+]?)0[xX]([0-9a-fA-F]*)(?:\.([0-9a-fA-F]*))?(?:[pP]([-+]?[0-9]+))?/;
const special = /^([-+]?)(?:(infinity|inf)|(nan)(?:\([0-9a-zA-Z_]*\))?)/i;

function readHexadecimal(body: string): LeadingNumber | undefined {
  const found = hexadecimalFloat.exec(body);
  const [whole, sign, before = '', after = '', exponent = '0'] = found ?? [];
  if (whole === undefined || before + after === '') return undefined;
  let mantissa = 0;
  for (const digit of before + after) mantissa = mantissa * 16 + Number.parseInt(digit, 16);
  const value = mantissa * 2 ** (Number(exponent) - 4 * after.length);
  return { value: sign === '-' ? -value : value, rest: body.slice(whole.length) };
}

/** Whether a decimal text other than zero became zero or too small to be exact, or too large: `ERANGE`. */
function isOutOfRange(text: string, value: number): boolean {
  if (!Number.isFinite(value)) return true;
  return Math.abs(value) < 2.2250738585072014e-308 && /[1-9]/.test(text.replace(/[eE].*$/, ''));
}

/** As `strtod`. Undefined: there is no number. `overflow`: too large, or too small to be told from zero. */
export function readReal(text: string): (LeadingNumber & { readonly overflow: boolean }) | undefined {
  const body = text.slice(leadingSpace.exec(text)?.[0].length ?? 0);
  const named = special.exec(body);
  if (named) {
    const value = named[3] ? Number.NaN : named[1] === '-' ? -Infinity : Infinity;
    return { value, rest: body.slice(named[0].length), overflow: false };
  }
  const hexadecimal = readHexadecimal(body);
  if (hexadecimal) return { ...hexadecimal, overflow: !Number.isFinite(hexadecimal.value) };
  const found = decimalFloat.exec(body)?.[0];
  if (found === undefined) return undefined;
  const value = Number(found);
  return { value, rest: body.slice(found.length), overflow: isOutOfRange(found, value) };
}

/** `rint`: to the nearest whole number, halves to the even one. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const fraction = value - floor;
  if (fraction !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
