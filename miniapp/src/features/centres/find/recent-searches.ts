import { readStored, removeStored, writeStored } from '../../../platform/storage';

const key = 'recent-searches';
const mostKept = 8;

/** The last words looked for, newest first. They stay on this phone, and go with all else of ours when it is forgotten. */
export function recentSearches(): readonly string[] {
  return readStored<string[]>(key) ?? [];
}

export function rememberSearch(q: string): void {
  writeStored(key, [q, ...recentSearches().filter((word) => word !== q)].slice(0, mostKept));
}

export function forgetSearches(): void {
  removeStored(key);
}
