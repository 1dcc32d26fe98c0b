import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { useWrite } from '../../../api/use-write';
import { replaceWith } from '../../../platform/navigate';
import { Button } from '../../../ui/button';
import { PageShell } from '../../../ui/page-shell';
import { Unread } from '../../../ui/unread';
import { WriteFault } from '../../../ui/write-fault';
import { askDesk } from '../ask-desk';
import { OpenDeskGate } from '../desk-gate';
import { type DeskLesson, keepDeskLesson, useDeskLesson } from './ask-classes-desk';
import { RecordingFields, useRecording } from './recording-fields';

const title = '放录像';

/** The recording of a recorded class: a file, or an address; chapters and text beside it. */
export function LessonDeskPage({ id, overlay }: { id: string; overlay?: ReactNode }) {
  return (
    <OpenDeskGate title={title} overlay={overlay}>
      {() => (
        <PageShell title={title} overlay={overlay}>
          <Recording id={id} />
        </PageShell>
      )}
    </OpenDeskGate>
  );
}

function Recording({ id }: { id: string }) {
  const read = useDeskLesson(id);
  const { data: lesson } = read;
  if (lesson === undefined)
    return (
      <View className="nc-card">
        <Unread label="正在取录像" read={read} />
      </View>
    );
  return <Form key={lesson.updatedAt ?? 'new'} lesson={lesson} />;
}

function Form({ lesson }: { lesson: DeskLesson }) {
  const of = useRecording(lesson);
  const [areFaultsShown, setFaultsShown] = useState(false);
  const write = useWrite();
  const save = () => {
    setFaultsShown(true);
    const { body } = of;
    if (body === null) return;
    void write.run(async () => {
      // The whole of it each time: said twice it is the same, so it needs no key.
      keepDeskLesson(await askDesk('deskSetLesson', { params: { classId: lesson.classId }, body }));
      replaceWith('/pages/desk-classes/class', { id: lesson.classId });
    });
  };
  return (
    <View className="nc-card">
      {lesson.learners.started > 0 && (
        <View className="nc-small">
          {lesson.learners.started} 家在学，{lesson.learners.finished} 家学完了。
        </View>
      )}
      <RecordingFields of={of} areFaultsShown={areFaultsShown} />
      <WriteFault error={write.error} />
      <Button
        className="nc-above-16"
        text={write.isBusy ? '正在放上去' : of.uploads.isSending ? '等文件传完' : '放上去'}
        isBusy={write.isBusy}
        isDisabled={of.uploads.isSending}
        onTap={save}
      />
    </View>
  );
}
