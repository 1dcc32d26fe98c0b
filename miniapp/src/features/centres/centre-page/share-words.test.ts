import { describe, expect, it } from 'vitest';
import { makeCentre } from '../../../test-support/factories';
import { sharedCentre } from './share-words';

describe('what somebody else gets to read', () => {
  it('is facts that anybody may see, with the address of the page', () => {
    const { title, text, path } = sharedCentre(makeCentre());
    expect(title).toBe('演示数据：栗子树托育中心，已备案，普惠，质量 A 级，全日托 110 元/天');
    expect(path).toBe('/pages/centre/index?id=c_0001');
    expect(text).toContain(`http://localhost:3000${path}`);
  });

  it('says nothing of where the sender stands and for which child they look', () => {
    const asked = makeCentre({
      priceForChild: {
        mode: 'fullDay',
        unit: 'day',
        lines: [
          {
            label: '托小班特价',
            kind: 'care',
            amountFen: 7700,
            unit: 'day',
            isVoluntary: false,
            reason: '托小班',
          },
        ],
      },
    });
    const near = { ...asked, card: { ...asked.card, distanceMetres: 640, walkMinutes: 10 } };
    expect(sharedCentre(near)).toEqual(sharedCentre(makeCentre()));
  });

  it('offers no price of a centre that cannot be booked, and says why not', () => {
    const { filing } = makeCentre();
    const centre = makeCentre({ filing: { ...filing, status: 'suspended' } });
    const suspended = { ...centre, card: { ...centre.card, filingStatus: 'suspended' as const } };
    expect(sharedCentre(suspended).title).toContain('暂停服务，不能约');
    expect(sharedCentre(suspended).title).not.toContain('元');
  });
});
