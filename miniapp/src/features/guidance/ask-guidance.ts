import '../../api/later-messages';
import type { Query, Reply } from '@nearcare/shared/contract/types';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call } from '../../api/client';
import { useLastAnswer } from '../../api/last-answers';
import { queryClient } from '../../api/query-client';
import { mineKey, useSession } from '../../api/session';

export type Guidance = Reply<'getGuidance'>;
export type Expert = Reply<'getExpert'>;
export type ExpertItem = Reply<'listExperts'>['items'][number];
export type ExpertQuestion = Reply<'getExpertQuestion'>;
export type HomeVisit = Reply<'getHomeVisit'>;

const guidanceKey = (childId: string) => [mineKey, 'guidance', childId] as const;

/** What a child's family learned, year by year; as this phone saw it last while there is no network. */
export function useGuidance(childId: string) {
  const { status } = useSession();
  const query = useQuery({
    queryKey: guidanceKey(childId),
    queryFn: () => call('getGuidance', { params: { childId } }),
    enabled: status === 'signedIn' && childId !== '',
  });
  const kept = useLastAnswer(`mine.guidance.${childId}`, query.data);
  const isKept = query.data === undefined && kept !== null && status !== 'signedOut' && !query.isFetching;
  return {
    ...query,
    guidance: query.data ?? (isKept ? kept.answer : null),
    keptAtMs: isKept ? kept.keptAtMs : null,
  };
}

export function keepGuidance(guidance: Guidance): void {
  queryClient.setQueryData(guidanceKey(guidance.childId), guidance);
}

/** Where the family lives stands in every child's answer. */
export function recheckGuidance(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: [mineKey, 'guidance'] });
}

type ExpertFilter = Pick<Query<'listExperts'>, 'topic' | 'districtCode'>;

export function useExperts(filter: ExpertFilter) {
  const query = useInfiniteQuery({
    queryKey: ['experts', filter],
    queryFn: ({ pageParam }) =>
      call('listExperts', { query: { ...filter, ...(pageParam === null ? {} : { cursor: pageParam }) } }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  return { ...query, items: query.data?.pages.flatMap(({ items }) => items) ?? null };
}

export function useExpert(expertId: string) {
  const query = useQuery({
    queryKey: ['expert', expertId],
    queryFn: () => call('getExpert', { params: { expertId } }),
    enabled: expertId !== '',
  });
  const kept = useLastAnswer(`expert.${expertId}`, query.data);
  const isKept = query.data === undefined && kept !== null && !query.isFetching;
  return {
    ...query,
    expert: query.data ?? (isKept ? kept.answer : null),
    keptAtMs: isKept ? kept.keptAtMs : null,
  };
}

const questionsKey = (familyId: string | null) => [mineKey, 'expert-questions', familyId] as const;

/** My family's questions with their answers, the last asked first. */
export function useMyQuestions() {
  const { familyId, status } = useSession();
  const query = useInfiniteQuery({
    queryKey: questionsKey(familyId),
    queryFn: ({ pageParam }) =>
      call('listMyExpertQuestions', { query: pageParam === null ? {} : { cursor: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    enabled: status === 'signedIn',
    staleTime: 5_000,
  });
  const kept = useLastAnswer('mine.expert-questions', query.data?.pages[0]?.items);
  const isKept = query.data === undefined && kept !== null && status !== 'signedOut' && !query.isFetching;
  return {
    ...query,
    items: query.data?.pages.flatMap(({ items }) => items) ?? (isKept ? kept.answer : null),
    keptAtMs: isKept ? kept.keptAtMs : null,
  };
}

export function recheckQuestions(): void {
  void queryClient.invalidateQueries({ queryKey: [mineKey, 'expert-questions'] });
}

const visitsKey = (familyId: string | null) => [mineKey, 'home-visits', familyId] as const;
const visitKey = (familyId: string | null, id: string) => [mineKey, 'home-visit', familyId, id] as const;

export function useMyVisits() {
  const { familyId, status } = useSession();
  const query = useInfiniteQuery({
    queryKey: visitsKey(familyId),
    queryFn: ({ pageParam }) =>
      call('listMyHomeVisits', { query: pageParam === null ? {} : { cursor: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    enabled: status === 'signedIn',
    staleTime: 5_000,
  });
  return { ...query, items: query.data?.pages.flatMap(({ items }) => items) ?? null };
}

/** One home visit. It holds an address, so nothing of it is kept on the phone. */
export function useVisit(homeVisitId: string) {
  const { familyId, status } = useSession();
  const query = useQuery({
    queryKey: visitKey(familyId, homeVisitId),
    queryFn: () => call('getHomeVisit', { params: { homeVisitId } }),
    enabled: status === 'signedIn' && homeVisitId !== '',
    staleTime: 5_000,
  });
  return { ...query, visit: query.data ?? null };
}

export function keepVisit(visit: HomeVisit): void {
  const { familyId } = useSession.getState();
  queryClient.setQueryData(visitKey(familyId, visit.id), visit);
  void queryClient.invalidateQueries({ queryKey: [mineKey, 'home-visits'] });
  void queryClient.invalidateQueries({ queryKey: [mineKey, 'guidance'] });
}

/** Who makes home visits in a district. */
export function useVisitProviders(districtCode: string) {
  return useQuery({
    queryKey: ['providers', districtCode],
    queryFn: () => call('listHomeVisitProviders', { query: { districtCode } }),
    enabled: districtCode !== '',
  });
}
