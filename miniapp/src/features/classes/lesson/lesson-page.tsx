import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { useClass } from '../../../api/classes';
import { asApiError } from '../../../api/problem';
import { requireSession, useSession } from '../../../api/session';
import { replaceWith } from '../../../platform/navigate';
import { Button } from '../../../ui/button';
import { EmptyCard } from '../../../ui/empty-card';
import { PageShell } from '../../../ui/page-shell';
import { Unread } from '../../../ui/unread';
import '../classes.css';
import './lesson.css';
import { LessonPlayer } from './lesson-player';
import { TranscriptCard } from './transcript-card';
import { useLesson } from './use-lesson';

/** A recorded class: it goes on where it was left, on whichever phone. Without a network its text stays readable. */
export function LessonPage({ classId, overlay }: { classId: string; overlay?: ReactNode }) {
  const isSignedOut = useSession((session) => session.status === 'signedOut');
  const read = useLesson(classId);
  const { data: lesson, error } = read;
  const { of } = useClass(classId);
  const [seek, setSeek] = useState<{ to: number } | null>(null);
  const title = lesson?.title ?? of?.title ?? '录播课';
  const toClass = () => replaceWith('/pages/class/index', { id: classId });
  return (
    <PageShell title={title} isDemo={lesson?.isDemo ?? of?.isDemo ?? false} overlay={overlay}>
      {isSignedOut ? (
        <EmptyCard seed="lesson" title="先登录一下" sentence="登录后接着上次的地方学。">
          <Button text="登录" onTap={() => requireSession(() => undefined)} />
        </EmptyCard>
      ) : lesson === undefined ? (
        <View className="nc-card">
          {error !== null && !read.isFetching && asApiError(error).code === 'sign_up_first' ? (
            <EmptyCard seed="lesson" title="还没开始学这节课" sentence="点“开始学”就行，不收费也不占名额。">
              <Button text="去开始" onTap={toClass} />
            </EmptyCard>
          ) : (
            <Unread label="正在打开这节课" read={read} steps={{ back: toClass }} />
          )}
        </View>
      ) : (
        <LessonPlayer
          key={lesson.media.url}
          lesson={lesson}
          seek={seek}
          onReload={() => void read.refetch()}
        />
      )}
      <TranscriptCard
        classId={classId}
        isThere={lesson?.hasTranscript ?? true}
        canSeek={lesson !== undefined}
        onSeek={(to) => setSeek({ to })}
      />
    </PageShell>
  );
}
