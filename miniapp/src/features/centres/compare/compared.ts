import { create } from 'zustand';
import { readStored, writeStored } from '../../../platform/storage';

/** A centre picked for comparing; its name is shown before anything is asked. */
export type ComparedCentre = { id: string; name: string };

/** As many as fit beside each other on a phone, and as the server answers at once. */
export const mostCompared = 3;

const key = 'compared';

/** The centres picked for comparing, in the order picked. Kept on this phone only. */
export const useCompared = create<{ centres: readonly ComparedCentre[] }>(() => ({
  centres: (readStored<ComparedCentre[]>(key) ?? []).slice(0, mostCompared),
}));

function keep(centres: readonly ComparedCentre[]): void {
  writeStored(key, centres);
  useCompared.setState({ centres });
}

/** Adds it at the end; three already, and nothing changes. */
export function addToCompared({ id, name }: ComparedCentre): void {
  const { centres } = useCompared.getState();
  if (centres.length >= mostCompared || centres.some((one) => one.id === id)) return;
  keep([...centres, { id, name }]);
}

export function removeFromCompared(id: string): void {
  keep(useCompared.getState().centres.filter((one) => one.id !== id));
}
