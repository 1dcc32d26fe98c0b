import { describe, expect, it } from 'vitest';
import { authorMarks } from './author-marks.js';

const marks = authorMarks('a secret of thirty-two characters at least');

describe('the mark of a tracking code', () => {
  it('is the same however the code is typed', () => {
    const mark = marks.ofCode('K7M2-9QXP-0123-ABCD');
    expect(mark).toMatch(/^[\w-]{43}$/);
    for (const typed of ['k7m29qxp0123abcd', ' K7M2 9QXP O1Z3 ABCD '.replace('Z', '2'), 'K7M29QXPOL23ABCD'])
      expect(marks.ofCode(typed)).toBe(mark);
  });

  it('is none of what is no code', () => {
    for (const typed of ['K7M2-9QXP-0123-ABC', 'K7M2-9QXP-0123-ABCDE', 'U7M2-9QXP-0123-ABCD', ''])
      expect(marks.ofCode(typed)).toBeNull();
  });

  it('can’t be worked out without the secret', () => {
    const other = authorMarks('another secret of thirty-two characters');
    expect(other.ofCode('K7M2-9QXP-0123-ABCD')).not.toBe(marks.ofCode('K7M2-9QXP-0123-ABCD'));
    expect(marks.ofFamily('K7M29QXP0123ABCD')).not.toBe(marks.ofCode('K7M2-9QXP-0123-ABCD'));
  });
});
