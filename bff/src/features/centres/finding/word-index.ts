import { partMark, type Rank, rankAt } from './search-words.rules.js';

const mark = codesOf(partMark);
/** Each text has a print of 256 bits, one for every pair of neighbouring characters in it. */
const printWords = 8;
/** Texts stand in pieces of so many characters, none over an edge: one array of all would be copied to grow. */
const pieceBits = 16;
const pieceLength = 1 << pieceBits;
const inPiece = pieceLength - 1;

const nothing = new Uint16Array(0);

type Bit = { word: number; mask: number };

/**
 * The searchable texts of all centres, by the centre's number, outside the heap. Words are looked
 * up in the prints first, which leaves few texts to be read.
 */
export function wordIndex() {
  let pieces: Uint16Array[] = [];
  /** The first place behind all texts, counted through all pieces. Some before it are of texts that were replaced since. */
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
    const start = placeFor(text.length);
    const piece = pieceAt(start);
    const at = start & inPiece;
    live += text.length - (lengths[number] ?? 0);
    starts[number] = start;
    lengths[number] = text.length;
    const print = number * printWords;
    prints.fill(0, print, print + printWords);
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (index > 0) {
        const bit = bitOf(piece[at + index - 1] ?? 0, code);
        const word = print + (bit >>> 5);
        prints[word] = (prints[word] ?? 0) | (1 << (bit & 31));
      }
      piece[at + index] = code;
    }
  }

  /** Takes so many characters behind all texts, in a new piece where they don't fit into the last. */
  function placeFor(length: number): number {
    const left = pieces.length * pieceLength - end;
    if (left < length) {
      end += left;
      pieces.push(new Uint16Array(pieceLength));
    }
    const start = end;
    end += length;
    return start;
  }

  function pieceAt(place: number): Uint16Array {
    return pieces[place >>> pieceBits] ?? nothing;
  }

  function isSame(number: number, text: string): boolean {
    if (lengths[number] !== text.length) return false;
    const start = starts[number] ?? 0;
    const piece = pieceAt(start);
    for (let index = 0; index < text.length; index += 1)
      if (piece[(start & inPiece) + index] !== text.charCodeAt(index)) return false;
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
    const old = pieces;
    pieces = [];
    end = 0;
    for (let number = 0; number < count; number += 1) {
      const length = lengths[number] ?? 0;
      const from = starts[number] ?? 0;
      const to = placeFor(length);
      const text = old[from >>> pieceBits]?.subarray(from & inPiece, (from & inPiece) + length);
      if (text) pieceAt(to).set(text, to & inPiece);
      starts[number] = to;
    }
  }

  /** Where `codes` stand first in a piece from `from` to `to`, or -1. */
  function find(piece: Uint16Array, codes: Uint16Array, from: number, to: number): number {
    const [first] = codes;
    const last = to - codes.length;
    for (let at = from; at <= last; at += 1) {
      if (piece[at] !== first) continue;
      let same = 1;
      while (same < codes.length && piece[at + same] === codes[same]) same += 1;
      if (same === codes.length) return at;
    }
    return -1;
  }

  function rankIn(number: number, codes: Uint16Array): Rank | null {
    const piece = pieceAt(starts[number] ?? 0);
    const start = (starts[number] ?? 0) & inPiece;
    const stop = start + (lengths[number] ?? 0);
    const at = find(piece, codes, start, stop);
    if (at < 0) return null;
    const nameEnd = find(piece, mark, start, stop);
    const pinyinEnd = nameEnd < 0 ? -1 : find(piece, mark, nameEnd + 1, stop);
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
