import type { Reply } from '@nearcare/shared/contract/types';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../api/client';
import { keepAnswer, readAnswer } from '../../../api/last-answers';
import { mineKey, useSession } from '../../../api/session';

export type LiveRoom = Reply<'getLiveRoom'>;
export type AskedQuestion = Reply<'postLiveQuestion'>;

/** What was watched so far grows, and a replay may come; once a minute is fresh enough. */
const askAgainMs = 60_000;

export function useLiveRoom(classId: string) {
  const { familyId, status } = useSession();
  return useQuery({
    queryKey: [mineKey, 'live-room', familyId, classId],
    queryFn: () => call('getLiveRoom', { params: { classId } }),
    enabled: status === 'signedIn' && classId !== '',
    staleTime: 5_000,
    refetchInterval: ({ state }) =>
      state.data?.state === 'live' || state.data?.state === 'ended' ? askAgainMs : false,
  });
}

type Asked = { classId: string; questions: readonly AskedQuestion[] };
const keptKey = 'mine.live-questions';

/** The questions that this phone asked in the room, so that one knows one's own among the letters. */
export function useMyQuestions(classId: string) {
  const [questions, setQuestions] = useState<readonly AskedQuestion[]>(() => {
    const kept = readAnswer<Asked>(keptKey)?.answer;
    return kept?.classId === classId ? kept.questions : [];
  });
  const remember = (question: AskedQuestion) => {
    const next = [...questions.filter(({ id }) => id !== question.id), question];
    keepAnswer(keptKey, { classId, questions: next } satisfies Asked);
    setQuestions(next);
  };
  return { questions, remember };
}
