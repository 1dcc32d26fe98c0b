import type { Reply } from '@nearcare/shared/contract/types';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { call } from '../../../api/client';
import { newIdempotencyKey } from '../../../api/idempotency-key';
import { useLastAnswer } from '../../../api/last-answers';
import { queryClient } from '../../../api/query-client';
import { mineKey, useSession } from '../../../api/session';
import { useIsPageShown } from '../../../platform/page';
import { PlayedLog } from './played-log';

export type Lesson = Reply<'getLesson'>;
export type Progress = Lesson['progress'];

/** A recorded class to learn from. Asked once: a new link in the middle would stop the player. */
export function useLesson(classId: string) {
  const { familyId, status } = useSession();
  return useQuery({
    queryKey: [mineKey, 'lesson', familyId, classId],
    queryFn: () => call('getLesson', { params: { classId } }),
    enabled: status === 'signedIn' && classId !== '',
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

/** What is said in it; kept on the phone, to be read without a network. */
export function useTranscript(classId: string, isThere: boolean) {
  const query = useQuery({
    queryKey: ['transcript', classId],
    queryFn: () => call('getLessonTranscript', { params: { classId } }),
    enabled: isThere && classId !== '',
    staleTime: 10 * 60_000,
  });
  const kept = useLastAnswer(`transcript.${classId}`, query.data);
  return { ...query, transcript: query.data ?? kept?.answer ?? null };
}

type Playing = { isPlaying: boolean; seconds: number; speed: number };

/**
 * Tells the service what is really played: at once when it starts, then as often as it likes, on a pause, and when the page
 * goes away. A report that was lost is handed in again; the service counts it once.
 */
export function useLessonProgress(lesson: Lesson, { isPlaying, seconds, speed }: Playing) {
  const [progress, setProgress] = useState(lesson.progress);
  const [isUnsent, setUnsent] = useState(false);
  const { classId, rules } = lesson;
  const log = useMemo(() => new PlayedLog(newIdempotencyKey(), lesson.progress.position), [lesson]);
  const isSending = useRef(false);
  const isShown = useIsPageShown();

  const send = useRef(async () => {});
  send.current = async () => {
    if (isSending.current) return;
    const report = log.next();
    if (report === null) return;
    isSending.current = true;
    try {
      const counted = await call('recordLessonProgress', { params: { classId }, body: report });
      log.answered(report);
      setProgress(counted.progress);
      setUnsent(false);
      if (counted.progress.finishedAt !== null && lesson.progress.finishedAt === null) recheckLearned();
    } catch {
      setUnsent(true);
    } finally {
      isSending.current = false;
    }
  };

  useEffect(() => {
    log.tell({ position: seconds, isPlaying, speed, nowMs: Date.now() });
  }, [log, seconds, isPlaying, speed]);

  useEffect(() => {
    if (!isPlaying) {
      // What was played up to the pause; nothing where it has not begun.
      if (log.hasMore) void send.current();
      return undefined;
    }
    void send.current();
    const timer = setInterval(() => void send.current(), rules.reportSeconds * 1000);
    return () => clearInterval(timer);
  }, [isPlaying, log, rules.reportSeconds]);

  useEffect(() => {
    if (!isShown && log.hasMore) void send.current();
  }, [isShown, log]);

  useEffect(
    () => () => {
      if (log.hasMore) void send.current();
    },
    [log],
  );

  return { progress, isUnsent, jumped: (position: number) => log.jumped(position) };
}

/** A lesson that was finished counts: the quilt and the lists show it. */
function recheckLearned(): void {
  for (const name of ['guidance', 'sign-ups', 'classes'])
    void queryClient.invalidateQueries({ queryKey: [mineKey, name] });
}
