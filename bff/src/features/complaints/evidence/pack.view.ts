import { hash } from 'node:crypto';
import type { Reply } from '@nearcare/shared/contract/types';
import { numbered, type Opened, openEvents, toHandler, toShown, toTold } from '../complaints.view.js';

type Pack = Reply<'getEvidencePack'>;
type Text = Pack['texts'][number];

/** What its author keeps: all that both sides said and what was handed in, with hashes to check it by. */
export function toPack(of: Opened): Pack {
  const { doc, key, now } = of;
  const { number, category, categoryLabel, place, filedAt } = toShown(doc, key);
  const events = numbered(openEvents(of));
  return {
    ...{ number, category, categoryLabel, filedAt, madeAt: now.toISOString() },
    ...{ placeName: place.name, districtName: place.districtName, handlerName: toHandler(doc).name },
    texts: [...textsOfFiling(of), ...events.flatMap(textOf)],
    files: events.flatMap(({ seq, evidence }) => evidence.map((file) => ({ seq, ...file }))),
  };
}

function textsOfFiling(of: Opened): Text[] {
  const { what, wanted } = toTold(of);
  const at = of.doc.filedAt.toISOString();
  const said = (part: Text['part'], text: string): Text => {
    return { seq: 0, at, by: 'author', part, text, sha256: sha256(text) };
  };
  return [said('what', what), ...(wanted === null ? [] : [said('wanted', wanted)])];
}

function textOf({ seq, at, by, text }: ReturnType<typeof openEvents>[number]): Text[] {
  return text === null ? [] : [{ seq, at, by, part: 'text', text, sha256: sha256(text) }];
}

const sha256 = (text: string): string => hash('sha256', text, 'hex');
