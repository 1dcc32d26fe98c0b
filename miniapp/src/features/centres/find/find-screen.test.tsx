import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import {
  asked,
  card,
  counted,
  found,
  open,
  page,
  startWithEmptyPhone,
} from '../../../test-support/find-stage';
import { noFilters, useFind } from './find-state';

startWithEmptyPhone();

describe('the list', () => {
  it('asks for the day, the service and the place, and shows who is near and has room', async () => {
    open(() =>
      page([card(), card({ id: 'c_0002', name: '小脚丫', vacancy: { ...card().vacancy, state: 'full' } })]),
    );
    const link = await screen.findByRole('link', { name: /栗子树托育中心/ });
    expect(link.textContent).toContain('今天还有 2 个位置');
    expect(screen.getByText(/2 家，今天 1 家有余位/)).toBeTruthy();
    expect(Object.fromEntries(asked[0] ?? [])).toMatchObject({
      date: '2026-11-24',
      mode: 'fullDay',
      datum: 'wgs84',
      radiusMetres: '3000',
    });
  });

  it('marks one without a filing and shows no price for it', async () => {
    open(() => page([card({ filingStatus: 'unfiled' })]));
    const link = await screen.findByRole('link', { name: /栗子树托育中心/ });
    expect(within(link).getByText(/查不到备案/)).toBeTruthy();
    expect(within(link).queryByText('110')).toBeNull();
  });

  it('goes on from where the first page ended', async () => {
    open(({ url }) =>
      url.includes('cursor=')
        ? page([card({ id: 'c_0002', name: '第二页' })])
        : page([card()], { nextCursor: 'next' }),
    );
    fireEvent.click(await screen.findByRole('button', { name: '再看一些' }));
    expect(await screen.findByText('第二页')).toBeTruthy();
    expect(asked[1]?.get('cursor')).toBe('next');
    expect(screen.getByText('栗子树托育中心')).toBeTruthy();
  });
});

describe('the filters', () => {
  it('change nothing until the button that says how many there will be', async () => {
    open(({ url }) =>
      page(url.includes('inclusive') ? [card()] : [card(), card({ id: 'c_0002', name: '小脚丫' })], {
        total: url.includes('inclusive') ? 1 : 2,
      }),
    );
    fireEvent.click(await screen.findByRole('button', { name: /^筛选/ }));
    const sheet = await screen.findByRole('dialog', { name: '筛选' });
    fireEvent.click(within(sheet).getByRole('button', { name: '普惠' }));
    fireEvent.click(within(sheet).getByRole('radio', { name: 'B 级以上' }));
    const use = await within(sheet).findByRole('button', { name: '看 1 家' });
    expect(asked).toHaveLength(1);
    expect(Object.fromEntries(counted.at(-1) ?? [])).toMatchObject({ inclusive: 'true', grade: 'B' });
    fireEvent.click(use);
    await waitFor(() => expect(asked).toHaveLength(2));
    expect(Object.fromEntries(asked[1] ?? [])).toMatchObject({ inclusive: 'true', grade: 'B' });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('say which are on over the list, and one tap takes one off', async () => {
    useFind.setState({ filters: { ...noFilters, grade: 'B', openAt: '07:30', maxPriceFen: 200_000 } });
    open(() => page([card()]));
    await screen.findByText('栗子树托育中心');
    expect(screen.getByRole('button', { name: '去掉 2000 元/月以内' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '去掉 B 级以上' }));
    await waitFor(() => expect(asked.at(-1)?.has('grade')).toBe(false));
    expect(asked.at(-1)?.get('openAt')).toBe('07:30');
    fireEvent.click(screen.getByRole('button', { name: '清空筛选' }));
    await waitFor(() => expect(asked.at(-1)?.has('openAt')).toBe(false));
  });

  it('put the list in the order chosen', async () => {
    open(() => page([card()]));
    fireEvent.click(await screen.findByRole('button', { name: '排序：离得近' }));
    fireEvent.click(await screen.findByRole('radio', { name: '价格低' }));
    await waitFor(() => expect(asked.at(-1)?.get('sort')).toBe('price'));
  });

  it('start on the day that is worked next', async () => {
    useFind.setState({ filters: { ...noFilters, date: '2026-11-01' } });
    open(() => page([card()]));
    await screen.findByText('栗子树托育中心');
    expect(asked[0]?.get('date')).toBe('2026-11-24');
  });
});

describe('words', () => {
  const type = (text: string) =>
    fireEvent.change(screen.getByRole('searchbox', { name: /按名称/ }), { target: { value: text } });

  it('are asked once typing rests, with where the parent stands', async () => {
    open(
      () => page([card()]),
      'given',
      () => found([card({ name: '小脚丫托育点' })]),
    );
    await screen.findByText('栗子树托育中心');
    for (const text of ['x', 'xj', 'xjy']) type(text);
    expect(await screen.findByText('小脚丫托育点')).toBeTruthy();
    expect(asked.slice(1).map((query) => query.get('q'))).toEqual(['xjy']);
    expect(asked[1]?.get('lat')).toBe('31.42');
    expect(asked[1]?.has('radiusMetres')).toBe(false);
  });

  it('find one without a filing: marked, without a price, with who to ask and where to report it', async () => {
    useFind.setState({ filters: { ...noFilters, q: '阳光' } });
    open(
      () => page([]),
      'given',
      () => found([card({ filingStatus: 'unfiled', name: '阳光看护点' })]),
    );
    const link = await screen.findByRole('link', { name: /阳光看护点/ });
    expect(within(link).getByText('查不到备案。可以先问当地卫健部门')).toBeTruthy();
    expect(within(link).queryByText('110')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: /举报未备案机构/ }));
    const sheet = await screen.findByRole('dialog', { name: '举报未备案机构' });
    expect(within(sheet).getByRole('button', { name: /12345/ })).toBeTruthy();
    expect(within(sheet).getByRole('button', { name: /12320/ })).toBeTruthy();
  });

  it('that nothing is called by lead on to address and pinyin', async () => {
    useFind.setState({ filters: { ...noFilters, q: '蓝精灵' } });
    open(() => page([card()]));
    expect(await screen.findByText('没有叫“蓝精灵”的')).toBeTruthy();
    expect(screen.getByText('试试地址或拼音')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '看附近的' }));
    expect(await screen.findByText('栗子树托育中心')).toBeTruthy();
  });

  it('are kept on the phone for the next time, until they are cleared', async () => {
    open(() => page([card()]));
    await screen.findByText('栗子树托育中心');
    const field = screen.getByRole('searchbox', { name: /按名称/ });
    fireEvent.focus(field);
    type('桥西');
    fireEvent.blur(field);
    await waitFor(() => expect(asked.at(-1)?.get('q')).toBe('桥西'));
    type('');
    fireEvent.click(await screen.findByRole('button', { name: '桥西' }));
    await screen.findByText('没有叫“桥西”的');
    type('');
    fireEvent.focus(field);
    fireEvent.click(await screen.findByRole('button', { name: '清除最近找过的' }));
    expect(screen.queryByText('最近找过')).toBeNull();
  });
});
