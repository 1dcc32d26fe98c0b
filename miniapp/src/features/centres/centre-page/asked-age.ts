import { create } from 'zustand';
import { readStored, removeStored, writeStored } from '../../../platform/storage';

const key = 'asked-age-months';

/** The age a parent asked about before signing in; in months today. Only a number on this phone, no child behind it. */
export const useAskedAge = create<{ ageMonths: number | null }>(() => ({
  ageMonths: readStored<number>(key),
}));

export function askAge(ageMonths: number | null): void {
  if (ageMonths === null) removeStored(key);
  else writeStored(key, ageMonths);
  useAskedAge.setState({ ageMonths });
}
