import { Video } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { LivePicture } from './live-player';

export type MediaSource = {
  id: string;
  kind: 'video' | 'audio';
  url: string;
  title: string;
  /** Where to begin, in seconds. */
  startSeconds: number;
  /** A live picture has no length and cannot be moved in. */
  isLive?: boolean;
  /** Of a live picture: the same as FLV, for WeChat's live player. */
  flvUrl?: string | undefined;
};

export type Media = {
  /** What is drawn; null for sound alone. */
  element: ReactNode;
  isPlaying: boolean;
  seconds: number;
  /** It would play, had the network brought more of it. */
  isWaiting: boolean;
  /** It does not play here, by its format or for want of a network. */
  isBroken: boolean;
  play: () => void;
  pause: () => void;
  seek: (seconds: number) => void;
  setSpeed: (speed: number) => void;
};

/** Plays a film or a sound, by what WeChat has for each. Positions in seconds. */
export function useMedia(source: MediaSource): Media {
  const film = useFilm(source);
  const sound = useSound(source);
  return source.kind === 'video' ? film : sound;
}

function useFilm(source: MediaSource): Media {
  const { id, kind, url, title, startSeconds, isLive = false, flvUrl } = source;
  const [isPlaying, setPlaying] = useState(false);
  const [seconds, setSeconds] = useState(startSeconds);
  const [isWaiting, setWaiting] = useState(false);
  const [isBroken, setBroken] = useState(false);
  const context = useMemo(() => Taro.createVideoContext(id), [id]);
  const [brokenFlv, setBrokenFlv] = useState('');
  if (LivePicture !== null && isLive && flvUrl !== undefined && flvUrl !== brokenFlv) {
    return {
      element: (
        <LivePicture
          id={id}
          url={flvUrl}
          onPlaying={() => {
            setPlaying(true);
            setWaiting(false);
          }}
          onWaiting={() => setWaiting(true)}
          onBroken={() => setBrokenFlv(flvUrl)}
        />
      ),
      ...{ isPlaying, seconds, isWaiting, isBroken: false },
      play: () => Taro.createLivePlayerContext(id).play(),
      pause: () => Taro.createLivePlayerContext(id).pause(),
      seek: () => undefined,
      setSpeed: () => undefined,
    };
  }
  return {
    element: kind === 'video' && (
      <Video
        id={id}
        className="nc-media"
        src={url}
        title={title}
        initialTime={isLive ? 0 : startSeconds}
        controls
        showProgress={!isLive}
        enableProgressGesture={!isLive}
        onPlay={() => setPlaying(true)}
        onWaiting={() => setWaiting(true)}
        onPause={() => {
          setPlaying(false);
          setWaiting(false);
        }}
        onEnded={() => setPlaying(false)}
        onError={() => setBroken(true)}
        onTimeUpdate={({ detail }) => {
          setSeconds(detail.currentTime);
          setWaiting(false);
        }}
      />
    ),
    isPlaying,
    seconds,
    isWaiting,
    isBroken,
    play: () => context.play(),
    pause: () => context.pause(),
    seek: (to) => context.seek(to),
    setSpeed: (speed) => context.playbackRate(speed),
  };
}

function useSound({ kind, url, startSeconds }: MediaSource): Media {
  const [isPlaying, setPlaying] = useState(false);
  const [seconds, setSeconds] = useState(startSeconds);
  const [isWaiting, setWaiting] = useState(false);
  const [isBroken, setBroken] = useState(false);
  const player = useRef<Taro.InnerAudioContext | null>(null);
  // A new link to the same sound goes on where the old one was.
  const at = useRef(startSeconds);
  useEffect(() => {
    if (kind !== 'audio' || url === '') return undefined;
    const context = Taro.createInnerAudioContext();
    player.current = context;
    context.src = url;
    context.startTime = at.current;
    setBroken(false);
    context.onPlay(() => setPlaying(true));
    context.onWaiting(() => setWaiting(true));
    context.onPause(() => {
      setPlaying(false);
      setWaiting(false);
    });
    context.onEnded(() => setPlaying(false));
    context.onStop(() => setPlaying(false));
    context.onError(() => setBroken(true));
    context.onTimeUpdate(() => {
      at.current = context.currentTime;
      setSeconds(context.currentTime);
      setWaiting(false);
    });
    return () => {
      player.current = null;
      setPlaying(false);
      context.destroy();
    };
  }, [kind, url]);
  return {
    element: null,
    isPlaying,
    seconds,
    isWaiting,
    isBroken,
    play: () => player.current?.play(),
    pause: () => player.current?.pause(),
    seek: (to) => {
      at.current = to;
      setSeconds(to);
      player.current?.seek(to);
    },
    setSpeed: (speed) => {
      if (player.current !== null) player.current.playbackRate = speed;
    },
  };
}
