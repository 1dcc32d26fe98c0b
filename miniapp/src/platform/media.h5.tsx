import { createElement, useEffect, useRef, useState } from 'react';
import type { Media, MediaSource } from './media';

/** Plays a film or a sound by the browser's own element. */
export function useMedia({ id, kind, url, title, startSeconds, isLive = false }: MediaSource): Media {
  const player = useRef<HTMLMediaElement | null>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [seconds, setSeconds] = useState(startSeconds);
  const [isWaiting, setWaiting] = useState(false);
  const [isBroken, setBroken] = useState(false);
  // A new link to the same thing goes on where the old one was.
  const at = useRef(startSeconds);
  useEffect(() => {
    setBroken(false);
    const element = player.current;
    return () => element?.pause();
  }, [url]);
  const element = createElement(kind, {
    id,
    ref: player,
    className: 'nc-media',
    src: url === '' ? undefined : url,
    'aria-label': title,
    controls: kind === 'video',
    playsInline: true,
    preload: 'metadata',
    onLoadedMetadata: () => {
      if (!isLive && player.current !== null && at.current > 0) player.current.currentTime = at.current;
    },
    onPlay: () => setPlaying(true),
    onWaiting: () => setWaiting(true),
    onPlaying: () => setWaiting(false),
    onPause: () => {
      setPlaying(false);
      setWaiting(false);
    },
    onEnded: () => setPlaying(false),
    onError: () => setBroken(true),
    onTimeUpdate: () => {
      if (player.current === null || player.current.readyState === 0) return;
      at.current = player.current.currentTime;
      setSeconds(player.current.currentTime);
    },
  });
  return {
    element,
    isPlaying,
    seconds,
    isWaiting,
    isBroken,
    play: () => {
      player.current?.play().catch(() => undefined);
    },
    pause: () => player.current?.pause(),
    seek: (to) => {
      at.current = to;
      setSeconds(to);
      if (player.current !== null && player.current.readyState > 0) player.current.currentTime = to;
    },
    setSpeed: (speed) => {
      if (player.current === null) return;
      // What is loaded next begins at the default.
      player.current.defaultPlaybackRate = speed;
      player.current.playbackRate = speed;
    },
  };
}
