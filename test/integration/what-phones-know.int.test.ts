import { regions } from '@nearcare/bff/regions/regions';
import { describe, expect, it } from 'vitest';
import { complaintCategory } from '../../miniapp/src/ui/words/complaint-words.js';
import { helpNumbers } from '../../miniapp/src/ui/words/help-numbers.js';

/** The help page tells when to call these; others have a label only and can wait for a network. */
const inDanger = ['any', 'police', 'ambulance', 'fire'];
const toPair = ({ kind, number }: { kind: string; number: string }) => [kind, number];

describe.each(regions)('a phone in $code that has never had a network', (region) => {
  it('knows the numbers for danger that the service tells', () => {
    const of = (numbers: readonly { kind: string; number: string }[]) =>
      numbers.filter(({ kind }) => inDanger.includes(kind)).map(toPair);
    expect(of(helpNumbers(region.code))).toEqual(of(region.emergencyNumbers));
  });

  it('knows what is urgent, and what goes to the centre first', () => {
    for (const { code, level, bodies } of region.complaints.categories) {
      const { isUrgent, isCentreFirst = false } = complaintCategory[code];
      expect([code, isUrgent, isCentreFirst]).toEqual([code, level === 'urgent', bodies[0] === 'centre']);
    }
  });
});
