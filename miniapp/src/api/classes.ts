import './later-messages';
import type { Query, Reply } from '@nearcare/shared/contract/types';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from './client';
import { useLastAnswer } from './last-answers';
import { queryClient } from './query-client';
import { type Region, useRegions } from './regions';
import { mineKey, useSession } from './session';

export type ClassCard = Reply<'listClasses'>['items'][number];
export type ParentClass = Reply<'getClass'>;
export type SignUp = Reply<'getSignUp'>;
export type ClassFilters = Omit<Query<'listClassesForChild'>, 'cursor' | 'limit'>;
/** For a child what fits it and was not learned yet; else for an age, or for all. */
export type ClassesFor = { childId: string } | { ageMonths: number | null };

type Position = Pick<Query<'getClass'>, 'lat' | 'lng' | 'datum'>;
const nowhere: Position = {};
const pageSize = 20;

/** Today in the region of that district; of the first region where it is not known. Null until regions came. */
export function todayIn(regions: readonly Region[], districtCode: string): string | null {
  const own = regions.find(({ districts }) => districts.some(({ code }) => code === districtCode));
  return (own ?? regions[0])?.today ?? null;
}

export function useTodayIn(districtCode: string): string | null {
  return todayIn(useRegions().regions, districtCode);
}

/** Classes page by page. What this phone saw first without filters stays readable, with its age, without a network. */
export function useClasses(asked: ClassesFor, filters: ClassFilters) {
  const { familyId, status } = useSession();
  const isForChild = 'childId' in asked;
  const read = async (cursor: string | null): Promise<Reply<'listClasses'>> => {
    const query = { ...filters, limit: pageSize, ...(cursor === null ? {} : { cursor }) };
    if ('childId' in asked) return call('listClassesForChild', { params: { childId: asked.childId }, query });
    const { ageMonths } = asked;
    return call('listClasses', { query: { ...query, ...(ageMonths === null ? {} : { ageMonths }) } });
  };
  const query = useInfiniteQuery({
    queryKey: isForChild ? [mineKey, 'classes', familyId, asked, filters] : ['classes', asked, filters],
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    enabled: !isForChild || status === 'signedIn',
  });
  const isPlain = Object.keys(filters).length === 0;
  const keptKey = isForChild ? `mine.classes.${asked.childId}` : 'classes';
  const first = isPlain ? query.data?.pages[0] : undefined;
  const keepable = useMemo(() => first?.items.map(withoutDistance), [first]);
  const kept = useLastAnswer<ClassCard[]>(keptKey, keepable);
  const isKept = query.data === undefined && kept !== null && !query.isFetching;
  return {
    ...query,
    items: query.data?.pages.flatMap(({ items }) => items) ?? (isKept ? keptOf(kept.answer, filters) : null),
    keptAtMs: isKept ? kept.keptAtMs : null,
  };
}

/** A distance tells where the parent stood, so it does not stay on the phone. */
const withoutDistance = (card: ClassCard): ClassCard => ({ ...card, distanceMetres: null });

const keptOf = (items: readonly ClassCard[], { topic, way, kind }: ClassFilters) =>
  items.filter(
    (card) =>
      (topic === undefined || card.topic === topic) &&
      (way === undefined || card.way === way) &&
      (kind === undefined || card.kind === kind),
  );

/** All classes with a time between two civil days, both included. */
export function useClassesBetween(from: string, to: string, ageMonths: number | null) {
  return useQuery({
    queryKey: ['classes', 'between', from, to, ageMonths],
    queryFn: async () => {
      const items: ClassCard[] = [];
      let cursor: string | null = null;
      do {
        const page: Reply<'listClasses'> = await call('listClasses', {
          query: {
            ...{ from, to, limit: 50 },
            ...(ageMonths === null ? {} : { ageMonths }),
            ...(cursor === null ? {} : { cursor }),
          },
        });
        items.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null);
      return items;
    },
    enabled: from !== '',
  });
}

const classKey = (classId: string) => ['class', classId] as const;

/** One class; what this phone saw last while there is no network. */
export function useClass(classId: string, position: Position = nowhere) {
  const query = useQuery({
    queryKey: [...classKey(classId), position],
    queryFn: () => call('getClass', { params: { classId }, query: position }),
    enabled: classId !== '',
    staleTime: 10_000,
  });
  const { data } = query;
  const keepable = useMemo(
    () => (data === undefined ? undefined : { ...data, distanceMetres: null }),
    [data],
  );
  const kept = useLastAnswer(`class.${classId}`, keepable);
  const isKept = query.data === undefined && kept !== null && !query.isFetching;
  return {
    ...query,
    of: query.data ?? (isKept ? kept.answer : null),
    keptAtMs: isKept ? kept.keptAtMs : null,
  };
}

type Group = 'coming' | 'past';
const signUpsKey = (familyId: string | null, group: Group) => [mineKey, 'sign-ups', familyId, group] as const;

/** An offer or a place in line may change at any moment. */
const askAgainMs = 30_000;
const isInLine = ({ status }: SignUp) => status === 'waiting' || status === 'offered';

/** What my family signed up for; the codes for the door stay on the phone. */
export function useMySignUps(group: Group) {
  const { familyId, status } = useSession();
  const query = useInfiniteQuery({
    queryKey: signUpsKey(familyId, group),
    queryFn: ({ pageParam }) =>
      call('listMySignUps', {
        query: { group, limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    enabled: status === 'signedIn',
    staleTime: 5_000,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isInLine)) ? askAgainMs : false,
  });
  const kept = useLastAnswer(`mine.sign-ups.${group}`, query.data?.pages[0]?.items);
  const isKept = query.data === undefined && kept !== null && status !== 'signedOut' && !query.isFetching;
  return {
    ...query,
    items: query.data?.pages.flatMap(({ items }) => items) ?? (isKept ? kept.answer : null),
    keptAtMs: isKept ? kept.keptAtMs : null,
  };
}

/** The class of one of my sign-ups, for a notice that names only that; '' until it is known. */
export function useClassIdOf(signUpId: string) {
  const { familyId, status } = useSession();
  const query = useQuery({
    queryKey: [mineKey, 'sign-up', familyId, signUpId],
    queryFn: () => call('getSignUp', { params: { signUpId } }),
    enabled: status === 'signedIn' && signUpId !== '',
  });
  return { ...query, classId: query.data?.class.id ?? '' };
}

/** Puts what a write answered into every place that shows it. */
export function keepSignUp(signUp: SignUp): void {
  void queryClient.invalidateQueries({ queryKey: [mineKey, 'sign-ups'] });
  void queryClient.invalidateQueries({ queryKey: [mineKey, 'classes'] });
  void queryClient.invalidateQueries({ queryKey: ['classes'] });
  void queryClient.invalidateQueries({ queryKey: classKey(signUp.class.id) });
}
