import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { complaintDraftKey, forgetComplaintDraft, lateFilesKey } from '../../api/complaint-draft';
import { useSession } from '../../api/session';
import { readStored, writeStored } from '../../platform/storage';
import { fakeBff, reply } from '../../test-support/fake-bff';
import { renderInApp } from '../../test-support/in-app';
import { Button } from '../../ui/button';
import { useSignOut } from './sign-out-sheet';

afterEach(() => {
  cleanup();
  forgetComplaintDraft();
  vi.restoreAllMocks();
});

function Me() {
  const { leave, sheet } = useSignOut();
  return (
    <>
      <Button text="退出登录" onTap={leave} />
      {sheet}
    </>
  );
}

function leave(): void {
  fakeBff({ signOut: () => reply('signOut', {}) });
  renderInApp(<Me />);
  fireEvent.click(screen.getByRole('button', { name: '退出登录' }));
}

const written = { isWaiting: false, draft: { trackingCode: null }, filed: null };

it('who signs out with nothing on the phone is asked nothing', () => {
  leave();
  expect(useSession.getState().status).toBe('signedOut');
});

it('who signs out is told first which complaints and codes the phone alone has', () => {
  const filed = { ...written, filed: { trackingCode: 'K7M29QXP00000001' } };
  writeStored(complaintDraftKey, { pieces: [written, { ...written, isWaiting: true }, filed] });
  writeStored(lateFilesKey, [{ complaint: { id: 'cp_0001' } }, { complaint: null }]);
  leave();
  expect(screen.getByText(/1 件投诉还没写完/)).toBeTruthy();
  expect(screen.getByText(/2 件投诉还没交完/)).toBeTruthy();
  expect(screen.getByText(/1 个匿名投诉的查询码只存在这里/)).toBeTruthy();
  expect(useSession.getState().status).toBe('signedIn');
  fireEvent.click(screen.getByRole('button', { name: '先不退' }));
  expect(readStored(complaintDraftKey)).not.toBeNull();
  fireEvent.click(screen.getByRole('button', { name: '退出登录' }));
  fireEvent.click(screen.getByRole('button', { name: '退出' }));
  expect(useSession.getState().status).toBe('signedOut');
  expect(readStored(complaintDraftKey)).toBeNull();
  expect(readStored(lateFilesKey)).toBeNull();
});
