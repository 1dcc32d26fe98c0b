import Taro from '@tarojs/taro';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { call, refreshSession, restoreSession, urlOf } from './client';
import { forgetTagged } from './etags';
import { dropSession, keepSession, requireSession, useSession } from './session';

type Sent = { url: string; method: string; header: Record<string, string>; data: unknown };
type Answer = { status: number; body: unknown; header?: Record<string, string> };

const problem = (code: string, status: number, over: object = {}): Answer => ({
  status,
  body: {
    type: 'about:blank',
    title: code,
    status,
    detail: '请再看一眼',
    code,
    requestId: '7F3A-21',
    ...over,
  },
});

const session = (accessToken: string) => ({
  accessToken,
  accessExpiresAt: '2026-11-24T02:00:00.000Z',
  accessExpiresInSeconds: 900,
  familyId: 'f_0001',
});

/** Answers at the edge of the phone; `sent` lists what left it. */
function edge(answer: (sent: Sent) => Answer | Promise<Answer>): Sent[] {
  const sent: Sent[] = [];
  vi.spyOn(Taro, 'request').mockImplementation((async (options: Sent) => {
    sent.push(options);
    const { status, body, header } = await answer(options);
    return { statusCode: status, data: typeof body === 'string' ? body : JSON.stringify(body), header };
  }) as unknown as typeof Taro.request);
  return sent;
}

const isRefresh = ({ url }: Sent) => url.endsWith('/auth/session/refresh');

beforeEach(() => {
  forgetTagged();
  keepSession(session('old'));
});
afterEach(() => vi.restoreAllMocks());

describe('what leaves the phone', () => {
  it('fills path and query, and leaves out what is not given', () => {
    const route = { method: 'GET', path: '/centres/:centreId/availability' } as const;
    expect(
      urlOf(route, { params: { centreId: 'c 1' }, query: { mode: 'fullDay', from: undefined, days: 7 } }),
    ).toBe('/api/v1/centres/c%201/availability?mode=fullDay&days=7');
  });

  it('carries the token and the idempotency key', async () => {
    const sent = edge(() => ({ status: 201, body: { id: 'b_0001' } }));
    await call('createBooking', { body: { quoteId: 'q_0001' } }, { idempotencyKey: 'key-1' });
    expect(sent[0]?.header).toMatchObject({ authorization: 'Bearer old', 'idempotency-key': 'key-1' });
    expect(sent[0]?.data).toEqual({ quoteId: 'q_0001' });
  });
});

describe('what an anonymous author sends', () => {
  it('goes by the code alone: no token, no cookie', async () => {
    const sent = edge(() => ({ status: 200, body: {} }));
    await call('trackComplaint', { body: { trackingCode: 'K7M29QXP00000001' } });
    const trackingCode = 'K7M29QXP00000001';
    await call('getEvidenceUpload', { params: { fileId: 'fl_1' } }, { trackingCode });
    for (const one of sent) {
      expect(one.header).not.toHaveProperty('authorization');
      expect(one).toMatchObject({ credentials: 'omit' });
      expect(one.url).not.toContain(trackingCode);
    }
    expect(sent[1]?.header).toMatchObject({ 'x-tracking-code': trackingCode });
  });

  it('renews no session of whoever is signed in', async () => {
    keepSession({ ...session('old'), accessExpiresInSeconds: 0 });
    const sent = edge(() => problem('session_expired', 401));
    await expect(
      call('trackComplaint', { body: { trackingCode: 'K7M29QXP00000001' } }),
    ).rejects.toMatchObject({ code: 'session_expired' });
    expect(sent.filter(isRefresh)).toEqual([]);
  });
});

describe('an answer asked for again', () => {
  const tagged = (etag: string, body: object): Answer => ({ status: 200, body, header: { Etag: etag } });

  it('is named by its tag, and read from the phone when it is still the same', async () => {
    const sent = edge(({ header }) =>
      header['if-none-match'] === 'W/"7"' ? { status: 304, body: '' } : tagged('W/"7"', { regions: [1] }),
    );
    expect(await call('listDistricts', {})).toEqual({ regions: [1] });
    expect(await call('listDistricts', {})).toEqual({ regions: [1] });
    expect(sent.map(({ header }) => header['if-none-match'])).toEqual([undefined, 'W/"7"']);
  });

  it('is the new one when it changed', async () => {
    let version = 1;
    edge(() => tagged(`"${version}"`, { regions: [version] }));
    await call('listDistricts', {});
    version = 2;
    expect(await call('listDistricts', {})).toEqual({ regions: [2] });
  });

  it('is not named after the session it was given to', async () => {
    const sent = edge(() => tagged('"1"', { regions: [] }));
    await call('listDistricts', {});
    dropSession();
    await call('listDistricts', {});
    expect(sent[1]?.header['if-none-match']).toBeUndefined();
  });
});

describe('a request nobody waits for any more', () => {
  it('is taken off the line', async () => {
    const abort = vi.fn();
    const lines: ((error: Error) => void)[] = [];
    vi.spyOn(Taro, 'request').mockImplementation((() =>
      Object.assign(new Promise((_, reject) => lines.push(reject)), {
        abort,
      })) as unknown as typeof Taro.request);
    const waiting = new AbortController();
    const answer = call('listDistricts', {}, { signal: waiting.signal });
    expect(abort).not.toHaveBeenCalled();
    waiting.abort();
    expect(abort).toHaveBeenCalledOnce();
    lines[0]?.(new Error('request:fail abort'));
    await expect(answer).rejects.toMatchObject({ code: 'network_unreachable' });
  });
});

