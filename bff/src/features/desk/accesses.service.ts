import type { Query, Reply } from '@nearcare/shared/contract/types';
import { addMonths } from '@nearcare/shared/rules/civil-date';
import type { FamilyKey, FamilyKeys } from '../../keys/family-keys.js';
import type { Clock } from '../../lib/clock.js';
import { decodeCursor, encodeCursor } from '../../lib/cursor.js';
import { derivedId } from '../../lib/ids.js';
import { endOfHomeDay, homeToday } from '../../regions/home-zone.js';
import type { AccessDoc, AccessesModel } from './accesses.model.js';
import type { AccessesOfFamily, AccessLog } from './desk.public.js';

/** Records of handling are kept three years at least (PIPL art. 56). */
const keptMonths = 36;

type Deps = { model: AccessesModel; keys: FamilyKeys; clock: Clock };
type Shown = Reply<'listAccesses'>['items'][number];

/** Who at a desk looked at a child (未成年人网络保护条例 36, 儿童个人信息网络保护规定 15). */
export function accessLog({ model, keys, clock }: Deps): AccessLog & AccessesOfFamily {
  async function shownOf(familyId: string, docs: readonly AccessDoc[]): Promise<Shown[]> {
    const key = await keys.find(familyId);
    return key ? docs.map((doc) => toShown(doc, key)) : [];
  }

  return {
    async note(desk, looks) {
      const now = clock.now();
      const on = homeToday(clock);
      await Promise.all(
        looks.map(async ({ familyId, childId, what }) => {
          const key = await keys.find(familyId);
          // A family that ended: nothing of it can be opened any more, so there was nothing to see.
          if (!key) return;
          const _id = derivedId('ac', familyId, childId, desk.membershipId, on, what);
          const sealed = key.seal(placeOf(_id), JSON.stringify([desk.name, desk.placeName]));
          await model.note({
            ...{ _id, familyId, childId, what, byRole: desk.role, sealed, on },
            firstAt: now,
            lastAt: now,
            times: 1,
            forgetAt: endOfHomeDay(addMonths(on, keptMonths)),
          });
        }),
      );
    },

    /** @throws DomainError input_invalid for a cursor that is none */
    async listAccesses(familyId: string, { cursor, limit = 20 }: Query<'listAccesses'>) {
      const docs = await model.list(familyId, cursor ? readCursor(cursor) : null, limit + 1);
      const page = docs.slice(0, limit);
      const last = page.at(-1);
      return {
        items: await shownOf(familyId, page),
        nextCursor: docs.length > limit && last ? encodeCursor([last.lastAt.getTime(), last._id]) : null,
      };
    },

    listForExport: async (familyId) => shownOf(familyId, await model.list(familyId, null, 0)),
    eraseFamily: (familyId) => model.eraseFamily(familyId),
  };
}

function readCursor(cursor: string): { lastAt: Date; id: string } {
  const [at, id] = decodeCursor(cursor, 2);
  return { lastAt: new Date(Number(at)), id: String(id) };
}

function toShown(doc: AccessDoc, key: FamilyKey): Shown {
  const { _id: id, childId, what, byRole, on, firstAt, lastAt, times } = doc;
  const [byName, placeName] = JSON.parse(key.open(placeOf(id), doc.sealed)) as [string, string];
  return {
    ...{ id, childId, what, byRole, byName, placeName, on, times },
    firstAt: firstAt.toISOString(),
    lastAt: lastAt.toISOString(),
  };
}

const placeOf = (id: string): string => `accesses/${id}`;
