import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
// As WeChat builds it: without its extension the browser's twin would be meant.
import { useMedia } from './media.tsx';

const room = {
  ...{ id: 'live', kind: 'video' as const, title: '直播', startSeconds: 0, isLive: true },
  url: 'https://live.example.org/a.m3u8',
};
const flvUrl = 'https://live.example.org/a.flv';

function Room({ given }: { given: Parameters<typeof useMedia>[0] }) {
  const { element, isPlaying, isWaiting } = useMedia(given);
  return (
    <div>
      {element}
      <output>{`${isPlaying ? 'plays' : 'stands'}${isWaiting ? ', waits' : ''}`}</output>
    </div>
  );
}
const shown = () => ({ ...screen.getByTitle('picture').dataset });
const say = (code: number) =>
  fireEvent.change(screen.getByTitle('picture'), { target: { value: String(code) } });

afterEach(cleanup);

describe('the picture of a live class in WeChat', () => {
  it('is shown by Video where there is none for the live player', () => {
    render(<Room given={room} />);
    expect(shown()).toEqual({ by: 'Video', src: room.url });
  });
});

describe('WeChat’s live player', () => {
  it('shows it where the account may have it, and tells when it plays and waits', () => {
    render(<Room given={{ ...room, flvUrl }} />);
    expect(shown()).toEqual({ by: 'LivePlayer', src: flvUrl });
    say(2007);
    expect(screen.getByText('stands, waits')).toBeTruthy();
    say(2004);
    expect(screen.getByText('plays')).toBeTruthy();
  });

  it('that gives up leaves the picture to Video, until there is another address', () => {
    const { rerender } = render(<Room given={{ ...room, flvUrl }} />);
    say(2103);
    expect(shown().by).toBe('LivePlayer');
    say(-2301);
    expect(shown()).toEqual({ by: 'Video', src: room.url });
    const other = 'https://live.example.org/b.flv';
    rerender(<Room given={{ ...room, flvUrl: other }} />);
    expect(shown()).toEqual({ by: 'LivePlayer', src: other });
  });
});
