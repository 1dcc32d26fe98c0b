import type { Body, Reply } from '@nearcare/shared/contract/types';
import type { FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import type { ContentCheck } from '../../lib/content-check.js';
import { DomainError } from '../../lib/domain-error.js';
import type { Session } from '../../plugins/session.js';
import { getRegion } from '../../regions/regions.js';
import type { Guardians } from '../auth/auth.public.js';
import type { AuthorMarks } from './author-marks.js';
import type { Changes } from './changes.js';
import type { ComplaintEvent, Life } from './complaint.rules.js';
import type { ComplaintDoc, ComplaintsModel } from './complaints.model.js';
import {
  type AuthorComplaint,
  keyOfItem,
  opened,
  reopenUntil,
  toComplaint,
  toItem,
} from './complaints.view.js';
import { type Sender, takeEvidence } from './evidence/evidence-files.js';
import { type FilingDeps, filing } from './filing.service.js';
import type { HandledHere } from './handled-here.js';
import { deskBody, levelName } from './routing.rules.js';

export type ComplaintsDeps = FilingDeps & {
  complaints: ComplaintsModel;
  changes: Changes;
  marks: AuthorMarks;
  guardians: Guardians;
  handled: HandledHere;
  keys: FamilyKeys;
  content: ContentCheck;
  clock: Clock;
};

type Who = Pick<Session, 'familyId' | 'guardianId'>;
type Act = Pick<Body<'actOnTrackedComplaint'>, 'move' | 'text' | 'score' | 'evidence'>;
/** Who acts: to know its uploads by, and its openid where a text may be shown to WeChat. */
type Actor = { sender: Sender; askOpenid: () => Promise<string | null> };

/** More would be another matter, and must not fill a document up. */
const mostAdditions = 50;

/** What authors do with their complaints: those of a family, and anonymous ones by their codes. */
export function complaintsService(deps: ComplaintsDeps) {
  const { complaints, changes, marks, guardians, handled, keys, files, content, clock } = deps;
  const { file } = filing(deps);

  /** @throws DomainError input_invalid, not_found, idempotency_key_reused, retry */
  async function fileComplaint(
    who: Who,
    { identity, ...said }: Body<'fileComplaint'>,
    key: string,
  ): Promise<AuthorComplaint> {
    const { familyId, guardianId } = who;
    const isHidden = identity === 'hidden';
    const filer = { familyMark: marks.ofFamily(familyId), author: { familyId, guardianId }, isHidden, key };
    return view(await file(filer, said, () => openidOf(who)));
  }

  /** @throws DomainError tracking_code_wrong (it is no code), input_invalid, not_found, idempotency_key_reused, retry */
  async function fileAnonymousComplaint({
    trackingCode,
    ...said
  }: Body<'fileAnonymousComplaint'>): Promise<AuthorComplaint> {
    return view(await file({ codeMark: markOf(trackingCode) }, said, async () => null));
  }

  async function listMyComplaints({ familyId }: Who): Promise<Reply<'listMyComplaints'>> {
    const all = await complaints.listOfAuthor(marks.ofFamily(familyId));
    const items = await Promise.all(all.map(async (doc) => toItem(doc, await keyOfItem(doc, keys))));
    return { items };
  }

  /** @throws DomainError not_found, alike for another family’s and for none */
  async function getComplaint(who: Who, id: string): Promise<AuthorComplaint> {
    return view(await findOwn(who, id));
  }

  /** @throws DomainError tracking_code_wrong */
  async function trackComplaint({ trackingCode }: Body<'trackComplaint'>): Promise<AuthorComplaint> {
    return view(await findByCode(trackingCode));
  }

  /** @throws DomainError not_found, and why the move is refused */
  async function actOnOwn(who: Who, id: string, act: Act, key: string): Promise<AuthorComplaint> {
    const sender = { mark: marks.ofFamily(who.familyId), isAnonymous: false };
    return move(await findOwn(who, id), act, key, { sender, askOpenid: () => openidOf(who) });
  }

  /** @throws DomainError tracking_code_wrong, and why the move is refused */
  async function actOnTracked(
    { trackingCode, ...act }: Body<'actOnTrackedComplaint'>,
    key: string,
  ): Promise<AuthorComplaint> {
    const sender = { mark: markOf(trackingCode), isAnonymous: true };
    return move(await findByCode(trackingCode), act, key, { sender, askOpenid: async () => null });
  }

  async function move(
    { _id, level }: ComplaintDoc,
    act: Act,
    requestKey: string,
    { sender, askOpenid }: Actor,
  ): Promise<AuthorComplaint> {
    const { move: kind, text, evidence: fileIds = [] } = act;
    if (kind === 'added' && text === undefined && fileIds.length === 0)
      throw invalid('/text', '写一点内容，或者加一份证据');
    if (kind !== 'added' && fileIds.length > 0) throw invalid('/evidence', '证据用补充来加');
    if (kind === 'rated' && act.score === undefined) throw invalid('/score', '选 1 到 5 分');
    const isDoubted =
      text !== undefined && (await content.isDoubtful(text, level === 'urgent' ? null : await askOpenid()));
    const evidence = await takeEvidence(files, sender, fileIds, _id);
    const changed = await changes.add(_id, {
      ...{ kind, by: 'author', actor: null, requestKey, request: act, isDoubted },
      said: { ...(text === undefined ? {} : { text }), ...(evidence.length > 0 ? { evidence } : {}) },
      eventOf: (life, current) => eventOf(act, life, current),
    });
    return view(changed);
  }

  function eventOf({ move: kind, score }: Act, life: Life, doc: ComplaintDoc): ComplaintEvent {
    const at = clock.now();
    const by = 'author';
    const region = getRegion(doc.regionCode);
    switch (kind) {
      case 'added': {
        if (life.endedAt && at > reopenUntil({ life, region }))
          throw new DomainError('addition_too_late', { n: region.complaints.reopenDays });
        const additions = doc.events.filter((event) => event.kind === 'added').length;
        if (additions >= mostAdditions) throw new DomainError('too_many_additions', { n: mostAdditions });
        return { kind, by, at };
      }
      case 'rated':
        return { kind, by, at, score: score as 1 | 2 | 3 | 4 | 5 };
      case 'reopened':
        if (at > reopenUntil({ life, region }))
          throw new DomainError('reopen_too_late', { n: region.complaints.reopenDays });
        return { kind, by, at };
      case 'escalated': {
        const level = life.handler.level + 1;
        if (levelName(region.complaints, level) === null) throw new DomainError('no_higher_level');
        if (life.endedAt && at > reopenUntil({ life, region }))
          throw new DomainError('reopen_too_late', { n: region.complaints.reopenDays });
        return { kind, by, at, handler: { body: deskBody, level } };
      }
      case 'withdrawn':
        // Whoever is pressed to take it back: harm to a child is looked into all the same.
        if (doc.level === 'urgent') throw new DomainError('urgent_not_withdrawn');
        return { kind, by, at };
    }
  }

  async function findOwn({ familyId }: Who, id: string): Promise<ComplaintDoc> {
    const doc = await complaints.findOfAuthor(marks.ofFamily(familyId), id);
    if (!doc) throw new DomainError('not_found');
    return doc;
  }

  async function findByCode(trackingCode: string): Promise<ComplaintDoc> {
    const doc = await complaints.findByCode(markOf(trackingCode));
    if (!doc) throw new DomainError('tracking_code_wrong');
    return doc;
  }

  function markOf(trackingCode: string): string {
    const mark = marks.ofCode(trackingCode);
    if (mark === null) throw new DomainError('tracking_code_wrong');
    return mark;
  }

  async function openidOf({ familyId, guardianId }: Who): Promise<string | null> {
    return (await guardians.findAddress(familyId, guardianId))?.openid ?? null;
  }

  async function view(doc: ComplaintDoc): Promise<AuthorComplaint> {
    const key = await keys.find(doc._id);
    if (!key) throw new DomainError('not_found');
    return toComplaint(opened(doc, key, clock.now()), await handled.ofComplaint(doc, key));
  }

  return {
    ...{ fileComplaint, fileAnonymousComplaint, listMyComplaints, getComplaint, trackComplaint },
    ...{ actOnOwn, actOnTracked },
  };
}

function invalid(path: string, message: string): DomainError {
  return new DomainError('input_invalid', { n: 1 }, [{ path, message }]);
}
