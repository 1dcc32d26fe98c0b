import type { Body } from '@nearcare/shared/contract/types';
import { DomainError } from '../../../lib/domain-error.js';
import { type KnownExperts, poolsOf } from '../../experts/experts.public.js';
import type { ParentingClass } from '../class.rules.js';

type Told = NonNullable<Body<'deskPublishClass'>['experts']>;
type Named = ParentingClass['experts'];

/**
 * Who gives a class, as it is kept. One who is named by id is in the pool of the organiser's district, or of a level
 * above it, whose codes begin alike; and is called what the pool says, so that no other name leads to their page. One who
 * left the pool since stays in the classes that have them.
 * @throws DomainError expert_not_in_pool (`n`: the first of them, from 1)
 */
export async function namedExperts(
  told: Told,
  organiser: Pick<ParentingClass['organiser'], 'districtCode'>,
  { before, experts }: { before: Named; experts: KnownExperts },
): Promise<Named> {
  const pool = new Map(
    (await experts.listActive(told.flatMap(({ id }) => id ?? []))).map((one) => [one.id, one]),
  );
  const pools = poolsOf(organiser.districtCode);
  const strangers: number[] = [];
  const named = told.map(({ id, name, title = null }, index) => {
    if (id === undefined) return { id: null, name: name.trim(), title };
    const known = pool.get(id);
    if (known && pools.includes(known.districtCode)) return { id, name: known.name, title: known.title };
    const kept = before.find((one) => one.id === id);
    if (kept) return kept;
    strangers.push(index);
    return { id, name, title };
  });
  const [first] = strangers;
  if (first === undefined) return named;
  const message = '本区的专家库里没有这位';
  throw new DomainError(
    'expert_not_in_pool',
    { n: first + 1 },
    strangers.map((index) => ({ path: `/experts/${index}/id`, message })),
  );
}
