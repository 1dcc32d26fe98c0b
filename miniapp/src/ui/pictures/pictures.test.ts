import { describe, expect, it } from 'vitest';
import { archMarker } from './arch-marker';
import { cancelBar } from './cancel-bar';
import { guidanceQuilt } from './guidance-quilt';
import { halfHourStrip } from './half-hour-strip';
import { qr } from './qr';
import { queuePicture } from './queue-picture';
import { quilt } from './quilt';
import { lowestScore, radar } from './radar';
import { rosterBars } from './roster-bars';
import { spread, staffPicture } from './staff-picture';
import { missingPatch, openSeam, stitchedPin, takenPatch } from './state-pictures';

/** A broken picture shows as nothing on a phone, without a word: each must parse as XML. */
function parsed(picture: string): Document {
  const document = new DOMParser().parseFromString(picture, 'image/svg+xml');
  expect(document.querySelector('parsererror')).toBeNull();
  return document;
}

describe('quilt', () => {
  it('is the same for the same centre and another for its neighbour', () => {
    expect(quilt('c_0001', 14, 2)).toBe(quilt('c_0001', 14, 2));
    expect(quilt('c_0001', 14, 2)).not.toBe(quilt('c_0002', 14, 2));
  });

  it('fills every patch of its grid', () => {
    const patches = [...parsed(quilt('c_0001', 14, 2)).querySelectorAll('g > rect')];
    expect(patches).toHaveLength(28);
  });

  it('never puts two patches of one cloth side by side in the order of sewing', () => {
    const cloths = [...parsed(quilt('c_77', 20, 4)).querySelectorAll('svg > g')].map((patch) =>
      [...patch.children].map((part) => part.getAttribute('fill') ?? part.getAttribute('stroke')).join(),
    );
    expect(cloths.some((cloth, index) => index > 0 && cloth === cloths[index - 1])).toBe(false);
  });
});

describe('the line', () => {
  const words = (place: number) =>
    [...parsed(queuePicture(place, '小满')).querySelectorAll('text')].map(({ textContent }) => textContent);

  it('draws the door, who is ahead, and the child in its place', () => {
    expect(words(1)).toEqual(['托位', '1', '小满']);
    expect(words(3)).toEqual(['托位', '1', '2', '3', '小满']);
  });

  it('shortens a long line and takes any nickname', () => {
    expect(words(12)).toEqual(['托位', '1', '2', '…', '12', '小满']);
    expect(parsed(queuePicture(2, '<豆&豆>')).documentElement.textContent).toContain('<豆&豆>');
  });
});

describe('state pictures and markers', () => {
  it('are well formed', () => {
    for (const picture of [missingPatch(), openSeam(), stitchedPin(), takenPatch()]) {
      expect(parsed(picture).documentElement.getAttribute('viewBox')).toBe('0 0 132 88');
    }
  });

  it('say each state of a centre by a word, not by colour alone', () => {
    const word = (marker: Parameters<typeof archMarker>[0]) =>
      parsed(archMarker(marker)).querySelector('text')?.textContent;
    expect(word({ state: 'free', places: 2 })).toBe('2');
    expect(word({ state: 'free', places: 12 })).toBe('9+');
    expect(word({ state: 'waitlist' })).toBe('候');
    expect(word({ state: 'full' })).toBe('满');
    expect(word({ state: 'unknown' })).toBe('?');
    expect(word({ state: 'unfiled' })).toBe('未');
    expect(word({ state: 'suspended' })).toBe('停');
  });

  it('draw the unknown with dashes and the full one with stripes', () => {
    expect(archMarker({ state: 'unknown' })).toContain('stroke-dasharray');
    expect(archMarker({ state: 'full' })).toContain('pattern');
  });
});

describe('staff picture', () => {
  it('spreads 13 children over 3 carers as 5, 4 and 4', () => {
    expect(spread(13, 3)).toEqual([5, 4, 4]);
  });

  it('draws an arch per carer and a dot per child', () => {
    const document = parsed(staffPicture(3, 13) ?? '');
    expect(document.querySelectorAll('path')).toHaveLength(3);
    expect(document.querySelectorAll('circle')).toHaveLength(13);
  });

  it('leaves the picture out when there is nobody to draw or too many to count', () => {
    expect(staffPicture(0, 4)).toBeNull();
    expect(staffPicture(3, 0)).toBeNull();
    expect(staffPicture(20, 90)).toBeNull();
  });
});

describe('radar', () => {
  const scores = [88, 122, 181, 192, 61, 186, 63];
  const outOf = [100, 140, 200, 210, 80, 200, 70];
  const all = scores.map((points, index) => ({ points, outOf: outOf[index] ?? 0 }));

  it('marks the lowest share, not the lowest number of points, as a square', () => {
    expect(lowestScore(all)).toBe(4);
    const document = parsed(radar(all) ?? '');
    expect(document.querySelectorAll('rect')).toHaveLength(1);
    expect(document.querySelectorAll('circle')).toHaveLength(6);
  });

  it('is left out under four known dimensions', () => {
    expect(radar([...all.slice(0, 3), null, null, null, null])).toBeNull();
    expect(radar([...all.slice(0, 4), null, null, null])).not.toBeNull();
  });

  it('calls none the lowest when all are alike', () => {
    expect(
      lowestScore([
        { points: 90, outOf: 100 },
        { points: 180, outOf: 200 },
      ]),
    ).toBe(-1);
  });
});

