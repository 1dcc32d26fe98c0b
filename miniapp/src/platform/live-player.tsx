import { LivePlayer } from '@tarojs/components';
import type { ReactElement } from 'react';

type LivePlayerProps = {
  id: string;
  /** FLV over https; WeChat's player knows no HLS. */
  url: string;
  onPlaying: () => void;
  onWaiting: () => void;
  /** It gave up: the picture is to be had another way. */
  onBroken: () => void;
};

/** What WeChat tells of the line: the picture is there, it waits for more, and everything below 0 is the end of its tries. */
const began = 2004;
const stalls = 2007;

/**
 * WeChat's own player of live pictures, seconds ahead of what its Video shows of HLS.
 * https://developers.weixin.qq.com/miniprogram/dev/component/live-player.html
 * Only some kinds of accounts may have it: a build without TARO_APP_LIVE_PLAYER=1 has `no-live-player.ts` in its place.
 */
export const LivePicture: ((props: LivePlayerProps) => ReactElement) | null = (props) => {
  const { id, url, onPlaying, onWaiting, onBroken } = props;
  return (
    <LivePlayer
      id={id}
      className="nc-media"
      src={url}
      mode="live"
      autoplay
      onStateChange={({ detail: { code } }) => {
        if (code === began) onPlaying();
        else if (code === stalls) onWaiting();
        else if (code < 0) onBroken();
      }}
      onError={onBroken}
    />
  );
};
