import { DomainError } from '../../../lib/domain-error.js';
import { getRegion } from '../../../regions/regions.js';
import type { CentreModels } from '../centres.model.js';
import type { RosterVacancies } from '../centres.public.js';
import type { Vacancy } from '../centres.rules.js';
import { toAskedCard } from '../centres.view.js';
import type { FoundCard } from './card-writer.js';
import { type Choice, type Hit, priceFen } from './choice.js';
import { listStored } from './finding.model.js';
import type { FreshIndex } from './fresh-index.js';
import type { Question } from './question.js';
import { firstOf, type Place, type Sort, vacancyOrder } from './sorting.rules.js';
import { isFree, vacanciesOf } from './vacancies.service.js';

type Found = { hit: Hit; vacancy: Vacancy };
type Candidate = { hit: Hit; vacancy: Vacancy | undefined; place: Place };

export type PageAsked = { sort: Sort; after: Place | null; limit: number };
export type Page = {
  items: FoundCard[];
  /** Where the next page begins; null after the last one. */
  next: Place | null;
  total: number | null;
  isTotalComplete: boolean;
};

/** Free places of more centres than this are not counted from bookings for one answer. */
const mostCounted = 1_000;
/** At most so many are looked at for one page of those that have free places. */
const mostExamined = 400;
const notCounted: Vacancy = { state: 'unknown', places: null, asOf: null, ageMinutes: null, basis: 'roster' };
/** Behind every price and every grade. */
const last = Number.MAX_SAFE_INTEGER;

export type Finding = ReturnType<typeof finding>;

/** Finds centres in the index, or in the store itself until the index is loaded. */
export function finding({
  models,
  index,
  vacancies,
}: {
  models: CentreModels;
  index: FreshIndex;
  vacancies: RosterVacancies;
}) {
  async function list(choice: Choice): Promise<{ hits: Hit[]; isComplete: boolean }> {
    const loaded = await index.current();
    return loaded ? { hits: loaded.list(choice), isComplete: true } : listStored(models, choice);
  }

  /** @throws DomainError input_invalid (sort) where free places of too many would have to be counted */
  async function page(question: Question, { sort, after, limit }: PageAsked): Promise<Page> {
    const { hits, isComplete } = await list(question.choice);
    const { day, isFreeOnly, now } = question;
    const isCountable = day === null || hits.length <= mostCounted;
    if (sort === 'vacancy' && !isCountable) throw tooManyToSort();
    const isCounted = isCountable && (sort === 'vacancy' || (isFreeOnly && !after));
    const free = isCounted ? await vacanciesOf(factsOf(hits), day, vacancies, now) : [];
    const all = hits.map((hit, at) => toCandidate(hit, free[at], sort, question.choice));
    const fitting =
      isFreeOnly && isCounted ? all.filter(({ vacancy }) => vacancy && isFree(vacancy, day)) : all;
    const { items, next } = await show(fitting, question, after, limit);
    return {
      items,
      next,
      total: after ? null : isFreeOnly && !isCounted ? items.length : fitting.length,
      isTotalComplete: !after && isComplete && (isCounted || !isFreeOnly),
    };
  }

  /** The cards behind `after`. Free places not counted yet are counted for what comes next, until the page is full. */
  async function show(all: readonly Candidate[], question: Question, after: Place | null, limit: number) {
    const { day, isFreeOnly, choice, now } = question;
    const items: FoundCard[] = [];
    let next = after;
    for (let examined = 0; ; examined += limit) {
      const batch = firstOf(all, limit + 1, next);
      const known = batch.every(({ vacancy }) => vacancy !== undefined);
      const free = known
        ? batch.map(({ vacancy }) => vacancy)
        : await vacanciesOf(factsOf(batch.map(({ hit }) => hit)), day, vacancies, now);
      for (const [at, { hit, place }] of batch.entries()) {
        if (items.length === limit) return { items, next };
        const vacancy = free[at];
        next = place;
        if (vacancy && (!isFreeOnly || isFree(vacancy, day))) items.push(cardOf(hit, choice, vacancy));
      }
      if (batch.length <= limit) return { items, next: null };
      if (examined >= mostExamined) return { items, next };
    }
  }

  /** All that fit, in no order. Of too many to count, those nearest to `from` are counted and the others unknown. */
  async function all(question: Question): Promise<{ found: Found[]; isComplete: boolean }> {
    const { hits, isComplete } = await list(question.choice);
    const { day, isFreeOnly, now } = question;
    const isCountable = day === null || hits.length <= mostCounted;
    if (!isCountable) hits.sort((a, b) => (a.millimetres ?? 0) - (b.millimetres ?? 0));
    const counted = isCountable ? hits : hits.slice(0, mostCounted);
    const free = await vacanciesOf(factsOf(counted), day, vacancies, now);
    const found = hits.map((hit, at) => ({ hit, vacancy: free[at] ?? notCounted }));
    if (!isFreeOnly) return { found, isComplete };
    const fitting = found.filter(({ vacancy }) => isFree(vacancy, day));
    return { found: fitting, isComplete: isComplete && isCountable };
  }

  return { list, page, all };
}

function toCandidate(hit: Hit, vacancy: Vacancy | undefined, sort: Sort, choice: Choice): Candidate {
  // No more of a name than a cursor has room for.
  const second = sort === 'distance' ? 0 : (hit.millimetres ?? hit.facts.name.slice(0, 20));
  return { hit, vacancy, place: new HitPlace(orderOf(hit, vacancy, sort, choice), second, hit) };
}

/** The id is looked up only where two are alike in all else: the facts of most that are found are never touched. */
class HitPlace implements Place {
  constructor(
    readonly first: number,
    readonly second: number | string,
    private readonly hit: Hit,
  ) {}

  get id(): string {
    return this.hit.facts._id;
  }
}

const gradeOrder = { A: 0, B: 1, C: 2, D: 3 } as const;

function orderOf(
  { facts, rank, millimetres }: Hit,
  vacancy: Vacancy | undefined,
  sort: Sort,
  choice: Choice,
) {
  switch (sort) {
    case 'distance':
      return millimetres ?? 0;
    case 'price':
      return Math.min(last, priceFen(facts, choice));
    case 'grade':
      return facts.grade ? gradeOrder[facts.grade] : last;
    case 'vacancy':
      return vacancy ? vacancyOrder(vacancy) : last;
    case 'relevance':
      return rank ?? 0;
  }
}

function cardOf({ facts, millimetres }: Hit, choice: Choice, vacancy: Vacancy): FoundCard {
  const metres = millimetres === null ? null : millimetres / 1000;
  return { facts, asked: toAskedCard(facts, getRegion(facts.regionCode), choice, metres, vacancy) };
}

function factsOf(hits: readonly Hit[]) {
  return hits.map(({ facts }) => facts);
}

function tooManyToSort(): DomainError {
  return new DomainError('input_invalid', { n: 1 }, [
    { path: '/sort', message: '这里的机构太多，缩小范围再按空位排' },
  ]);
}
