import { expect, it } from 'vitest';
import { demoPlace, openCentre, tap, useProduct, walkToQuote } from './journey.js';

const product = useProduct();

it('two parents go for the last place: one holds the card, the other is told in plain words what to do next', async () => {
  const phones = await Promise.all([1, 2].map(() => product.newPhone(demoPlace)));
  for (const { page } of phones) {
    await page.goto(product.url);
    await openCentre(page, '小脚丫社区托育点');
    await walkToQuote(page, /还有 1 个位置/);
  }

  await Promise.all(phones.map(({ page }) => tap(page, '确认预约')));
  const outcomes = await Promise.all(
    phones.map(({ page }) => {
      const card = page.getByText('入园码').first();
      const taken = page.getByText('最后一个位置刚被约走').first();
      return Promise.race([card.waitFor().then(() => 'card'), taken.waitFor().then(() => 'taken')]);
    }),
  );

  expect(outcomes.toSorted()).toEqual(['card', 'taken']);
  const loser = phones[outcomes.indexOf('taken')];
  const text = (await loser?.page.innerText('body')) ?? '';
  expect(text).toContain('没有产生费用');
  expect(
    await loser?.page
      .getByRole('button', { name: /换|改|看附近|附近/ })
      .filter({ visible: true })
      .count(),
  ).toBeGreaterThan(0);
  for (const phone of phones) {
    expect(phone.faults).toEqual([]);
    await phone.close();
  }
});
