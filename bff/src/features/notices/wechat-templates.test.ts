import { describe, expect, it } from 'vitest';
import type { OutsideWords } from './notice-entry.js';
import { readSmsKinds, readWechatTemplates, templateData } from './wechat-templates.js';

const words: OutsideWords = {
  title: '预约被机构取消了',
  centre: '绒球屋',
  when: '2026-11-06 08:30',
  state: '已取消',
  reason: '',
  hint: '打开小程序看详情',
};

function read(text: string) {
  const faults: string[] = [];
  return { templates: readWechatTemplates(text, faults), faults };
}
function filled(fields: string, over: Partial<OutsideWords> = {}) {
  const { templates, faults } = read(`bookingCancelledByCentre:T_1:${fields}`);
  expect(faults).toEqual([]);
  const [template] = templates;
  if (!template) throw new Error('not read');
  const data = templateData(template, { ...words, ...over });
  return Object.fromEntries(Object.entries(data).map(([name, { value }]) => [name, value]));
}

describe('templates in the configuration', () => {
  it('are read with their fields, and none is none', () => {
    expect(read('')).toEqual({ templates: [], faults: [] });
    expect(read(' guardianJoined : T_1 : thing1 = title , time2 = when ; ').templates).toEqual([
      {
        kind: 'guardianJoined',
        templateId: 'T_1',
        fields: [
          { name: 'thing1', value: 'title' },
          { name: 'time2', value: 'when' },
        ],
      },
    ]);
  });

  it.each([
    ['nothing:T_1:thing1=title', 'kinds are'],
    ['guardianJoined:T 1:thing1=title', 'is not kind:templateId'],
    ['guardianJoined:T_1', 'is not kind:templateId'],
    ['guardianJoined:T_1:thing1=child', 'no value “child”'],
    ['guardianJoined:T_1:thing1=centre', 'guardianJoined has no centre'],
    ['bookedAtDesk:T_1:thing1=reason', 'bookedAtDesk has no reason'],
    ['guardianJoined:T_1:number1=title', 'number1 can’t hold title'.replace('’', "'")],
    ['guardianJoined:T_1:phrase1=when', "phrase1 can't hold when"],
    ['guardianJoined:T_1:thing=title', "thing can't hold title"],
    ['guardianJoined:T_1:thing1=title;guardianJoined:T_2:thing1=title', 'a kind is named twice'],
    ['guardianJoined:T_1:thing1=title;bookedAtDesk:T_1:thing1=title', 'a template is named twice'],
  ])('%s is refused: %s', (text, fault) => {
    expect(read(text).faults.join('\n')).toContain(fault);
  });
});

describe('the fields of a message', () => {
  it('have the form of their type', () => {
    expect(filled('thing1=when,time2=when,date3=when,phrase4=state')).toEqual({
      thing1: '2026年11月6日 08:30',
      time2: '2026年11月6日 08:30',
      date3: '2026年11月6日',
      phrase4: '已取消',
    });
  });

  it('are cut to 20 characters, counted as people do', () => {
    expect(filled('thing1=centre', { centre: '一二三四五六七八九十一二三四五六七八九十' })).toEqual({
      thing1: '一二三四五六七八九十一二三四五六七八九十',
    });
    expect(filled('thing1=centre', { centre: '🐣'.repeat(21) })).toEqual({ thing1: `${'🐣'.repeat(19)}…` });
    expect(filled('phrase1=state', { state: '已经处理完毕了 ok' })).toEqual({ phrase1: '已经处理完' });
  });

  it('are never empty and have no line breaks', () => {
    expect(filled('thing1=reason')).toEqual({ thing1: '—' });
    expect(filled('thing1=reason', { reason: ' 停电\r\n明天开 ' })).toEqual({ thing1: '停电 明天开' });
  });
});

describe('kinds sent by SMS', () => {
  it('are those named, and an unknown one is a fault', () => {
    const faults: string[] = [];
    expect(readSmsKinds(['guardianJoined', 'nothing'], faults)).toEqual(['guardianJoined']);
    expect(faults).toEqual([expect.stringContaining('no kind “nothing”')]);
    expect(readSmsKinds([], [])).toEqual([]);
  });
});
