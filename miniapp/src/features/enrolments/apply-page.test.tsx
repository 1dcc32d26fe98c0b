import Taro from '@tarojs/taro';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Child } from '../../api/family';
import { queryClient } from '../../api/query-client';
import { makeCentre } from '../../test-support/factories';
import { fakeBff, lostAnswer, reply } from '../../test-support/fake-bff';
import { renderInApp } from '../../test-support/in-app';
import { makeConsents } from '../../test-support/privacy-factories';
import { ApplyPage } from './apply-page';

afterEach(() => {
  cleanup();
  queryClient.clear();
  vi.restoreAllMocks();
});

const child = { id: 'k_0001', nickname: '小满' } as Child;
const tap = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

function open(state: 'notAsked' | 'given') {
  vi.spyOn(Taro, 'redirectTo').mockResolvedValue({ errMsg: 'ok' } as never);
  const { sent } = fakeBff({
    getCentre: () => reply('getCentre', makeCentre()),
    listConsents: () => reply('listConsents', makeConsents({ enrolment: { state } })),
    applyForEnrolment: () => lostAnswer(),
  });
  renderInApp(<ApplyPage centreId="c_0001" child={child} />);
  return () => sent.filter(({ operationId }) => operationId === 'applyForEnrolment').map(({ body }) => body);
}

describe('what a family tells the centre with its application', () => {
  it('is asked for only after the consent that it is kept under, and may be left out', async () => {
    const applied = open('notAsked');
    await screen.findByRole('button', { name: '想跟机构说两句' });
    tap('想跟机构说两句');
    expect(await screen.findByRole('button', { name: '同意' })).toBeTruthy();
    expect(screen.queryByLabelText('想跟机构说的')).toBeNull();
    tap('不同意');
    tap('提交申请');
    await waitFor(() => expect(applied()).toHaveLength(1));
    expect(applied()[0]).not.toHaveProperty('note');
  });

  it('goes with the application', async () => {
    const applied = open('given');
    await screen.findByRole('button', { name: '想跟机构说两句' });
    tap('想跟机构说两句');
    const field = await screen.findByLabelText('想跟机构说的');
    fireEvent.input(field, { target: { value: ' 想先来看看 ' } });
    tap('提交申请');
    await waitFor(() => expect(applied()).toHaveLength(1));
    expect(applied()[0]).toMatchObject({ note: '想先来看看' });
  });
});
