import { deskRoutes } from '@nearcare/shared/contract/desk-routes';
import type { Query, Reply } from '@nearcare/shared/contract/types';
import { type InfiniteData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { sendChunk } from '../../../api/client';
import { deskKey } from '../../../api/desk';
import { queryClient } from '../../../api/query-client';
import type { UploadWay } from '../../../api/upload';
import { askDesk } from '../ask-desk';
import { callDesk } from '../call-desk';

export type DeskClass = Reply<'deskGetClass'>;
export type DeskClassItem = Reply<'deskListClasses'>['items'][number];
export type ClassGroup = NonNullable<Query<'deskListClasses'>['group']>;
export type Attendee = Reply<'deskListAttendees'>['items'][number];
export type HeldComment = Reply<'deskListHeldComments'>['items'][number];
export type DeskLesson = Reply<'deskGetLesson'>;
export type DeskLiveRoom = Reply<'deskGetLiveRoom'>;
export type DeskLiveQuestion = Reply<'deskListLiveQuestions'>['items'][number];

const listKey = [...deskKey, 'classes'] as const;
const heldKey = [...deskKey, 'heldComments'] as const;
const oneKey = (id: string) => [...deskKey, 'class', id] as const;
const attendeesKey = (id: string) => [...deskKey, 'attendees', id] as const;

/** Classes of this desk, page by page. They name nobody. */
export function useDeskClasses(group: ClassGroup) {
  const query = useInfiniteQuery({
    queryKey: [...listKey, group],
    queryFn: ({ pageParam }) =>
      askDesk('deskListClasses', { query: { group, ...(pageParam === null ? {} : { cursor: pageParam }) } }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  return { ...query, items: query.data?.pages.flatMap(({ items }) => items) ?? null };
}

export function useDeskClass(id: string) {
  return useQuery({
    queryKey: oneKey(id),
    queryFn: () => askDesk('deskGetClass', { params: { classId: id } }),
    enabled: id !== '',
    staleTime: 5_000,
  });
}

export function keepDeskClass(of: DeskClass): void {
  queryClient.setQueryData(oneKey(of.id), of);
  void queryClient.invalidateQueries({ queryKey: listKey });
  // What parents see of it, should the same phone look.
  void queryClient.invalidateQueries({ queryKey: ['class', of.id] });
}

export function recheckDeskClass(id: string): void {
  void queryClient.invalidateQueries({ queryKey: oneKey(id) });
}

const poolKey = [...deskKey, 'experts'] as const;

/** Experts that a class of this desk may name, and of which district the desk is. */
export function useExpertPool() {
  const query = useInfiniteQuery({
    queryKey: poolKey,
    queryFn: ({ pageParam }) =>
      askDesk('deskListExperts', { query: pageParam === null ? {} : { cursor: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const pages = query.data?.pages ?? [];
  return { ...query, district: pages[0]?.district ?? null, items: pages.flatMap(({ items }) => items) };
}

/** Somebody may have left it. */
export function recheckExpertPool(): void {
  void queryClient.invalidateQueries({ queryKey: poolKey });
}

/** Comments that wait for a decision. Asked only once it is wanted: each look is written down for the families. */
export function useHeldComments() {
  const query = useInfiniteQuery({
    queryKey: heldKey,
    queryFn: ({ pageParam }) =>
      askDesk('deskListHeldComments', { query: pageParam === null ? {} : { cursor: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  return { ...query, items: query.data?.pages.flatMap(({ items }) => items) ?? null };
}

/** It was decided about; the others stay as they were read. */
export function forgetHeldComment(id: string): void {
  queryClient.setQueryData<InfiniteData<Reply<'deskListHeldComments'>>>(
    heldKey,
    (before) =>
      before && {
        ...before,
        pages: before.pages.map((page) => ({ ...page, items: page.items.filter((one) => one.id !== id) })),
      },
  );
}

/** Who has a seat or waits. Asked only once it is wanted: each look is written down for the families. */
export function useAttendees(id: string, isWanted: boolean) {
  const query = useInfiniteQuery({
    queryKey: attendeesKey(id),
    queryFn: ({ pageParam }) =>
      askDesk('deskListAttendees', {
        params: { classId: id },
        query: { limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    enabled: isWanted,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return { ...query, items: query.data?.pages.flatMap(({ items }) => items) ?? null };
}

/** One who was marked, without reading all names again: that would be another look at each of them. */
export function keepAttendee(id: string, attendee: Attendee): void {
  queryClient.setQueryData<{ pages: Reply<'deskListAttendees'>[]; pageParams: unknown[] }>(
    attendeesKey(id),
    (list) =>
      list && {
        ...list,
        pages: list.pages.map((page) => ({
          ...page,
          items: page.items.map((one) => (one.signUpId === attendee.signUpId ? attendee : one)),
        })),
      },
  );
  recheckDeskClass(id);
}

const lessonKey = (id: string) => [...deskKey, 'lesson', id] as const;

export function useDeskLesson(id: string) {
  return useQuery({
    queryKey: lessonKey(id),
    queryFn: () => askDesk('deskGetLesson', { params: { classId: id } }),
    enabled: id !== '',
  });
}

export function keepDeskLesson(of: DeskLesson): void {
  queryClient.setQueryData(lessonKey(of.classId), of);
  recheckDeskClass(of.classId);
}

/** Recordings of classes: of the desk, not of a family. */
export function mediaUploads(takes: DeskLesson['limits']['types']): UploadWay {
  return {
    takes,
    begin: (body, idempotencyKey) => callDesk('deskStartClassMedia', { body }, { idempotencyKey }),
    read: (fileId) => callDesk('deskGetClassMedia', { params: { fileId } }),
    sendChunk: (of) => sendChunk<'deskUploadClassMediaChunk'>(deskRoutes.deskUploadClassMediaChunk, of),
    complete: (fileId) => callDesk('deskCompleteClassMedia', { params: { fileId } }),
    discard: (fileId) => callDesk('deskDiscardClassMedia', { params: { fileId } }),
    link: null,
  };
}

/** Lines of a room, while its host has no socket. */
export const pollRoom = (classId: string, after: number) =>
  callDesk('deskListLiveEvents', { params: { classId }, query: { after } });

const roomKey = (id: string) => [...deskKey, 'live-room', id] as const;
const questionsKey = (id: string) => [...deskKey, 'live-questions', id] as const;

export function useDeskRoom(id: string) {
  return useQuery({
    queryKey: roomKey(id),
    queryFn: () => askDesk('deskGetLiveRoom', { params: { classId: id } }),
    enabled: id !== '',
    refetchInterval: 30_000,
  });
}

export function keepDeskRoom(room: DeskLiveRoom): void {
  queryClient.setQueryData(roomKey(room.classId), room);
  void queryClient.invalidateQueries({ queryKey: questionsKey(room.classId) });
}

export function useDeskLiveQuestions(id: string) {
  const query = useInfiniteQuery({
    queryKey: questionsKey(id),
    queryFn: ({ pageParam }) =>
      askDesk('deskListLiveQuestions', {
        params: { classId: id },
        query: { limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    enabled: id !== '',
    // Whom a colleague asked to listen first stands in no line of the log.
    refetchInterval: 30_000,
  });
  return { ...query, items: query.data?.pages.flatMap(({ items }) => items) ?? null };
}

export function recheckLiveQuestions(id: string): void {
  void queryClient.invalidateQueries({ queryKey: questionsKey(id) });
}
