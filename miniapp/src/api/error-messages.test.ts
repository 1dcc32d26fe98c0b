import { errorCodes } from '@nearcare/shared/contract/errors';
import { describe, expect, it } from 'vitest';
import { describeError, errorMessages } from './error-messages';
import './later-messages';
import { ApiError, type ClientErrorCode } from './problem';

const codes: ClientErrorCode[] = [...errorCodes, 'network_unreachable', 'location_refused'];

describe('the table of messages', () => {
  it('has every code and no other', () => {
    expect(Object.keys(errorMessages).sort()).toEqual([...codes].sort());
  });

  it.each(codes)('%s says what it is and offers a way on', (code) => {
    const { title, sentence, actions } = errorMessages[code] ?? { title: '', sentence: '', actions: [] };
    expect(title).not.toBe('');
    expect(actions.length).toBeGreaterThan(0);
    const text = [title, sentence, ...actions.map(({ label }) => label)].join('');
    expect(text).not.toMatch(/[!！~～亲您]/);
  });

  it.each(codes)('%s shows no gap when the server sends no facts', (code) => {
    const { title, sentence, actions } = describeError(new ApiError({ code }));
    expect([title, sentence, ...actions.map(({ label }) => label)].join('')).not.toMatch(/[{}]|undefined/);
  });
});

describe('a message', () => {
  it('is filled from the facts of the refusal and from what the screen knows', () => {
    const error = new ApiError({ code: 'child_too_young', facts: { n: 6, date: '1月3日' } });
    expect(describeError(error, { child: '小满' })).toMatchObject({
      title: '小满还小一点',
      sentence: '这个班从 6 个月开始，1月3日 就可以。',
    });
  });

  it('leaves out only the part whose fact is missing', () => {
    expect(describeError(new ApiError({ code: 'rate_limited' })).sentence).toBe('急事请打电话。');
    expect(describeError(new ApiError({ code: 'server_error' })).sentence).toBe('填的都还在。');
  });

  it('names the request when the fault is ours', () => {
    const error = new ApiError({ code: 'server_error', requestId: '7F3A-21', detail: '出错了' });
    expect(describeError(error).sentence).toBe('填的都还在。报修时说这个号：7F3A-21。');
  });

  it("uses the server's own sentence where there is one", () => {
    const error = new ApiError({ code: 'date_is_holiday', detail: '元旦放假，1月4日开门。' });
    expect(describeError(error)).toMatchObject({ title: '这天放假', sentence: '元旦放假，1月4日开门。' });
  });
});
