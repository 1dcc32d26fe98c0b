import type { Reply } from '@nearcare/shared/contract/types';
import { useQuery } from '@tanstack/react-query';
import { create } from 'zustand';
import { call } from './client';
import { useLastAnswer } from './last-answers';
import { type ApiError, asApiError } from './problem';
import { queryClient } from './query-client';
import { mineKey, useSession } from './session';
import { unlessGone } from './use-write';

export type SavedCentres = Reply<'listSavedCentres'>;
export type SavedCentre = SavedCentres['items'][number];

/** What was last done about a saved centre, told for some seconds with a way back; a failure stays until the next step. */
export type SavingNews =
  | { kind: 'saved'; centreId: string }
  | { kind: 'leaving'; centreId: string }
  | { kind: 'failed'; centreId: string; error: ApiError };

/** `wishes`: what the parent wants where the server has not answered yet; it wins over the list. */
type Saving = { wishes: Readonly<Record<string, boolean>>; news: SavingNews | null };

export const useSaving = create<Saving>(() => ({ wishes: {}, news: null }));

/** For so long a step is told and can be taken back. */
export const undoMs = 6_000;

const savedKey = (familyId: string | null) => [mineKey, 'saved', familyId] as const;

/** My family's saved centres, the last saved first; the ones kept on the phone while there is no network. */
export function useSavedCentres() {
  const isSignedIn = useSession((session) => session.status === 'signedIn');
  const familyId = useSession((session) => session.familyId);
  const wishes = useSaving((saving) => saving.wishes);
  const query = useQuery({
    queryKey: savedKey(familyId),
    queryFn: () => call('listSavedCentres', {}),
    enabled: isSignedIn,
  });
  const kept = useLastAnswer<SavedCentres>(`mine.saved.${familyId}`, query.data);
  const known = isSignedIn ? (query.data ?? kept?.answer ?? null) : null;
  return {
    ...query,
    saved: known === null ? null : known.items.filter(({ centreId }) => wishes[centreId] !== false),
    keptAtMs: query.data === undefined && !query.isFetching ? (kept?.keptAtMs ?? null) : null,
  };
}

/** What is saved of this centre: its entry once the server has answered, and whether it counts as saved now. */
export function useSavedCentre(centreId: string): { isSaved: boolean; entry: SavedCentre | null } {
  const { saved } = useSavedCentres();
  const wish = useSaving((saving) => saving.wishes[centreId]);
  const entry = saved?.find((one) => one.centreId === centreId) ?? null;
  return { isSaved: wish ?? entry !== null, entry };
}

let timer: ReturnType<typeof setTimeout> | undefined;

/** Tells `news`. What was told before is over: a centre on its way out goes now. */
function tell(news: SavingNews | null): void {
  clearTimeout(timer);
  const before = useSaving.getState().news;
  useSaving.setState({ news });
  if (before?.kind === 'leaving') void takeOff(before.centreId);
  if (news !== null && news.kind !== 'failed') timer = setTimeout(() => tell(null), undoMs);
}

function wish(centreId: string, isWanted: boolean): void {
  useSaving.setState(({ wishes }) => ({ wishes: { ...wishes, [centreId]: isWanted } }));
}

/** The server has answered this wish, unless the parent meanwhile wants the opposite. */
function settle(centreId: string, isWanted: boolean): void {
  const { [centreId]: current, ...others } = useSaving.getState().wishes;
  if (current === isWanted) useSaving.setState({ wishes: others });
}

function changeList(familyId: string | null, change: (items: SavedCentre[]) => SavedCentre[]): void {
  queryClient.setQueryData<SavedCentres>(savedKey(familyId), (list) => list && { items: change(list.items) });
}

/** Saves at once on the screen, then on the server. A failure is told and takes it back. Never rejects. */
export async function saveCentre(centreId: string): Promise<void> {
  const { news } = useSaving.getState();
  if (news?.kind === 'leaving' && news.centreId === centreId) {
    undoSaving();
    return;
  }
  const { familyId } = useSession.getState();
  wish(centreId, true);
  tell({ kind: 'saved', centreId });
  try {
    const entry = await call('saveCentre', { params: { centreId } });
    changeList(familyId, (items) => [entry, ...items.filter((one) => one.centreId !== centreId)]);
  } catch (thrown) {
    tell({ kind: 'failed', centreId, error: asApiError(thrown) });
  }
  settle(centreId, true);
}

/**
 * Takes a centre off the screen now and off the server when it can no longer be undone: saving it anew would forget what
 * changed since it was saved first.
 */
export function unsaveCentre(centreId: string): void {
  wish(centreId, false);
  tell({ kind: 'leaving', centreId });
}

/** Takes the last step back. */
export function undoSaving(): void {
  const { news } = useSaving.getState();
  clearTimeout(timer);
  useSaving.setState({ news: null });
  if (news?.kind === 'leaving') settle(news.centreId, false);
  if (news?.kind !== 'saved') return;
  wish(news.centreId, false);
  void takeOff(news.centreId);
}

async function takeOff(centreId: string): Promise<void> {
  const { familyId, status } = useSession.getState();
  try {
    if (status !== 'signedIn') return;
    await call('unsaveCentre', { params: { centreId } }).catch(unlessGone);
    changeList(familyId, (items) => items.filter((one) => one.centreId !== centreId));
  } catch (thrown) {
    tell({ kind: 'failed', centreId, error: asApiError(thrown) });
  } finally {
    settle(centreId, false);
  }
}
