import type { FamilyKeys } from '../../keys/family-keys.js';
import type { ComplaintChange, Notices } from '../notices/notices.public.js';
import { type News, untoldNews } from '../notices/untold.public.js';
import { projected } from './changes.js';
import type { ComplaintDoc, ComplaintsModel } from './complaints.model.js';
import type { HandledHere } from './handled-here.js';
import { isNews } from './stored.rules.js';
import { openAuthor } from './texts.js';

type Deps = { complaints: ComplaintsModel; handled: HandledHere; keys: FamilyKeys; notices: Notices };

export type ComplaintNews = News<ComplaintDoc>;

/** Tells families what became of their complaints. Who is anonymous can't be told: it looks by its code. */
export function complaintNews({ complaints, handled, keys, notices }: Deps): ComplaintNews {
  async function tellAbout(doc: ComplaintDoc): Promise<void> {
    const { _id: complaintId, number, events, toldSeq } = doc;
    const key = await keys.find(complaintId);
    const author = key && openAuthor(doc, key);
    if (!author) return;
    const { isHandledHere } = await handled.ofComplaint(doc, key);
    for (const { seq, kind, at } of events.filter((event) => event.seq > toldSeq && isNews(event)))
      await notices.tell({
        // Nothing of the notice may be matched to the complaint by whoever has the store alone: it stands beside a family.
        ...{ kind: 'complaintMoved', key: key.fingerprint(['told', seq]), familyId: author.familyId, at },
        facts: { complaintId, number, change: kind as ComplaintChange, isHandledHere },
        isBlurred: true,
      });
  }

  return untoldNews({
    listUntold: complaints.listUntold,
    tellAbout,
    markTold: ({ _id, events }) =>
      complaints.change(_id, (current) => {
        const toldSeq = Math.max(current.toldSeq, events.length - 1);
        return toldSeq === current.toldSeq ? current : projected({ ...current, toldSeq });
      }),
  });
}
