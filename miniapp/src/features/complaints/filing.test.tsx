import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { complaintDraftKey, countKept, forgetComplaintDraft } from '../../api/complaint-draft';
import { dropSession, useSession } from '../../api/session';
import { readStored } from '../../platform/storage';
import { makeComplaint, makeEvent, makeFiled } from '../../test-support/complaint-factories';
import { fakeBff, lostAnswer, refusal, reply, type Sent } from '../../test-support/fake-bff';
import { type Draft, emptyDraft } from './draft';
import { sendQueued, submit, takeBack } from './filing';
import { findPiece, forgetFiling, type Piece, useFiling, write } from './pieces';

const draft: Draft = {
  ...{ ...emptyDraft, category: 'feeRefund', what: '押金没有退', identity: 'hidden' },
  where: { kind: 'centre', id: 'c_0001', name: '栗子树' },
};
/** What the service has of it, as it was sent first. */
const arrived = makeComplaint({ what: '押金没有退', wanted: null, incidentOn: null });
const code = 'K7M29QXP00000001';
const kept = () => readStored<{ pieces: readonly Piece[] }>(complaintDraftKey);
const piece = (id = 'one') => findPiece(id) as Piece;
const keysOf = (sent: Sent[], operationId = 'fileComplaint') =>
  sent.filter((one) => one.operationId === operationId).map(({ key }) => key);

/** Files as the service does: the same words again are the same complaint, other words under the key are refused. */
function service(over: Parameters<typeof fakeBff>[0] = {}) {
  const bodies = new Map<string, string>();
  const state = { isLost: false, isReached: true };
  const file = (one: Sent, answer: () => ReturnType<typeof reply>) => {
    if (!state.isReached) return lostAnswer();
    const known = bodies.get(one.key ?? '');
    const body = JSON.stringify(one.body);
    if (known !== undefined && known !== body) return refusal('idempotency_key_reused', 422);
    bodies.set(one.key ?? '', body);
    return state.isLost ? lostAnswer() : answer();
  };
  const { sent } = fakeBff({
    fileComplaint: (one) =>
      file(one, () => reply('fileComplaint', { ...makeFiled(), ...arrived, missingFiles: [] })),
    fileAnonymousComplaint: (one) =>
      file({ ...one, key: (one.body as { trackingCode: string }).trackingCode }, () =>
        reply('fileAnonymousComplaint', makeFiled({ identity: 'anonymous' })),
      ),
    ...over,
  });
  return { sent, state, complaints: bodies };
}

const session = { status: 'signedIn', familyId: 'f_0001' } as const;

beforeEach(() => {
  forgetFiling();
  useSession.setState(session);
  write('one', draft);
});
afterEach(() => {
  vi.useRealTimers();
  forgetFiling();
});

describe('a complaint handed in without a network', () => {
  it('stays on the phone and goes out when it is back, with the same key', async () => {
    const { sent, state } = service();
    state.isReached = false;
    await submit('one');
    expect(piece()).toMatchObject({ isWaiting: true, fault: { code: 'network_unreachable' } });
    expect(kept()?.pieces[0]?.isWaiting).toBe(true);
    state.isReached = true;
    window.dispatchEvent(new Event('online'));
    await vi.waitFor(() => expect(piece().filed).not.toBeNull());
    expect(keysOf(sent)).toEqual([sent[0]?.key, sent[0]?.key]);
    expect(sent[0]?.key).toBeTruthy();
    expect(piece().draft.what).toBe('');
  });

  it('is sent once by two tries at the same time', async () => {
    const { sent } = service();
    await Promise.all([submit('one'), sendQueued()]);
    expect(sent).toHaveLength(1);
  });

  it('tries again by itself, since phones do not always say that they are back', async () => {
    vi.useFakeTimers();
    const { sent, state } = service();
    state.isReached = false;
    await submit('one');
    state.isReached = true;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(sent).toHaveLength(2);
    expect(piece().filed?.complaint.number).toBe('261124-073852');
  });

  it('holds up no other one: what is urgent goes out past it', async () => {
    const { sent } = service({ fileComplaint: ({ body }) => answerTo(body) });
    const answerTo = (body: unknown) =>
      (body as { category: string }).category === 'abuse'
        ? reply('fileComplaint', makeFiled({ category: 'abuse' }))
        : refusal('rate_limited', 429);
    await submit('one');
    write('two', { ...draft, category: 'abuse', what: '老师打人' });
    await submit('two');
    expect(piece()).toMatchObject({ isWaiting: true, fault: { code: 'rate_limited' } });
    expect(piece('two').filed?.complaint.category).toBe('abuse');
    expect(new Set(keysOf(sent)).size).toBe(2);
  });
});

