import { View } from '@tarojs/components';
import { useState } from 'react';
import { useWrite } from '../../../api/use-write';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { ChoiceList } from '../../../ui/choice-list';
import { TextField } from '../../../ui/text-field';
import { ToggleRow } from '../../../ui/toggle-row';
import { WriteFault } from '../../../ui/write-fault';
import { askDesk } from '../ask-desk';
import { type DeskLiveRoom, keepDeskRoom } from './ask-classes-desk';

type Kind = 'hls' | 'outside';

const isNoAddress = (typed: string): boolean => typed !== '' && !/^https:\/\/\S+$/.test(typed);

/** Where the picture comes from, and who may watch. */
export function RoomSettings({ room }: { room: DeskLiveRoom }) {
  const [kind, setKind] = useState<Kind>(room.video?.kind ?? 'hls');
  const [url, setUrl] = useState(room.video?.url ?? '');
  const [flvUrl, setFlvUrl] = useState(room.video?.flvUrl ?? '');
  const [isOpenToAll, setOpenToAll] = useState(room.isOpenToAll);
  const [isSaved, setSaved] = useState(false);
  const write = useWrite();
  const [typed, typedFlv] = [url.trim(), flvUrl.trim()];
  const isWrong = isNoAddress(typed);
  const mayHaveFlv = kind === 'hls' && typed !== '';
  const isFlvWrong = mayHaveFlv && isNoAddress(typedFlv);
  const save = () =>
    void write.run(async () => {
      const flv = mayHaveFlv && typedFlv !== '' ? { flvUrl: typedFlv } : {};
      const body = { video: typed === '' ? null : { kind, url: typed, ...flv }, isOpenToAll };
      // The whole of it each time: said twice it is the same, so it needs no key.
      keepDeskRoom(await askDesk('deskSetLiveRoom', { params: { classId: room.classId }, body }));
      setSaved(true);
    });
  return (
    <Card className="dk-gap" title="画面">
      <ChoiceList<Kind>
        label="画面怎么放"
        isInRows
        value={kind}
        options={[
          { value: 'hls', text: '在这里放', note: '直播流地址，m3u8' },
          { value: 'outside', text: '在别的网页放', note: '家长点一下去看' },
        ]}
        onChange={setKind}
      />
      <TextField
        id="live-url"
        label="地址（可以先空着）"
        value={url}
        maxLength={1000}
        error={isWrong ? '写 https:// 开头的地址。' : undefined}
        hint={
          room.videoOrigins.length === 0
            ? '这里还没有允许的网站，请找运营人员'
            : `只能是这些网站：${room.videoOrigins.join('、')}`
        }
        onChange={(next) => {
          setUrl(next);
          setSaved(false);
        }}
      />
      {mayHaveFlv && (
        <TextField
          id="live-flv"
          label="微信直播播放器用的地址（可以空着）"
          value={flvUrl}
          maxLength={1000}
          error={isFlvWrong ? '写 https:// 开头的地址。' : undefined}
          hint="同一个画面的 flv 地址，微信里会快几秒。放不出来时用上面那个。"
          onChange={(next) => {
            setFlvUrl(next);
            setSaved(false);
          }}
        />
      )}
      <ToggleRow<'open'>
        label="谁能看"
        values={isOpenToAll ? ['open'] : []}
        options={[{ value: 'open', text: '没报名的也能看（不能问）' }]}
        onChange={(values) => {
          setOpenToAll(values.includes('open'));
          setSaved(false);
        }}
      />
      <WriteFault error={write.error} />
      <Button
        className="nc-above-8"
        kind="outline"
        isSmall
        text={write.isBusy ? '正在存' : '存下'}
        isBusy={write.isBusy}
        isDisabled={isWrong || isFlvWrong}
        onTap={save}
      />
      {isSaved && (
        <View className="nc-caption nc-above-4" role="status">
          存好了，直播间里马上换。
        </View>
      )}
    </Card>
  );
}
