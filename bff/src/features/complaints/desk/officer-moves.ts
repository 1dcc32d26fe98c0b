import type { Body } from '@nearcare/shared/contract/types';
import { DomainError } from '../../../lib/domain-error.js';
import { civilNow, instantAt } from '../../../lib/zone.js';
import { getRegion } from '../../../regions/regions.js';
import { latestExtension, runningClocks } from '../clocks.rules.js';
import type { ComplaintEvent, Life } from '../complaint.rules.js';
import type { ComplaintDoc } from '../complaints.model.js';
import { deskBody } from '../routing.rules.js';

export type Act = Body<'deskActOnComplaint'>;

/** Moves that say why, or what. */
const needsText: readonly Act['move'][] = ['refused', 'extended', 'replied', 'closed'];

/** @throws DomainError input_invalid, reason_required */
export function checkWords({ move, text }: Act): void {
  if (text !== undefined) return;
  if (move === 'noted') throw invalid('/text', '写一点内容');
  if (needsText.includes(move)) throw new DomainError('reason_required');
}

/**
 * What is added to the complaint where the table allows the move.
 * @throws DomainError input_invalid, date_in_past, date_too_far
 */
export function officerEvent(
  act: Act,
  { life, doc, at, level }: { life: Life; doc: ComplaintDoc; at: Date; level: number },
): ComplaintEvent {
  const by = 'officer';
  switch (act.move) {
    case 'accepted':
    case 'replied':
    case 'noted':
      return { kind: act.move, by, at };
    case 'refused':
      return { kind: 'refused', by, at, nextBody: bodyOf(act) };
    case 'assigned': {
      const body = bodyOf(act);
      if (body === 'centre' && doc.centreId === null) throw invalid('/body', '不知道是哪家机构');
      return { kind: 'assigned', by, at, body };
    }
    case 'handedOver':
      return { kind: 'handedOver', by, at, body: bodyOf(act) };
    case 'extended':
      return { kind: 'extended', by, at, until: untilOf(act, life, doc, at) };
    case 'joined':
      return { kind: 'joined', by, at, leadId: act.leadId ?? '' };
    case 'closed':
      if (!act.result) throw invalid('/result', '选一个结果');
      return { kind: 'closed', by, at, result: act.result };
    case 'takenOver':
      return { kind: 'takenOver', by, at, handler: { body: deskBody, level } };
  }
}

/** The end of the day that the officer names: later than promised, and no later than one extension reaches. */
function untilOf({ until }: Act, life: Life, doc: ComplaintDoc, now: Date): Date {
  const region = getRegion(doc.regionCode);
  const promises = region.complaints.promises[doc.level];
  if (until === undefined) throw invalid('/until', '选延到哪天');
  const at = instantAt(until, '24:00', region.timeZone);
  const due = runningClocks(region, promises, life).find(({ name }) => name === 'finish')?.due ?? now;
  const latest = latestExtension(region, promises, life);
  const dayBefore = (instant: Date) => civilNow(region.timeZone, new Date(instant.getTime() - 1)).date;
  if (at <= due || at <= now) throw new DomainError('date_in_past', { date: dayBefore(latest) });
  if (at > latest) throw new DomainError('date_too_far', { date: dayBefore(latest) });
  return at;
}

function bodyOf({ body }: Act): NonNullable<Act['body']> {
  if (!body) throw invalid('/body', '选一个部门');
  return body;
}

export function invalid(path: string, message: string): DomainError {
  return new DomainError('input_invalid', { n: 1 }, [{ path, message }]);
}
