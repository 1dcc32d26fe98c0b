import type { SavedCentre } from '../../../api/saved-centres';

type Change = SavedCentre['changes'][number];
type Event = Pick<Change, 'kind' | 'on' | 'text'>;

/** `收藏后有 2 处变化`; null where nothing changed. */
export function changesWords(changes: readonly Change[]): string | null {
  return changes.length === 0 ? null : `收藏后有 ${changes.length} 处变化`;
}

/** The newest first, by their own day. */
export function newestFirst<E extends { on: string }>(events: readonly E[]): E[] {
  return [...events].sort((a, b) => b.on.localeCompare(a.on));
}

/** Whether this event on record is among those that came after the centre was saved. */
export function isNewSinceSaved(event: Event, changes: readonly Change[]): boolean {
  return changes.some(
    (change) => change.kind === event.kind && change.on === event.on && change.text === event.text,
  );
}
