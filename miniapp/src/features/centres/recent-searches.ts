import { create } from 'zustand';
import { readStored, removeStored, writeStored } from '../../platform/storage';

const key = 'recent-searches';
const mostKept = 8;

/** The last words looked for, newest first. They stay on this phone. */
export const useRecentSearches = create<{ words: readonly string[] }>(() => ({
  words: readStored<string[]>(key) ?? [],
}));

export function rememberSearch(q: string): void {
  const words = [q, ...useRecentSearches.getState().words.filter((word) => word !== q)].slice(0, mostKept);
  writeStored(key, words);
  useRecentSearches.setState({ words });
}

export function forgetSearches(): void {
  removeStored(key);
  useRecentSearches.setState({ words: [] });
}
