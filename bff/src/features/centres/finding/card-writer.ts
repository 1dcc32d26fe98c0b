import type { OperationId } from '@nearcare/shared/contract/routes';
import type { Reply } from '@nearcare/shared/contract/types';
import { operations } from '@nearcare/shared/operations/operations';
import { CentreCard } from '@nearcare/shared/schemas/cards';
import { Type } from 'typebox';
import { writerOf } from '../../../plugins/serialization.js';
import type { CardFacts } from '../card-facts.js';
import { type AskedCard, toSteadyCard } from '../centres.view.js';

/** A card to be written: the centre whose card it is, and what this question adds. */
export type FoundCard = { facts: CardFacts; asked: AskedCard };

/** Operations that answer a page of cards. */
type Listing = Extract<OperationId, 'listNearbyCentres' | 'searchCentres'>;
export type PageOf<Id extends Listing> = Omit<Reply<Id>, 'items'> & { items: readonly FoundCard[] };

const askedFields = [
  'distanceMetres',
  'walkMinutes',
  'vacancy',
  'price',
] as const satisfies (keyof AskedCard)[];
const steadySchema = Type.Omit(CentreCard, askedFields);
const askedSchema = Type.Pick(CentreCard, askedFields);
const restSchemas = {
  listNearbyCentres: Type.Omit(operations.listNearbyCentres.reply, ['items']),
  searchCentres: Type.Omit(operations.searchCentres.reply, ['items']),
} satisfies Record<Listing, unknown>;

/** Kept cards may take so much: some 40,000, more than are asked for in a large city within minutes. */
const mostKeptBytes = 16_000_000;

/**
 * Writes pages of cards by the contract's schemas, as the bytes that are sent. What of a card depends on its centre alone
 * is written once and kept while there is room: its texts lie all over memory, and to write them is most of an answer's
 * work.
 */
export function cardWriter(mostBytes = mostKeptBytes) {
  // By the facts themselves: a centre that changes has new ones.
  const kept = new Map<CardFacts, string>();
  /** Goes from the one kept longest to the next; a new one each time would walk over all that are gone. */
  const oldest = kept.keys();
  let bytes = 0;

  function steadyOf(facts: CardFacts): string {
    const known = kept.get(facts);
    if (known !== undefined) return known;
    // What the question adds is written behind it, within the same object.
    const text = `${asBytes(writerOf(steadySchema)(toSteadyCard(facts))).slice(0, -1)},`;
    kept.set(facts, text);
    bytes += text.length;
    while (bytes > mostBytes) {
      const gone = oldest.next().value as CardFacts;
      bytes -= kept.get(gone)?.length ?? 0;
      kept.delete(gone);
    }
    return text;
  }

  function write<Id extends Listing>(id: Id, { items, ...rest }: PageOf<Id>): Buffer {
    const writeAsked = writerOf(askedSchema);
    let page = '';
    // Words, numbers and instants only: as bytes they are what they are as text.
    for (const { facts, asked } of items)
      page += `${page === '' ? '{"items":[' : ','}${steadyOf(facts)}${writeAsked(asked).slice(1)}`;
    const ending = asBytes(writerOf(restSchemas[id])(rest));
    return Buffer.from(`${page || '{"items":['}],${ending.slice(1)}`, 'latin1');
  }

  return { write, keptBytes: () => bytes };
}

/** Text with a character for each of its bytes: half the memory of Chinese, and as fast to send as to copy. */
function asBytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}
