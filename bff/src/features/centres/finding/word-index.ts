import { partMark, type Rank, rankAt } from './search-words.rules.js';

const mark = codesOf(partMark);
/** Each text has a print of 256 bits, one for every pair of neighbouring characters in it. */
const printWords = 8;

type Bit = { word: number; mask: number };

/**
 * The searchable texts of all centres, by the centre's number, one behind the other outside the heap. Words are looked
 * up in the prints first, which leaves few texts to be read.
 */
export function wordIndex() {
  let texts = new Uint16Array(1 << 12);
  /** The first character behind all texts. Some before it are of texts that were replaced since. */
  let end = 0;
  let live = 0;
  let count = 0;
  let starts = new Uint32Array(64);
  let lengths = new Uint16Array(64);
  let prints = new Uint32Array(64 * printWords);

  function put(number: number, text: string): void {
    if (number >= starts.length) makeRoom(2 * number);
    count = Math.max(count, number + 1);
    if (isSame(number, text)) return;
    if (end + text.length > texts.length) texts = grown(texts, 2 * (end + text.length));
    live += text.length - (lengths[number] ?? 0);
    starts[number] = end;
    lengths[number] = text.length;
    const print = number * printWords;
    prints.fill(0, print, print + printWords);
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (index > 0) {
        const bit = bitOf(texts[end + index - 1] ?? 0, code);
        const at = print + (bit >>> 5);
        prints[at] = (prints[at] ?? 0) | (1 << (bit & 31));
      }
      texts[end + index] = code;
    }
    end += text.length;
  }

  function isSame(number: number, text: string): boolean {
    if (lengths[number] !== text.length) return false;
    const start = starts[number] ?? 0;
    for (let index = 0; index < text.length; index += 1)
      if (texts[start + index] !== text.charCodeAt(index)) return false;
    return true;
  }

  function makeRoom(numbers: number): void {
    starts = grown(starts, numbers);
    lengths = grown(lengths, numbers);
    prints = grown(prints, numbers * printWords);
  }

  /** Gives back the room of replaced texts once it is a quarter of all. Call it now and then. */
  function settle(): void {
    if (live > 0.75 * end) return;
    const packed = new Uint16Array(Math.ceil(1.25 * live));
    let next = 0;
    for (let number = 0; number < count; number += 1) {
      const start = starts[number] ?? 0;
      packed.set(texts.subarray(start, start + (lengths[number] ?? 0)), next);
      starts[number] = next;
      next += lengths[number] ?? 0;
    }
    texts = packed;
    end = next;
  }

  /** Where `codes` stand first in texts from `from` to `to`, or -1. */
  function find(codes: Uint16Array, from: number, to: number): number {
    const [first] = codes;
    const last = to - codes.length;
    for (let at = from; at <= last; at += 1) {
      if (texts[at] !== first) continue;
      let same = 1;
      while (same < codes.length && texts[at + same] === codes[same]) same += 1;
      if (same === codes.length) return at;
    }
    return -1;
  }

  function rankIn(number: number, codes: Uint16Array): Rank | null {
    const start = starts[number] ?? 0;
    const stop = start + (lengths[number] ?? 0);
    const at = find(codes, start, stop);
    if (at < 0) return null;
    const nameEnd = find(mark, start, stop);
    const pinyinEnd = nameEnd < 0 ? -1 : find(mark, nameEnd + 1, stop);
    return rankAt(at - start, nameEnd - start, pinyinEnd - start);
  }

  /** How well a question's words fit each centre: a function of its number, null where they are not. */
  function ranker(words: readonly string[]): (number: number) => Rank | null {
    const sought = words.map((one) => ({ codes: codesOf(one), bits: bitsOf(codesOf(one)) }));
    return (number) => {
      let best: Rank | null = null;
      for (const { codes, bits } of sought) {
        if (!mayHold(number, bits)) continue;
        const rank = rankIn(number, codes);
        if (rank !== null && (best === null || rank < best)) best = rank;
      }
      return best;
    };
  }

  function mayHold(number: number, bits: readonly Bit[]): boolean {
    const print = number * printWords;
    for (const { word, mask } of bits) if (((prints[print + word] ?? 0) & mask) === 0) return false;
    return true;
  }

  return { put, settle, ranker };
}

function codesOf(text: string): Uint16Array {
  const codes = new Uint16Array(text.length);
  for (let index = 0; index < text.length; index += 1) codes[index] = text.charCodeAt(index);
  return codes;
}

function bitsOf(codes: Uint16Array): Bit[] {
  return Array.from({ length: Math.max(0, codes.length - 1) }, (_, index) => {
    const bit = bitOf(codes[index] ?? 0, codes[index + 1] ?? 0);
    return { word: bit >>> 5, mask: 1 << (bit & 31) };
  });
}

/** The bit of a pair of neighbours. The upper bits of a product are well mixed. */
function bitOf(code: number, next: number): number {
  return Math.imul(code * 31 + next, 0x9e3779b1) >>> 24;
}

function grown<A extends Uint16Array | Uint32Array>(array: A, length: number): A {
  const longer = new (array.constructor as new (length: number) => A)(length);
  longer.set(array);
  return longer;
}
