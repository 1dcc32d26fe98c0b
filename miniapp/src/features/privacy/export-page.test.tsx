import { QueryClientProvider } from '@tanstack/react-query';
import Taro from '@tarojs/taro';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { queryClient } from '../../api/query-client';
import { fakeBff, lostAnswer, reply } from '../../test-support/fake-bff';
import { makeMyData } from '../../test-support/privacy-factories';
import { ExportPage } from './export-page';
import { readableParts } from './my-data-words';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function open(handlers: Parameters<typeof fakeBff>[0]) {
  const bff = fakeBff(handlers);
  render(
    <QueryClientProvider client={queryClient}>
      <ExportPage />
    </QueryClientProvider>,
  );
  return bff;
}

describe('taking one’s data along', () => {
  it('fetches nothing before the tap, then shows it in words', async () => {
    const { sent } = open({ exportMyData: () => reply('exportMyData', makeMyData()) });
    expect(sent).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: '取出来看' }));
    expect(await screen.findByText('13800004296')).toBeTruthy();
    for (const words of [
      '2025-04-08',
      '外婆',
      '祖父母',
      '栗子树托育中心',
      '绒球屋托育中心',
      '119 元',
      '没有申请过。',
    ])
      expect(screen.getByText(words)).toBeTruthy();
  });

  it('copies the very answer of the server as JSON', async () => {
    const written: string[] = [];
    vi.stubGlobal('navigator', {
      clipboard: { writeText: async (text: string) => void written.push(text) },
    });
    open({ exportMyData: () => reply('exportMyData', makeMyData()) });
    fireEvent.click(screen.getByRole('button', { name: '取出来看' }));
    fireEvent.click(await screen.findByRole('button', { name: '复制 JSON' }));
    expect(await screen.findByText('复制好了，粘贴到你放心的地方。')).toBeTruthy();
    expect(JSON.parse(written[0] ?? '')).toEqual(makeMyData());
  });

  it('keeps nothing of it on the phone', async () => {
    open({ exportMyData: () => reply('exportMyData', makeMyData()) });
    fireEvent.click(screen.getByRole('button', { name: '取出来看' }));
    await screen.findByText('13800004296');
    const kept = Taro.getStorageInfoSync().keys.map((key) => String(Taro.getStorageSync(key)));
    expect(kept.join()).not.toContain('13800004296');
  });

  it('says that there is no network, and a second tap asks again', async () => {
    let isOnline = false;
    open({
      exportMyData: () => (isOnline ? reply('exportMyData', makeMyData()) : lostAnswer()),
    });
    fireEvent.click(screen.getByRole('button', { name: '取出来看' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
    isOnline = true;
    fireEvent.click(screen.getByRole('button', { name: '取出来看' }));
    await waitFor(() => expect(screen.queryByText('13800004296')).not.toBeNull());
  });
});

describe('the data in words', () => {
  it('leaves out nothing that the answer holds', () => {
    const data = makeMyData();
    const counts = readableParts(data).map(({ items }) => items.length);
    const lists = [
      ...Object.values(data),
      ...Object.values(data.live),
      [...data.guidance.contacts, ...data.guidance.declined],
    ].filter(Array.isArray);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(lists.flat().length);
    expect(counts).toHaveLength(lists.length);
  });

  it('says of a complaint what was written, how it stands and who may know', () => {
    const part = readableParts(makeMyData()).find(({ title }) => title === '投诉');
    expect(part?.items[0]?.title).toBe('收费、退费，栗子树托育中心');
    const facts = Object.fromEntries(part?.items[0]?.facts ?? []);
    expect(facts).toMatchObject({
      编号: '261124-073852',
      状态: '等受理',
      身份: '机构不知道是你',
      写了: '押金没有退',
      谁看过: '还没有人',
    });
  });

  it('names a child that is gone without inventing one', () => {
    const parts = readableParts(makeMyData({ children: [] }));
    expect(JSON.stringify(parts)).toContain('已删除的孩子');
    expect(JSON.stringify(parts)).not.toContain('小满');
  });
});
