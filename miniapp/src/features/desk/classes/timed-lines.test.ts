import { describe, expect, it } from 'vitest';
import { isInOrder, secondsOf, timedLines } from './timed-lines';

describe('lines with a time', () => {
  it('are read as they are typed, empty lines left out', () => {
    expect(timedLines('0:00 开场\n\n 5:30  第一件事\n1:02:03 结束')).toEqual({
      lines: [
        { at: 0, text: '开场' },
        { at: 330, text: '第一件事' },
        { at: 3723, text: '结束' },
      ],
      wrongLine: null,
    });
  });

  it('name the first line that begins with none', () => {
    expect(timedLines('0:00 开场\n没有时间').wrongLine).toBe(2);
    expect(timedLines('0:75 开场').wrongLine).toBe(1);
    expect(timedLines('0:00').wrongLine).toBe(1);
  });

  it('go on in time, begin at the beginning where they must, and end within the recording', () => {
    const lines = timedLines('0:00 一\n1:00 二').lines;
    expect(isInOrder(lines, 120, { fromStart: true })).toBe(true);
    expect(isInOrder(lines, 60, { fromStart: true })).toBe(false);
    expect(isInOrder([...lines].reverse(), 120, { fromStart: false })).toBe(false);
    expect(isInOrder(lines.slice(1), 120, { fromStart: true })).toBe(false);
    expect(isInOrder([], 120, { fromStart: true })).toBe(true);
  });
});

it('a length is minutes and seconds, or hours too', () => {
  expect(['24:00', '1:02:03', '0:00', '24', '1:60'].map(secondsOf)).toEqual([1440, 3723, null, null, null]);
});
