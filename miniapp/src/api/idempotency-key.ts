import { useRef } from 'react';

let counter = 0;

/** 128 bits of chance, time and a counter; `crypto.randomUUID` is missing on many phones. Only needs to be unique per family. */
export function newIdempotencyKey(): string {
  counter += 1;
  const chance = () =>
    Math.floor(Math.random() * 2 ** 32)
      .toString(36)
      .padStart(7, '0');
  return `${Date.now().toString(36)}${counter.toString(36).padStart(3, '0')}${chance()}${chance()}`;
}

/**
 * One key from when the form opens until its content changes: two taps, or a retry after a lost answer, have one effect,
 * and a changed form is a new wish.
 */
export function useIdempotencyKey(form: unknown): string {
  const content = JSON.stringify(form);
  const kept = useRef<{ content: string; key: string } | null>(null);
  if (kept.current === null || kept.current.content !== content) {
    kept.current = { content, key: newIdempotencyKey() };
  }
  return kept.current.key;
}

/**
 * The same for wishes that come one after the other from one place, as taps or scans do: a wish repeated before it was
 * answered keeps its key, one made after an answer is a new one.
 */
export function useWishKeys(): { keyOf(wish: unknown): string; answered(): void } {
  const open = useRef<{ content: string; key: string } | null>(null);
  return {
    keyOf(wish) {
      const content = JSON.stringify(wish);
      if (open.current?.content !== content) open.current = { content, key: newIdempotencyKey() };
      return open.current.key;
    },
    answered() {
      open.current = null;
    },
  };
}
