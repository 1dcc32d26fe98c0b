import { describe, expect, it } from 'vitest';
import { careRulesReader, reductionsReader } from './map-rules.js';

const rowOf = (cells: Record<string, string>) => (column: string) => cells[column] ?? '';

describe('the own rules of a centre', () => {
  const read = careRulesReader({
    fullDay: { until: { column: '全日截止', as: 'halfHour' } },
    hourly: { maxMinutes: { column: '最长', units: { 小时: 60, 分钟: 1 } }, gridMinutes: { constant: 60 } },
    temporary: {
      needsAcceptance: { column: '临托需确认', yes: ['是'], no: ['否'] },
      perWeek: { column: '每周' },
    },
  });

  it('are what its cells say, and what the mapping says of all', () => {
    const notes: string[] = [];
    const row = rowOf({ 全日截止: '17点', 最长: '3小时', 临托需确认: '是', 每周: '3' });
    expect(read(row, notes)).toEqual({
      careRules: {
        ...{ fullDay: { until: '17:00' }, hourly: { maxMinutes: 180, gridMinutes: 60 } },
        temporary: { needsAcceptance: true, perWeek: 3 },
      },
    });
    expect(notes).toEqual([]);
  });

  it('are the region’s where a cell is empty, and where it can’t be used, which is noted', () => {
    const notes: string[] = [];
    const row = rowOf({ 全日截止: '17:10', 最长: '50分钟', 临托需确认: '', 每周: '' });
    expect(read(row, notes)).toEqual({ careRules: { hourly: { gridMinutes: 60 } } });
    expect(notes).toEqual([
      "全日截止 not usable as until: the region's rule holds",
      "最长 not usable as maxMinutes: the region's rule holds",
    ]);
    expect(careRulesReader(undefined)(row, notes)).toEqual({});
  });

  it('of reductions are whole percents of the care fee', () => {
    const grant = reductionsReader([
      { kind: 'multipleChildren', percentOff: { column: '二孩', units: { '%': 1 } } },
      { kind: 'martyrsChild', percentOff: { constant: 100 } },
    ]);
    const martyrs = { kind: 'martyrsChild', percentOff: 100 };
    expect(grant(rowOf({ 二孩: '10%' }), [])).toEqual({
      reductions: [{ kind: 'multipleChildren', percentOff: 10 }, martyrs],
    });
    const notes: string[] = [];
    for (const cell of ['', '0%', '120%'])
      expect(grant(rowOf({ 二孩: cell }), notes)).toEqual({ reductions: [martyrs] });
    expect(notes).toHaveLength(1);
    expect(reductionsReader(undefined)(rowOf({}), [])).toEqual({});
  });
});
