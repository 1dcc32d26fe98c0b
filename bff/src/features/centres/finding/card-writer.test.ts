import { operations } from '@nearcare/shared/operations/operations';
import { describe, expect, it } from 'vitest';
import { writerOf } from '../../../plugins/serialization.js';
import type { CardFacts } from '../card-facts.js';
import { type AskedCard, toSteadyCard } from '../centres.view.js';
import { cardWriter } from './card-writer.js';

const asked: AskedCard = {
  distanceMetres: 420,
  walkMinutes: 6,
  vacancy: { state: 'free', places: 2, asOf: '2026-11-24T01:12:00.000Z', ageMinutes: 0, basis: 'roster' },
  price: { amountFen: 9_900, unit: 'day', mode: 'fullDay', currency: 'CNY' },
};
const unpriced: AskedCard = { ...asked, distanceMetres: null, walkMinutes: null, price: null };
const rest = {
  nextCursor: 'eyJ',
  total: 2,
  isTotalComplete: true,
  answeredAt: '2026-11-24T01:12:00.000Z',
  radiusMetres: 3000,
  nearestBeyondMetres: null,
};

function factsOf(given: Partial<CardFacts> = {}): CardFacts {
  return {
    _id: 'ce_1',
    rev: 3,
    isDemo: false,
    regionCode: 'cn',
    name: '“桥西”托育 "🌰"\n',
    address: '测试路 1 号',
    phone: null,
    district: { code: 'test-1', name: '桥西街道' },
    township: 'Kraków\\',
    operatorType: 'community',
    isInclusive: true,
    grade: 'A',
    point: { type: 'Point', coordinates: [120.25, 30.5] },
    openingHours: [],
    closesOnHolidays: true,
    closedDays: [],
    careModes: ['fullDay'],
    told: null,
    filing: { status: 'filed' },
    groups: [],
    priceList: [],
    ...given,
  };
}

const written = (bytes: Buffer): unknown => JSON.parse(bytes.toString('utf8'));

describe('a page of cards', () => {
  it('has what the contract’s own writer would write, the first time and again', () => {
    const cards = cardWriter();
    const facts = [factsOf(), factsOf({ _id: 'ce_2', grade: null })];
    const items = facts.map((one, at) => ({ facts: one, asked: at === 0 ? asked : unpriced }));
    const values = items.map((one) => ({ ...toSteadyCard(one.facts), ...one.asked }));
    const usual = writerOf(operations.listNearbyCentres.reply)({ ...rest, items: values });
    for (let turn = 0; turn < 2; turn += 1)
      expect(written(cards.write('listNearbyCentres', { ...rest, items }))).toEqual(JSON.parse(usual));
    expect(written(cards.write('listNearbyCentres', { ...rest, items: [] }))).toEqual({ ...rest, items: [] });
  });

  it('leaves nothing out that was declared, and never holds what was not', () => {
    const secret = { ...asked, secret: 1, vacancy: { ...asked.vacancy, secret: 1 } };
    const items = [{ facts: factsOf(), asked: secret }];
    const page = { ...rest, items, secret: 1 };
    expect(cardWriter().write('listNearbyCentres', page).toString()).not.toContain('secret');
    const { vacancy: _, ...partial } = asked;
    const without = { ...rest, items: [{ facts: factsOf(), asked: partial as AskedCard }] };
    expect(() => cardWriter().write('listNearbyCentres', without)).toThrow('required');
  });

  it('shows a centre as it became', () => {
    const cards = cardWriter();
    const nameOf = (facts: CardFacts) =>
      written(cards.write('listNearbyCentres', { ...rest, items: [{ facts, asked }] }));
    expect(nameOf(factsOf({ name: '旧' }))).toMatchObject({ items: [{ name: '旧' }] });
    expect(nameOf(factsOf({ name: '新' }))).toMatchObject({ items: [{ name: '新' }] });
  });

  it('keeps no more of them than it has room for, and writes the others all the same', () => {
    const most = 2_000;
    const cards = cardWriter(most);
    const many = Array.from({ length: 50 }, (_, number) => factsOf({ _id: `ce_${number}` }));
    for (const facts of [...many, ...many]) {
      const page = written(cards.write('listNearbyCentres', { ...rest, items: [{ facts, asked }] }));
      expect(page).toMatchObject({ items: [{ id: facts._id }] });
      expect(cards.keptBytes()).toBeLessThanOrEqual(most);
    }
    expect(cards.keptBytes()).toBeGreaterThan(most / 2);
  });
});
