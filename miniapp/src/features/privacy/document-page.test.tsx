import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { queryClient } from '../../api/query-client';
import { useSession } from '../../api/session';
import { readStored, removeAllStored } from '../../platform/storage';
import { fakeBff, lostAnswer, reply } from '../../test-support/fake-bff';
import { renderInApp } from '../../test-support/in-app';
import { PageShell } from '../../ui/page-shell';
import { DocumentPage, documentKind } from './document-page';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const rules = {
  kind: 'childrenRules',
  version: '3',
  title: '儿童个人信息保护规则',
  effectiveOn: '2026-11-22',
  sections: [{ heading: '负责人', paragraphs: ['陈静，0571-5550-0100。'] }],
} as const;

function open(getLegalDocument: NonNullable<Parameters<typeof fakeBff>[0]['getLegalDocument']>) {
  const bff = fakeBff({ getLegalDocument });
  useSession.setState({ status: 'signedOut', accessToken: null, familyId: null });
  render(
    <QueryClientProvider client={queryClient}>
      <DocumentPage kind="childrenRules" />
    </QueryClientProvider>,
  );
  return bff;
}

const answer = () =>
  reply('getLegalDocument', { ...rules, sections: [{ heading: '负责人', paragraphs: ['陈静'] }] });

describe('the texts', () => {
  it('can be read by anybody, with version and date', async () => {
    open(answer);
    expect(await screen.findByText('第 3 版，2026年11月22日起用')).toBeTruthy();
    expect(screen.getByText('陈静')).toBeTruthy();
  });

  it('stay readable without a network once they were read, with their age', async () => {
    open(answer);
    await screen.findByText('陈静');
    cleanup();
    open(lostAnswer);
    expect(await screen.findByText('陈静')).toBeTruthy();
    expect(await screen.findByText(/没有网络。下面是今天/, undefined, { timeout: 5000 })).toBeTruthy();
    removeAllStored([]);
  });

  it('are named by their address; anything else is the privacy policy', () => {
    expect(documentKind('userAgreement')).toBe('userAgreement');
    expect(documentKind('secrets')).toBe('privacyPolicy');
  });
});

describe('the first start', () => {
  it('shows where the rules stand, blocks nothing, and is gone for good once put away', () => {
    removeAllStored([]);
    renderInApp(
      <PageShell title="找托育" tab="find">
        <button type="button">看附近</button>
      </PageShell>,
    );
    expect(screen.getByRole('region', { name: '先说清楚' }).textContent).toContain('不用登录');
    expect(screen.queryByRole('dialog')).toBeNull();
    for (const name of ['隐私政策', '儿童个人信息保护规则', '用户协议'])
      expect(screen.getByRole('button', { name })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '知道了' }));
    expect(screen.queryByRole('region', { name: '先说清楚' })).toBeNull();
    expect(readStored('rules-shown')).toBe(true);
  });
});
