import { useEffect, useState } from 'react';
import { readStored, removeStored, writeStored } from '../platform/storage';

/**
 * The last answers of the server, kept on the phone so that a screen stays readable without a network, always with its
 * age. Keys beginning with `mine.` hold a family's own things and go with the session.
 */
export type KeptAnswer<T> = { answer: T; keptAtMs: number };

const indexKey = 'answers';
const mostKept = 24;

const storageKey = (key: string) => `answer.${key}`;
const keptKeys = () => readStored<string[]>(indexKey) ?? [];

export function keepAnswer(key: string, answer: unknown): void {
  const keys = [key, ...keptKeys().filter((kept) => kept !== key)];
  for (const old of keys.slice(mostKept)) removeStored(storageKey(old));
  const kept: KeptAnswer<unknown> = { answer, keptAtMs: Date.now() };
  if (writeStored(storageKey(key), kept)) writeStored(indexKey, keys.slice(0, mostKept));
}

export function readAnswer<T>(key: string): KeptAnswer<T> | null {
  return readStored<KeptAnswer<T>>(storageKey(key));
}

export function forgetMyAnswers(): void {
  const keys = keptKeys();
  for (const key of keys) if (key.startsWith('mine.')) removeStored(storageKey(key));
  writeStored(
    indexKey,
    keys.filter((key) => !key.startsWith('mine.')),
  );
}

/** Keeps `fresh` whenever it changes; answers what was kept before, for the time until something fresh arrives. */
export function useLastAnswer<T>(key: string, fresh: T | undefined): KeptAnswer<T> | null {
  const [kept, setKept] = useState(() => ({ key, value: readAnswer<T>(key) }));
  useEffect(() => {
    if (fresh !== undefined) keepAnswer(key, fresh);
  }, [key, fresh]);
  if (kept.key !== key) {
    const value = readAnswer<T>(key);
    setKept({ key, value });
    return value;
  }
  return kept.value;
}

/** `今天 8:40`, `昨天 17:05`, `11月3日 8:40`, by the clock of the phone that kept it. */
export function keptAtText(keptAtMs: number, nowMs: number = Date.now()): string {
  const [then, now] = [new Date(keptAtMs), new Date(nowMs)];
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const daysAgo = Math.round((midnight(now) - midnight(then)) / 86_400_000);
  const day = daysAgo === 0 ? '今天' : daysAgo === 1 ? '昨天' : `${then.getMonth() + 1}月${then.getDate()}日`;
  return `${day} ${then.getHours()}:${String(then.getMinutes()).padStart(2, '0')}`;
}
