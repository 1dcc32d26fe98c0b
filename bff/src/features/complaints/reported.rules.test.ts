import { describe, expect, it } from 'vitest';
import { isOfficerReported, isReported } from './reported.rules.js';

const named = (...names: string[]) => ({ named: names, told: [] });
const told = (...texts: string[]) => ({ named: [], told: texts });

describe('whether somebody of a centre is whom a complaint is about', () => {
  it.each([
    ['王老师', named('王老师'), true],
    ['王 老师', named('小班的王老师'), true],
    ['王老师', named('王'), true],
    ['李老师', named('王老师'), false],
    ['李老师', named(), false],
    // By the account's whole name, or by how people are called.
    ['王丽华', named('王老师'), true],
    ['王丽华', named('丽华老师'), true],
    ['王丽华', named('王园长'), true],
    ['欧阳静', named('欧阳老师'), true],
    ['欧阳静', named('欧老师'), false],
    ['李丽', named('王老师'), false],
    // Characters that nobody sees between those that everybody reads.
    ['王丽华', named('王\u200b丽\u2060华'), true],
    // Where it is only told.
    ['王丽华', told('王老师打了孩子'), true],
    ['王丽华', told('是王丽华打的'), true],
    ['王丽华', told('小王子班的桌子坏了'), false],
    ['王丽华', told('', '想要道歉'), false],
  ])('%s, of %j: %s', (account, words, expected) => {
    expect(isReported(account, words)).toBe(expected);
  });
});

describe('whether an officer is', () => {
  it.each([
    ['李建国', told('李建国拦着不让查'), true],
    ['李建国', told('卫健局的李科长来过，没有查'), true],
    ['李专员', named('李专员'), true],
    ['演示专员', told('演示：老师骂孩子'), false],
    // A teacher of that surname is somebody else.
    ['李建国', named('李老师'), false],
    ['李建国', told('李老师打了孩子'), false],
  ])('%s, of %j: %s', (account, words, expected) => {
    expect(isOfficerReported(account, words)).toBe(expected);
  });
});
