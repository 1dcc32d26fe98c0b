import { DomainError } from '../../lib/domain-error.js';
import type { Session } from '../../plugins/session.js';
import type { AuthorMarks } from './author-marks.js';
import type { ComplaintDoc, ComplaintsModel } from './complaints.model.js';
import type { Sender } from './evidence/evidence-files.js';

/** Who asks, as the contract's access `author` lets it in: by its code alone, or else as a family. */
export type AuthorCall = { session: Session | null; trackingCode: string | null };

type Deps = { complaints: ComplaintsModel; marks: AuthorMarks };

/** Which author calls, and which complaints are that one's. */
export function authorCalls({ complaints, marks }: Deps) {
  /** @throws DomainError tracking_code_wrong (it is no code) */
  function senderOf({ session, trackingCode }: AuthorCall): Sender {
    const isAnonymous = trackingCode !== null;
    const mark = isAnonymous ? marks.ofCode(trackingCode) : marks.ofFamily(session?.familyId ?? '');
    if (mark === null) throw new DomainError('tracking_code_wrong');
    return { mark, isAnonymous };
  }

  /** @throws DomainError tracking_code_wrong, not_found (alike for another's and for none) */
  async function findOwn(author: AuthorCall, id: string): Promise<ComplaintDoc> {
    const { mark, isAnonymous } = senderOf(author);
    const doc = isAnonymous ? await complaints.findByCode(mark) : await complaints.findOfAuthor(mark, id);
    if (!doc || doc._id !== id) throw new DomainError('not_found');
    return doc;
  }

  return { senderOf, findOwn };
}