describe('what comes back', () => {
  it('is not lost where the session ran out meanwhile: it waits, says so, and goes out after the sign-in', async () => {
    let isSignedIn = false;
    const { sent } = fakeBff({
      fileComplaint: () =>
        isSignedIn ? reply('fileComplaint', makeFiled()) : refusal('session_expired', 401),
      refreshSession: () => refusal('session_expired', 401),
    });
    await submit('one');
    expect(piece()).toMatchObject({ isWaiting: true, fault: { code: 'session_expired' } });
    expect(kept()?.pieces[0]).toMatchObject({ isWaiting: true, fault: { code: 'session_expired' } });
    isSignedIn = true;
    useSession.setState({ ...session, accessToken: 'new', accessEndsAtMs: Number.POSITIVE_INFINITY });
    await vi.waitFor(() => expect(piece().filed).not.toBeNull());
    expect(new Set(keysOf(sent)).size).toBe(1);
  });

  it.each(['file_unknown', 'not_found'] as const)(
    'refused with %s goes back to the form with what was written, and the reason stays until it is changed',
    async (refused) => {
      fakeBff({ fileComplaint: () => refusal(refused, 409) });
      await submit('one');
      expect(piece()).toMatchObject({
        isWaiting: false,
        draft: { what: '押金没有退' },
        tried: { drafts: [] },
      });
      expect(kept()?.pieces[0]?.fault?.code).toBe(refused);
      write('one', { what: '押金没有退，写明白了' });
      expect(piece().fault).toBeNull();
    },
  );

  it('says which files an urgent one was filed without', async () => {
    fakeBff({
      fileComplaint: () => reply('fileComplaint', { ...makeFiled(), missingFiles: ['fl_1', 'fl_2'] }),
    });
    await submit('one', 1);
    expect(piece()).toMatchObject({ filed: { missingFiles: ['fl_1', 'fl_2'] } });
  });
});

describe('a complaint taken back after its answer was lost', () => {
  /** Arrived, unheard, and is in the form again. */
  async function lost(over: Parameters<typeof fakeBff>[0] = {}) {
    const made = service(over);
    made.state.isLost = true;
    await submit('one');
    takeBack('one');
    made.state.isLost = false;
    expect(piece()).toMatchObject({ isWaiting: false });
    return made;
  }

  it('is the same one where nothing was changed', async () => {
    const { sent, complaints } = await lost();
    await submit('one');
    expect(complaints.size).toBe(1);
    expect(new Set(keysOf(sent)).size).toBe(1);
    expect(piece().filed).toMatchObject({ cameBefore: false });
  });

  it('is still one where its words were changed: what is new is added to it', async () => {
    const { sent, complaints } = await lost({ addToComplaint: () => reply('addToComplaint', arrived) });
    write('one', { what: '押金没有退，说要等三个月', who: '张园长' });
    await submit('one');
    expect(complaints.size).toBe(1);
    expect(piece().filed).toMatchObject({ cameBefore: true, complaint: { id: arrived.id } });
    const added = sent.filter(({ operationId }) => operationId === 'addToComplaint');
    expect(added.map(({ body }) => body)).toEqual([
      { text: '改一下：\n说的是谁：张园长\n经过：……，说要等三个月' },
    ]);
    expect(added[0]?.key).toMatch(/^[\w-]{8,80}$/);
  });

  it('adds what was changed once, however often the answer to that is lost', async () => {
    const { sent } = await lost({
      addToComplaint: () => (isDown ? lostAnswer() : reply('addToComplaint', arrived)),
    });
    let isDown = true;
    write('one', { what: '另外的话' });
    await submit('one');
    expect(piece().isWaiting).toBe(true);
    isDown = false;
    await sendQueued();
    const keys = keysOf(sent, 'addToComplaint');
    expect(keys).toEqual([keys[0], keys[0]]);
    expect(piece().filed).not.toBeNull();
  });

  it('stays the one it is where what was changed is refused', async () => {
    let isRefused = true;
    const { complaints } = await lost({
      addToComplaint: () => (isRefused ? refusal('file_unknown', 409) : reply('addToComplaint', arrived)),
    });
    write('one', { what: '另外的话' });
    await submit('one');
    expect(piece()).toMatchObject({ isWaiting: false, fault: { code: 'file_unknown' } });
    isRefused = false;
    await submit('one');
    expect(complaints.size).toBe(1);
    expect(piece().filed?.cameBefore).toBe(true);
  });

  it('goes out as it reads now where the first one had not arrived', async () => {
    const made = service();
    made.state.isReached = false;
    await submit('one');
    takeBack('one');
    write('one', { what: '押金不退，孩子大名不写了' });
    made.state.isReached = true;
    await submit('one');
    expect([...made.complaints.values()]).toEqual([expect.stringContaining('大名不写了')]);
    expect(piece().filed?.cameBefore).toBe(false);
  });
});

