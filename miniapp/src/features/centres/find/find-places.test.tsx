import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { lostAnswer, refusal } from '../../../test-support/fake-bff';
import { asked, card, found, open, page, startWithEmptyPhone } from '../../../test-support/find-stage';
import { useFind } from './find-state';

startWithEmptyPhone();

describe('without a location', () => {
  it('offers the map and the districts, and finds from the district chosen', async () => {
    const here = {
      distanceMetres: null,
      walkMinutes: null,
      townshipName: '桥西街道',
      address: '槐树路 12 号',
    };
    open(
      () => page([]),
      'denied',
      () => found([card(here)]),
    );
    expect(await screen.findByText('不给位置也能找')).toBeTruthy();
    expect(screen.getByRole('button', { name: '在地图上选地方' })).toBeTruthy();
    expect(asked).toHaveLength(0);
    fireEvent.click(await screen.findByRole('button', { name: '桥西街道' }));
    const link = await screen.findByRole('link', { name: /栗子树托育中心/ });
    expect(link.textContent).toContain('桥西街道 槐树路 12 号');
    expect(link.textContent).not.toMatch(/米|公里/);
    expect(Object.fromEntries(asked[0] ?? [])).toMatchObject({ districtCode: '1', date: '2026-11-24' });
    expect(asked[0]?.has('lat')).toBe(false);
    expect(screen.getByText(/桥西街道 1 家/)).toBeTruthy();
  });
});

describe('another town', () => {
  it('is told so, with the nearest one that has a register', async () => {
    useFind.setState({
      place: { kind: 'here', position: { lat: 39.9, lng: 116.4, datum: 'wgs84' } },
    });
    open(
      () => page([]),
      'given',
      () => found([card()]),
    );
    useFind.setState({ place: { kind: 'here', position: { lat: 39.9, lng: 116.4, datum: 'wgs84' } } });
    expect(await screen.findByText('这里还没有登记的机构')).toBeTruthy();
    expect(screen.getByText(/最近的在中国桥西街道，约 1\d{3} 公里/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '看桥西街道的 10 家' }));
    expect(await screen.findByText('栗子树托育中心')).toBeTruthy();
    expect(asked.at(-1)?.get('districtCode')).toBe('1');
  });
});

describe('nothing found', () => {
  it('says so and goes to where the nearest one is', async () => {
    open(({ url }) =>
      url.includes('radiusMetres=3000') ? page([], { nearestBeyondMetres: 4321 }) : page([card()]),
    );
    expect(await screen.findByText('3 公里内没有找到')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '看 5 公里内' }));
    expect(await screen.findByText('栗子树托育中心')).toBeTruthy();
    expect(asked.at(-1)?.get('radiusMetres')).toBe('5000');
  });

  it('offers other places when there is nobody far and wide', async () => {
    open(() => page([]));
    expect(await screen.findByRole('button', { name: '桥西街道' })).toBeTruthy();
  });
});

describe('an answer that fails', () => {
  it('names the request and tries again', async () => {
    let answers = 0;
    open(() => {
      answers += 1;
      return answers === 1 ? refusal('server_error', 500) : page([card()]);
    });
    expect(await screen.findByText(/7F3A-21/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '再试一次' }));
    expect(await screen.findByText('栗子树托育中心')).toBeTruthy();
  });

  it('shows what was seen last, with its age, while there is no network', async () => {
    open(() => page([card()]));
    await screen.findByText('栗子树托育中心');
    cleanup();
    useFind.setState({ place: { kind: 'locating' } });
    open(lostAnswer);
    expect(await screen.findByText('没有网络', {}, { timeout: 5000 })).toBeTruthy();
    await waitFor(() => expect(screen.getByText(/看到的，现在可能变了/)).toBeTruthy());
    expect(screen.getByText(/电话 0571-5550-0117/)).toBeTruthy();
    expect(screen.queryByText('110')).toBeNull();
  });
});