describe('cancel bar', () => {
  it('says from now until when cancelling is free', () => {
    const words = parsed(cancelBar({ freeUntil: '周三 18:00', startsAt: '周四 8:30', isFreeOver: false }))
      .documentElement.textContent;
    expect(words).toBe('现在周三 18:00周四 8:30');
  });

  it('no longer starts with now once the free time is over', () => {
    const words = parsed(cancelBar({ freeUntil: '周三 18:00', startsAt: '周四 8:30', isFreeOver: true }))
      .documentElement.textContent;
    expect(words).not.toContain('现在');
  });
});

describe('half-hour strip', () => {
  const strip = (bars: (number | null)[]) =>
    parsed(
      halfHourStrip({
        opensAt: '07:30',
        closesAt: '18:00',
        bars,
        stay: { from: '08:30', to: '12:00' },
        caption: '最少余 2 <个>',
      }),
    );

  it('draws a bar per known half hour and none for an unknown one', () => {
    const rects = (bars: (number | null)[]) => strip(bars).querySelectorAll('rect').length;
    expect(rects([2, 3, 4]) - rects([])).toBe(3);
    expect(rects([2, null, 4]) - rects([])).toBe(2);
  });

  it('keeps words from breaking the picture', () => {
    expect(strip([]).querySelector('text')?.textContent).toBe('最少余 2 <个>');
  });
});

describe('entry code as QR', () => {
  it('fits a booking number and its code into the smallest grid', () => {
    expect(qr('YY2611-0382 4826')).toContain('viewBox="-2 -2 25 25"');
  });

  it('takes other text too', () => {
    expect(parsed(qr('预约 4826')).querySelectorAll('path')).toHaveLength(1);
  });
});

describe('roster bars', () => {
  const day = (...children: number[]) =>
    children.map((present, index) => ({
      from: `${String(8 + Math.floor(index / 2)).padStart(2, '0')}:${index % 2 === 0 ? '00' : '30'}`,
      children: present,
    }));
  const heights = (picture: string, fill: string) =>
    [...parsed(picture).querySelectorAll(`rect[fill="${fill}"]`)].map((bar) =>
      Number(bar.getAttribute('height')),
    );
  const [now, other] = ['#2C4F97', '#7F9BCE'];

  it('are as high as the children, and stress the half hour that is now', () => {
    const picture = rosterBars({ presence: day(4, 8, 8, 0), places: 8, now: '08:45' });
    const [first, third] = heights(picture, other);
    expect(heights(picture, now)).toEqual([third]);
    expect(first).toBeCloseTo((third ?? 0) / 2);
    expect(heights(picture, other)).toHaveLength(2);
  });

  it('stress none on another day', () => {
    expect(heights(rosterBars({ presence: day(4, 8), places: 8, now: null }), now)).toEqual([]);
  });

  it('go through the line of the places where more children come than there are places', () => {
    const lineY = (picture: string) =>
      Number(/M0 ([\d.]+)H/.exec(parsed(picture).querySelector('path')?.getAttribute('d') ?? '')?.[1]);
    const picture = rosterBars({ presence: day(10), places: 8, now: null });
    const top = Number(parsed(picture).querySelector(`rect[fill="${other}"]`)?.getAttribute('y'));
    expect(top).toBeLessThan(lineY(picture));
    expect(picture).toContain('托位 8');
  });

  it('draw a closed day and a day of no places without a fault', () => {
    expect(heights(rosterBars({ presence: [], places: 0, now: '09:00' }), other)).toEqual([]);
    expect(heights(rosterBars({ presence: day(0, 0), places: 0, now: null }), other)).toEqual([]);
  });
});

describe('the quilt of guidance', () => {
  const patches = (contacts: number) => {
    const document = parsed(guidanceQuilt(contacts).svg);
    const open = document.querySelectorAll('rect[stroke-dasharray]').length;
    return { open, sewn: document.querySelectorAll('rect').length - open };
  };

  it('has one patch for each contact and at least four places, the others open', () => {
    expect([0, 1, 2, 4].map(patches)).toEqual([
      { sewn: 0, open: 4 },
      { sewn: 1, open: 3 },
      { sewn: 2, open: 2 },
      { sewn: 4, open: 0 },
    ]);
  });

  it('grows with more contacts, and ends with eight', () => {
    expect(patches(5)).toEqual({ sewn: 5, open: 1 });
    expect(patches(20)).toEqual({ sewn: 8, open: 0 });
  });
});
