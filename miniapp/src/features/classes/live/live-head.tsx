import { View } from '@tarojs/components';
import { keptAtText } from '../../../api/last-answers';
import type { LiveState } from '../../../api/live-messages';
import { linkOut } from '../../../platform/link-out';
import { useMedia } from '../../../platform/media';
import { goTo } from '../../../platform/navigate';
import { Button } from '../../../ui/button';
import { Picture } from '../../../ui/picture';
import { quilt } from '../../../ui/pictures/quilt';
import './live.css';
import type { LiveRoom } from './use-live-room';

type LiveHeadProps = { room: LiveRoom; state: LiveState; viewers: number; onRecheck: () => void };

const stateWords: Record<LiveState, string> = {
  waiting: '还没开始',
  live: '直播中',
  ended: '讲完了',
  replay: '有回放',
};

/** The picture, or what stands in its place: when it begins, that it is over, where the replay is. */
export function LiveHead({ room, state, viewers, onRecheck }: LiveHeadProps) {
  const isOn = state === 'live';
  return (
    <View className="lv-head">
      <View className="nc-row nc-wrap nc-gap-8 lv-tags">
        <View className={`lv-tag ${isOn ? 'lv-tag-on' : ''}`} role="status">
          {stateWords[state]}
        </View>
        {(isOn || state === 'waiting') && viewers > 0 && <View className="lv-tag">{viewers} 人在看</View>}
      </View>
      {isOn && room.video !== null ? (
        <LiveVideo room={room} video={room.video} onRecheck={onRecheck} />
      ) : (
        <View className="lv-cover">
          <Picture svg={quilt(room.classId, 12, 2, 'night', 48)} width={576} height={96} />
          <View className="lv-cover-words">
            <InItsPlace room={room} state={state} />
          </View>
        </View>
      )}
    </View>
  );
}

function LiveVideo(props: { room: LiveRoom; video: NonNullable<LiveRoom['video']>; onRecheck: () => void }) {
  const { room, video } = props;
  const player = useMedia({
    ...{ id: 'live', kind: 'video' as const, url: video.kind === 'hls' ? video.url : '' },
    ...{ title: room.title, startSeconds: 0, isLive: true, flvUrl: video.flvUrl },
  });
  const watchOutside = <Button isSmall kind="soft" text="用浏览器看" onTap={() => void linkOut(video.url)} />;
  if (video.kind === 'outside')
    return (
      <View className="lv-fallback">
        <View className="lv-words">画面在别的网页上，提问在这里。</View>
        {watchOutside}
      </View>
    );
  return (
    <View>
      {player.element}
      {player.isBroken && (
        <View className="lv-fallback" role="alert">
          <View className="lv-words">这里放不出画面，提问照样能看。</View>
          <View className="nc-row nc-wrap nc-gap-8">
            <Button isSmall kind="soft" icon="refresh" text="再试一次" onTap={props.onRecheck} />
            {watchOutside}
          </View>
        </View>
      )}
    </View>
  );
}

function InItsPlace({ room, state }: { room: LiveRoom; state: LiveState }) {
  const { session, replayClassId } = room;
  if (state === 'waiting')
    return (
      <View className="lv-words">
        {session === null
          ? '时间还没定'
          : `${keptAtText(Date.parse(session.startsAt))} 开始，到点这里自己打开`}
      </View>
    );
  if (state === 'live') return <View className="lv-words">老师在说话，画面还没有放上来</View>;
  if (replayClassId === null) return <View className="lv-words">讲完了，回放放上来以后在这里看</View>;
  return (
    <View>
      <View className="lv-words">讲完了，可以看回放</View>
      <Button
        className="nc-above-8"
        isSmall
        icon="play"
        text="看回放"
        onTap={() => goTo('/pages/class/index', { id: replayClassId })}
      />
    </View>
  );
}
