import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { complaintDraftKey, forgetComplaintDraft } from '../../api/complaint-draft';
import { dropSession, useSession } from '../../api/session';
import { readStored } from '../../platform/storage';
import { makeComplaint } from '../../test-support/complaint-factories';
import { fakeBff, lostAnswer, refusal, reply } from '../../test-support/fake-bff';
import { emptyDraft } from './draft';
import { forgetFiling, sendQueued, submit, useFiling, write } from './filing';

const draft = {
  ...{ ...emptyDraft, category: 'feeRefund', what: '押金没有退', identity: 'hidden' },
  where: { kind: 'centre', id: 'c_0001', name: '栗子树' },
} as const;
const kept = () => readStored<{ queuedKey: string | null; filed: unknown }>(complaintDraftKey);

beforeEach(() => {
  forgetFiling();
  write(draft);
});
afterEach(() => {
  vi.useRealTimers();
  forgetFiling();
});

describe('a complaint handed in without a network', () => {
  it('stays on the phone and goes out when it is back, with the same key', async () => {
    let isOffline = true;
    const { sent } = fakeBff({
      fileComplaint: () => (isOffline ? lostAnswer() : reply('fileComplaint', makeComplaint())),
    });
    await submit();
    expect(useFiling.getState().error?.code).toBe('network_unreachable');
    expect(kept()?.queuedKey).toBeTruthy();
    isOffline = false;
    window.dispatchEvent(new Event('online'));
    await vi.waitFor(() => expect(useFiling.getState().filed).not.toBeNull());
    expect(sent.map(({ key }) => key)).toEqual([sent[0]?.key, sent[0]?.key]);
    expect(sent[0]?.key).toBeTruthy();
    expect(useFiling.getState().draft).toEqual(emptyDraft);
  });

  it('is sent once by two tries at the same time', async () => {
    const { sent } = fakeBff({ fileComplaint: () => reply('fileComplaint', makeComplaint()) });
    await Promise.all([submit(), sendQueued()]);
    expect(sent).toHaveLength(1);
  });

  it('tries again by itself, since phones do not always say that they are back', async () => {
    vi.useFakeTimers();
    let isOffline = true;
    const { sent } = fakeBff({
      fileComplaint: () => (isOffline ? lostAnswer() : reply('fileComplaint', makeComplaint())),
    });
    await submit();
    isOffline = false;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(sent).toHaveLength(2);
    expect(useFiling.getState().filed?.complaint.number).toBe('261124-073852');
  });
});

it('a refused complaint goes back to the form with what was written', async () => {
  fakeBff({ fileComplaint: () => refusal('not_found', 404) });
  await submit();
  expect(useFiling.getState()).toMatchObject({ queuedKey: null, draft: { what: '押金没有退' } });
  expect(useFiling.getState().error?.code).toBe('not_found');
});

it('an anonymous complaint goes by its code, without who is signed in, and its receipt keeps the code', async () => {
  const trackingCode = 'K7M29QXP00000001';
  write({ identity: 'anonymous', trackingCode });
  const { sent } = fakeBff({
    fileAnonymousComplaint: () => reply('fileAnonymousComplaint', makeComplaint({ identity: 'anonymous' })),
  });
  await submit();
  expect(sent[0]?.body).toMatchObject({ trackingCode });
  expect(sent[0]?.body).not.toHaveProperty('identity');
  expect(useFiling.getState().filed?.trackingCode).toBe(trackingCode);
});

describe('what was written', () => {
  it('stays on the phone when a session runs out, and is still there for the same family', () => {
    fakeBff({});
    write({ wanted: '退押金' });
    dropSession();
    expect(kept()).toMatchObject({ draft: { wanted: '退押金' } });
    useSession.setState({ status: 'signedIn', familyId: 'f_0001' });
    expect(useFiling.getState().draft.wanted).toBe('退押金');
  });

  it('leaves it with who signs out or deletes the account', () => {
    fakeBff({});
    write({ wanted: '退押金' });
    forgetComplaintDraft();
    expect(kept()).toBeNull();
    expect(useFiling.getState().draft).toEqual(emptyDraft);
  });

  it('is not found by another family on the same phone', () => {
    fakeBff({});
    write({ wanted: '退押金' });
    useSession.setState({ status: 'signedIn', familyId: 'f_0002' });
    expect(kept()).toBeNull();
  });
});