describe('an answer that is no success', () => {
  it('becomes an error with its code, facts, fields and request id', async () => {
    const errors = [{ path: '/nickname', message: '太长' }];
    edge(() => problem('input_invalid', 400, { facts: { n: 1 }, errors }));
    await expect(call('getMyFamily', {})).rejects.toMatchObject({
      code: 'input_invalid',
      status: 400,
      detail: '请再看一眼',
      facts: { n: 1 },
      errors,
      requestId: '7F3A-21',
    });
  });

  it('is a server error when it is a page of a proxy', async () => {
    edge(() => ({ status: 502, body: '<html>Bad Gateway</html>' }));
    await expect(call('listDistricts', {})).rejects.toMatchObject({ code: 'server_error' });
    edge(() => ({ status: 503, body: '' }));
    await expect(call('listDistricts', {})).rejects.toMatchObject({ code: 'service_unavailable' });
  });

  it('is network_unreachable when there is none at all', async () => {
    edge(() => Promise.reject(new Error('request:fail timeout')));
    await expect(call('listDistricts', {})).rejects.toMatchObject({ code: 'network_unreachable' });
  });
});

describe('an expired session', () => {
  it('is renewed once for all calls under way, which then go through', async () => {
    const sent = edge((one) => {
      if (isRefresh(one)) return { status: 200, body: session('new') };
      const isNew = one.header['authorization'] === 'Bearer new';
      return isNew
        ? { status: 200, body: { id: 'f', phoneTail: '1', children: [] } }
        : problem('session_expired', 401);
    });
    await Promise.all([
      call('getMyFamily', {}),
      call('listMyBookings', { query: {} }),
      call('getMyFamily', {}),
    ]);
    expect(sent.filter(isRefresh)).toHaveLength(1);
    expect(useSession.getState().accessToken).toBe('new');
  });

  it('sends the same idempotency key after renewing', async () => {
    const sent = edge((one) => {
      if (isRefresh(one)) return { status: 200, body: session('new') };
      return one.header['authorization'] === 'Bearer new'
        ? { status: 201, body: { id: 'b_0001' } }
        : problem('session_expired', 401);
    });
    await call('createBooking', { body: { quoteId: 'q_0001' } }, { idempotencyKey: 'key-1' });
    const keys = sent.filter((one) => !isRefresh(one)).map((one) => one.header['idempotency-key']);
    expect(keys).toEqual(['key-1', 'key-1']);
  });

  it('is renewed ahead of time, by the seconds the server gave and not by the clock it names', async () => {
    keepSession({ ...session('short'), accessExpiresInSeconds: 5 });
    const sent = edge((one) =>
      isRefresh(one)
        ? { status: 200, body: session('new') }
        : { status: 200, body: { items: [], nextCursor: null } },
    );
    await call('listMyBookings', { query: {} });
    expect(sent.map(isRefresh)).toEqual([true, false]);
  });

  it('is renewed for my devices too, whose path looks like those that need no session', async () => {
    const sent = edge((one) => {
      if (isRefresh(one)) return { status: 200, body: session('new') };
      return one.header['authorization'] === 'Bearer new'
        ? { status: 200, body: { items: [] } }
        : problem('session_expired', 401);
    });
    await call('listSessions', {});
    expect(sent.filter(isRefresh)).toHaveLength(1);
  });

  it('signs out when the refresh is refused, and asks no more', async () => {
    const sent = edge(() => problem('session_expired', 401));
    await expect(call('getMyFamily', {})).rejects.toMatchObject({ code: 'session_expired' });
    expect(useSession.getState().status).toBe('signedOut');
    expect(sent).toHaveLength(2);
  });

  it('stays signed in when only the network is missing', async () => {
    edge(() => Promise.reject(new Error('request:fail')));
    await expect(refreshSession()).rejects.toMatchObject({ code: 'network_unreachable' });
    expect(useSession.getState().status).toBe('signedIn');
  });
});

describe('a start', () => {
  it('without a network keeps the family known, so that its kept answers can be read', async () => {
    edge(() => Promise.reject(new Error('request:fail')));
    useSession.setState({ status: 'unknown', accessToken: null, accessEndsAtMs: 0 });
    await restoreSession();
    expect(useSession.getState().status).toBe('signedIn');
  });

  it('asks the server for nothing when nobody was signed in', async () => {
    const sent = edge(() => problem('session_expired', 401));
    await refreshSession().catch(() => undefined);
    useSession.setState({ status: 'unknown' });
    sent.length = 0;
    await restoreSession();
    expect(sent).toHaveLength(0);
    expect(useSession.getState().status).toBe('signedOut');
  });
});

describe('a step that needs a session', () => {
  it('runs at once for those signed in, and waits for the others', () => {
    const step = vi.fn();
    requireSession(step);
    expect(step).toHaveBeenCalledTimes(1);
    useSession.setState({ status: 'signedOut' });
    requireSession(step);
    expect(step).toHaveBeenCalledTimes(1);
    expect(useSession.getState().asked).not.toBeNull();
  });
});