describe('an anonymous complaint', () => {
  beforeEach(() => write('one', { identity: 'anonymous', trackingCode: code }));

  it('goes by its code, without who is signed in, and its receipt keeps the code', async () => {
    const { sent } = service();
    await submit('one');
    expect(sent[0]?.body).toMatchObject({ trackingCode: code });
    expect(sent[0]?.body).not.toHaveProperty('identity');
    expect(piece().filed?.trackingCode).toBe(code);
    expect(countKept()).toEqual({ written: 0, waiting: 0, codes: 1 });
  });

  it('changed after a lost answer is found by its code, and added to', async () => {
    const { sent, state, complaints } = service({
      trackComplaint: () => reply('trackComplaint', { ...arrived, identity: 'anonymous' }),
      actOnTrackedComplaint: () => reply('actOnTrackedComplaint', arrived),
    });
    state.isLost = true;
    await submit('one');
    takeBack('one');
    state.isLost = false;
    write('one', { wanted: '退押金' });
    await submit('one');
    expect(complaints.size).toBe(1);
    expect(piece().filed).toMatchObject({ cameBefore: true, trackingCode: code });
    expect(sent.at(-1)?.body).toMatchObject({
      move: 'added',
      text: '改一下：\n想要：退押金',
      trackingCode: code,
    });
  });

  it('is not filed a second time under an account: first it is asked whether it had arrived, and its code stays', async () => {
    const { state, complaints, sent } = service({
      trackComplaint: () => reply('trackComplaint', { ...arrived, identity: 'anonymous' }),
    });
    state.isLost = true;
    await submit('one');
    takeBack('one');
    state.isLost = false;
    write('one', { identity: 'hidden', trackingCode: null });
    await submit('one');
    expect(complaints.size).toBe(1);
    expect(keysOf(sent)).toEqual([]);
    expect(piece().filed).toMatchObject({ cameBefore: true, trackingCode: code });
  });

  it('becomes one of the account where it had not arrived', async () => {
    const { state, complaints } = service({ trackComplaint: () => refusal('tracking_code_wrong', 404) });
    state.isReached = false;
    await submit('one');
    takeBack('one');
    state.isReached = true;
    write('one', { identity: 'named', trackingCode: null });
    await submit('one');
    expect(complaints.size).toBe(1);
    expect(piece().filed).toMatchObject({ cameBefore: false, trackingCode: null });
  });

  it('is not filed beside one of the account that had arrived', async () => {
    write('one', { identity: 'hidden', trackingCode: null });
    const { state, sent } = service({
      listMyComplaints: () =>
        reply('listMyComplaints', {
          items: [{ ...arrived, filedAt: new Date().toISOString(), dueAt: null, isOverdue: false }],
        } as never),
      getComplaint: () => reply('getComplaint', { ...arrived, events: [makeEvent()] }),
    });
    state.isLost = true;
    await submit('one');
    takeBack('one');
    write('one', { identity: 'anonymous', trackingCode: code });
    await submit('one');
    expect(keysOf(sent, 'fileAnonymousComplaint')).toEqual([]);
    expect(piece().filed).toMatchObject({ cameBefore: true, trackingCode: null });
  });
});

describe('what was written', () => {
  it('stays on the phone when a session runs out, and is still there for the same family', () => {
    fakeBff({});
    write('one', { wanted: '退押金' });
    dropSession();
    expect(kept()?.pieces[0]).toMatchObject({ draft: { wanted: '退押金' } });
    useSession.setState({ status: 'signedIn', familyId: 'f_0001' });
    expect(piece().draft.wanted).toBe('退押金');
  });

  it('leaves it with who signs out or deletes the account', () => {
    fakeBff({});
    forgetComplaintDraft();
    expect(kept()).toBeNull();
    expect(useFiling.getState().pieces).toEqual([]);
  });

  it('is not found by another family on the same phone, and what nobody wrote in an account stays', () => {
    fakeBff({});
    write('one', { wanted: '退押金' });
    useSession.setState({ status: 'signedOut', familyId: null });
    write('two', { category: 'abuse' });
    useSession.setState({ status: 'signedIn', familyId: 'f_0002' });
    expect(kept()?.pieces.map(({ id }) => id)).toEqual(['two']);
  });

  it('is not changed any more while it is on its way', async () => {
    const { state } = service();
    state.isReached = false;
    await submit('one');
    write('one', { what: '别的' });
    expect(piece().draft.what).toBe('押金没有退');
  });
});
