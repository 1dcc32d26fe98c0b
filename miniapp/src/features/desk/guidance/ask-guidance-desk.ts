import type { Query, Reply } from '@nearcare/shared/contract/types';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { deskKey } from '../../../api/desk';
import { queryClient } from '../../../api/query-client';
import { askDesk, refreshInbox } from '../ask-desk';

export type DeskQuestion = Reply<'deskGetExpertQuestion'>;
export type DeskQuestionItem = Reply<'deskListExpertQuestions'>['items'][number];
export type QuestionGroup = NonNullable<Query<'deskListExpertQuestions'>['group']>;
export type DeskVisit = Reply<'deskGetHomeVisit'>;
export type DeskVisitItem = Reply<'deskListHomeVisits'>['items'][number];
export type VisitGroup = NonNullable<Query<'deskListHomeVisits'>['group']>;
export type DistrictsCoverage = Reply<'deskListCoverageBelow'>;
export type OfficerCoverage = Reply<'deskGetGuidanceCoverage'>;

const questionsKey = [...deskKey, 'expert-questions'] as const;
const questionKey = (id: string) => [...deskKey, 'expert-question', id] as const;

/** Questions to the experts of this district. They name nobody and hold no text. */
export function useDeskQuestions(group: QuestionGroup) {
  const query = useInfiniteQuery({
    queryKey: [...questionsKey, group],
    queryFn: ({ pageParam }) =>
      askDesk('deskListExpertQuestions', {
        query: { group, ...(pageParam === null ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  return { ...query, items: query.data?.pages.flatMap(({ items }) => items) ?? null };
}

/** Each look is written down for the family. */
export function useDeskQuestion(id: string) {
  return useQuery({
    queryKey: questionKey(id),
    queryFn: () => askDesk('deskGetExpertQuestion', { params: { expertQuestionId: id } }),
    enabled: id !== '',
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function keepDeskQuestion(of: DeskQuestion): void {
  queryClient.setQueryData(questionKey(of.id), of);
  void queryClient.invalidateQueries({ queryKey: questionsKey });
  void refreshInbox();
}

const visitsKey = [...deskKey, 'home-visits'] as const;
const visitKey = (id: string) => [...deskKey, 'home-visit', id] as const;

/** Home visits asked of this district or centre. They name nobody and no place. */
export function useDeskVisits(group: VisitGroup) {
  const query = useInfiniteQuery({
    queryKey: [...visitsKey, group],
    queryFn: ({ pageParam }) =>
      askDesk('deskListHomeVisits', {
        query: { group, ...(pageParam === null ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  return { ...query, items: query.data?.pages.flatMap(({ items }) => items) ?? null };
}

/** Each look is written down for the family. */
export function useDeskVisit(id: string) {
  return useQuery({
    queryKey: visitKey(id),
    queryFn: () => askDesk('deskGetHomeVisit', { params: { homeVisitId: id } }),
    enabled: id !== '',
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function keepDeskVisit(of: DeskVisit): void {
  queryClient.setQueryData(visitKey(of.id), of);
  void queryClient.invalidateQueries({ queryKey: visitsKey });
  void refreshInbox();
}

export function recheckDeskVisit(id: string): void {
  void queryClient.invalidateQueries({ queryKey: visitKey(id) });
}

export function useDeskCoverage() {
  return useQuery({
    queryKey: [...deskKey, 'coverage'],
    queryFn: () => askDesk('deskGetGuidanceCoverage', {}),
  });
}

/** Of the districts below, for a desk above them. */
export function useCoverageBelow() {
  return useQuery({
    queryKey: [...deskKey, 'coverageBelow'],
    queryFn: () => askDesk('deskListCoverageBelow', {}),
  });
}

const guidanceCentresKey = [...deskKey, 'guidance-centres'] as const;

/** Centres of this district that make home visits. */
export function useGuidanceCentres() {
  return useQuery({
    queryKey: guidanceCentresKey,
    queryFn: () => askDesk('deskListGuidanceCentres', {}),
  });
}

export function keepGuidanceCentres(centres: Reply<'deskListGuidanceCentres'>): void {
  queryClient.setQueryData(guidanceCentresKey, centres);
}
