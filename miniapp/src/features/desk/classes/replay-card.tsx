import { View } from '@tarojs/components';
import { useState } from 'react';
import { useWrite } from '../../../api/use-write';
import { replaceWith } from '../../../platform/navigate';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { TextField } from '../../../ui/text-field';
import { Unread } from '../../../ui/unread';
import { WriteFault } from '../../../ui/write-fault';
import { askDesk } from '../ask-desk';
import { type DeskLesson, type DeskLiveRoom, keepDeskRoom, useDeskLesson } from './ask-classes-desk';
import { RecordingFields, useRecording } from './recording-fields';

/** The recording of a room that ended, published once as a recorded class. */
export function ReplayCard({ room }: { room: DeskLiveRoom }) {
  const read = useDeskLesson(room.classId);
  return (
    <Card className="dk-gap" title="放回放">
      <View className="nc-small">放一次，变成一节录播课，家长随时能看。</View>
      {read.data === undefined ? (
        <Unread label="正在看能传多大" read={read} />
      ) : (
        <Form room={room} limits={read.data.limits} />
      )}
    </Card>
  );
}

function Form({ room, limits }: { room: DeskLiveRoom; limits: DeskLesson['limits'] }) {
  const of = useRecording({ media: null, chapters: [], transcript: [], limits });
  const [title, setTitle] = useState(`回放：${room.title}`.slice(0, 60));
  const [areFaultsShown, setFaultsShown] = useState(false);
  const write = useWrite();
  const publish = () => {
    setFaultsShown(true);
    const { body } = of;
    if (body === null || title.trim() === '') return;
    void write.run(async () => {
      // Once for a room: asked again it is the same replay, so it needs no key.
      const params = { classId: room.classId };
      const { classId } = await askDesk('deskPublishReplay', {
        params,
        body: { ...body, title: title.trim() },
      });
      keepDeskRoom({
        ...room,
        state: 'replay',
        replayClassId: classId,
        may: room.may.filter((one) => one !== 'replay'),
      });
      replaceWith('/pages/desk-classes/class', { id: classId });
    });
  };
  return (
    <View>
      <TextField
        id="replay-title"
        label="题目"
        value={title}
        maxLength={60}
        error={areFaultsShown && title.trim() === '' ? '写个题目。' : undefined}
        onChange={setTitle}
      />
      <View className="nc-above-8">
        <RecordingFields of={of} areFaultsShown={areFaultsShown} />
      </View>
      <WriteFault error={write.error} />
      <Button
        className="nc-above-12"
        text={write.isBusy ? '正在放上去' : of.uploads.isSending ? '等文件传完' : '放回放'}
        isBusy={write.isBusy}
        isDisabled={of.uploads.isSending}
        onTap={publish}
      />
    </View>
  );
}
