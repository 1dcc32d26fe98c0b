import { createHash } from 'node:crypto';
import { readConfig } from '@nearcare/bff/config';
import { consentsModel } from '@nearcare/bff/features/consents/consents.model';
import { consentsPublic, consentsService } from '@nearcare/bff/features/consents/consents.service';
import { purposes, purposeTexts } from '@nearcare/bff/features/consents/purposes';
import {
  type WithdrawalEffects,
  withdrawalsService,
} from '@nearcare/bff/features/consents/withdrawals.service';
import { newId } from '@nearcare/bff/lib/ids';
import { describe, expect, it } from 'vitest';
import { buildTestApp, ownTestApp } from '../support/build-test-app.js';
import { addCentre, addDistrict } from '../support/factories.js';
import { Parent, parentWithChild } from '../support/parent.js';

const thursday = '2026-11-26';
const test = ownTestApp();

const stateOf = (parent: Parent, purpose: string) =>
  parent.call('listConsents').then(({ body }) => body.items.find((item) => item.purpose === purpose)?.state);
const withdraw = (parent: Parent, purpose: string) => parent.call('withdrawConsent', { body: { purpose } });

const printOf = (text: unknown) =>
  createHash('sha256').update(JSON.stringify(text)).digest('base64url').slice(0, 12);

describe('the legal documents', () => {
  /** Of the text as it stands. Whoever changes a word raises the version in the document, then both figures here. */
  const written = {
    privacyPolicy: ['10', 'e_hZVarW0FkW'],
    childrenRules: ['6', 'UbsOaO1_Eefu'],
    userAgreement: ['2', 'qbv77ErbgAwW'],
  } as const;

  it.each(Object.entries(written))(
    '%s is public, complete, and of the version its text has',
    async (kind, of) => {
      const { status, body } = await new Parent(test.app).call('getLegalDocument', { params: { kind } });
      expect(status).toBe(200);
      expect([body.version, printOf(body.sections)]).toEqual(of);
      expect(body.sections.every(({ heading, paragraphs }) => heading && paragraphs.length > 0)).toBe(true);
    },
  );

  it('name the operator, the person in charge, the place and the way to complain', async () => {
    const own = {
      OPERATOR_NAME: '禾川托育服务中心',
      OPERATOR_ADDRESS: '禾川市桥西街道 1 号',
      PRIVACY_CONTACT: '0571-5550-0100',
      CHILD_DATA_OFFICER: '王某某',
      DATA_LOCATION: '浙江省杭州市',
      DATA_PROCESSORS: '甲短信公司；乙云公司',
    };
    const named = await buildTestApp(own);
    try {
      const parent = new Parent(named.app);
      const texts = await Promise.all(
        ['privacyPolicy', 'childrenRules'].map(async (kind) =>
          JSON.stringify((await parent.call('getLegalDocument', { params: { kind } })).body),
        ),
      );
      for (const value of [own.OPERATOR_NAME, own.PRIVACY_CONTACT, own.CHILD_DATA_OFFICER, own.DATA_LOCATION])
        for (const text of texts) expect(text).toContain(value);
      for (const processor of ['甲短信公司', '乙云公司']) expect(texts[0]).toContain(processor);
    } finally {
      await named.close();
    }
  });

  it('are never shown with placeholders in production: it does not start without the particulars', () => {
    const names = ['OPERATOR_NAME', 'OPERATOR_ADDRESS', 'PRIVACY_CONTACT', 'CHILD_DATA_OFFICER'];
    for (const name of [...names, 'DATA_LOCATION', 'DATA_PROCESSORS'])
      expect(() => readConfig({ NODE_ENV: 'production' })).toThrow(`${name}: the privacy policy names it`);
  });

  it('answers 400 for a kind there is none of', async () => {
    const answer = await new Parent(test.app).call('getLegalDocument', { params: { kind: 'other' } });
    expect([answer.status, answer.problem.code]).toEqual([400, 'input_invalid']);
  });
});

describe('consents', () => {
  /** As above: whoever changes a word raises the version, and says in `inOtherWords` if it is but another word. */
  const asked = {
    childProfile: ['5', 'ljRgYOtbuXY0'],
    pickups: ['2', 'WoCW4PbeHWmF'],
    feeReduction: ['2', 'fn1_uYqPAbgO'],
    enrolment: ['2', '48bvCARaARfQ'],
    expertQuestion: ['1', 'oZ77Kz2U3Pcf'],
    homeVisit: ['1', 'ytWrEqfpBwk5'],
  } as const;

  it.each(purposes)('to %s are of the version its text has', (purpose) => {
    const { version, ...text } = purposeTexts[purpose];
    expect([version, printOf(text)]).toEqual(asked[purpose]);
  });

  it('are asked for one by one, each with what, why, until when, if refused and if withdrawn', async () => {
    const parent = await new Parent(test.app).signIn();
    const { items } = (await parent.call('listConsents')).body;
    expect(items.map(({ purpose, state, decidedAt }) => [purpose, state, decidedAt])).toEqual(
      purposes.map((purpose) => [purpose, 'notAsked', null]),
    );
    for (const { what, why, keptUntil, ifRefused, ifWithdrawn } of items)
      for (const text of [what, why, keptUntil, ifRefused, ifWithdrawn])
        expect(text.length).toBeGreaterThan(8);
  });

  it('are given for one purpose, to the version in force, and logged once', async () => {
    const parent = await new Parent(test.app).signIn();
    const body = { purpose: 'pickups', version: purposeTexts.pickups.version };
    const given = await Promise.all([1, 2, 3].map(() => parent.call('giveConsent', { body })));
    expect(given.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(given[0]?.body.items.map(({ state }) => state)).toEqual([
      'notAsked',
      'given',
      'notAsked',
      'notAsked',
      'notAsked',
      'notAsked',
    ]);
    const log = await test.app.store
      .collection('consentEvents')
      .find({ familyId: parent.familyId })
      .toArray();
    expect(log).toHaveLength(1);
    expect(log[0]).toMatchObject({ ...body, decision: 'given', n: 1 });
  });

  it('to an older text are refused, and one that was given to it no longer counts', async () => {
    const parent = await new Parent(test.app).signIn();
    const old = await parent.call('giveConsent', { body: { purpose: 'childProfile', version: '0' } });
    expect([old.status, old.problem.code]).toEqual([409, 'consent_version_old']);

    const model = consentsModel(test.app.store);
    const { familyId } = parent;
    const event = { purpose: 'childProfile', n: 1, version: '0', decision: 'given', isOpen: false } as const;
    await model.append({ familyId, ...event, at: test.clock.now() });
    expect(await stateOf(parent, 'childProfile')).toBe('outdated');
    await expect(consentsPublic(model, test.clock).require(familyId, 'childProfile')).rejects.toMatchObject({
      code: 'consent_required',
      facts: { purpose: 'childProfile' },
    });
    await parent.agreeTo('childProfile');
    expect(await stateOf(parent, 'childProfile')).toBe('given');
  });

  it('stay when the text only changes a word: nobody is asked again, nothing is logged, it can be withdrawn', async () => {
    const parent = await new Parent(test.app).signIn();
    const { familyId } = parent;
    const model = consentsModel(test.app.store);
    const event = { purpose: 'pickups', n: 1, version: '1', decision: 'given', isOpen: false } as const;
    await model.append({ familyId, ...event, at: test.clock.now() });
    expect(purposeTexts.pickups.version).not.toBe('1');
    expect(await stateOf(parent, 'pickups')).toBe('given');
    const pickup = { name: '外婆', relation: 'grandparent', phone: '13900001111' };
    expect((await parent.call('addPickup', { body: pickup })).status).toBe(201);
    await parent.agreeTo('pickups');
    expect(await model.listOfFamily(familyId)).toHaveLength(1);
    await withdraw(parent, 'pickups');
    expect(await stateOf(parent, 'pickups')).toBe('withdrawn');
    expect((await parent.call('getMyFamily')).body.pickups).toEqual([]);
  });

  it('stand before anything is stored for them', async () => {
    const parent = await new Parent(test.app).signIn();
    const child = { nickname: '小满', birthOn: '2025-04-08' };
    const pickup = { name: '外婆', relation: 'grandparent', phone: '13900001111' };
    const refused = [
      await parent.call('addChild', { body: child }),
      await parent.call('addPickup', { body: pickup }),
    ];
    expect(refused.map(({ problem }) => [problem.code, problem.facts?.purpose])).toEqual([
      ['consent_required', 'childProfile'],
      ['consent_required', 'pickups'],
    ]);
    await parent.agreeTo('pickups');
    expect((await parent.call('addPickup', { body: pickup })).status).toBe(201);
    expect((await parent.call('addChild', { body: child })).problem.code).toBe('consent_required');
  });

  it('refuse a purpose there is none of, and a stranger', async () => {
    const parent = await new Parent(test.app).signIn();
    const odd = await parent.call('giveConsent', { body: { purpose: 'advertising', version: '1' } });
    expect([odd.status, odd.problem.code]).toEqual([400, 'input_invalid']);
    for (const id of ['listConsents', 'giveConsent', 'withdrawConsent'] as const)
      expect((await new Parent(test.app).call(id, { body: {} })).status).toBe(401);
  });
});

describe('withdrawing', () => {
  it('the child’s profile cancels coming bookings, gives the places back and erases the children', async () => {
    const centreId = (await addCentre(test.app.store))._id;
    const { parent, child } = await parentWithChild(test.app);
    const neighbour = await parentWithChild(test.app);
    const booked = (await parent.book(centreId, child.id, thursday)).body;
    const theirs = (await neighbour.parent.book(centreId, neighbour.child.id, thursday)).body;

    const { status, body } = await withdraw(parent, 'childProfile');
    expect([status, body.items[0]?.state]).toEqual([200, 'withdrawn']);
    expect((await parent.call('getMyFamily')).body.children).toEqual([]);
    const mine = await parent.call('getBooking', { params: { bookingId: booked.id } });
    expect([mine.body.status, mine.body.cancelledBy]).toEqual(['cancelled', 'parent']);
    const rosters = await test.app.store.collection('rosters').find({ scope: centreId }).toArray();
    expect(rosters.flatMap(({ claims }) => claims.map((claim: { owner: string }) => claim.owner))).toEqual([
      theirs.id,
    ]);
    expect((await neighbour.parent.call('getMyFamily')).body.children).toHaveLength(1);

    const again = await parent.call('addChild', { body: { nickname: '小满', birthOn: '2025-04-08' } });
    expect(again.problem.code).toBe('consent_required');
    await parent.agreeTo('childProfile', { again: true });
    await parent.addChild();
    expect((await parent.call('getMyFamily')).body.children).toHaveLength(1);
  });

  it('pick-ups and fee reductions erases them and their codes, and leaves children and bookings alone', async () => {
    const centreId = (await addCentre(test.app.store))._id;
    const { parent, child } = await parentWithChild(test.app);
    await parent.agreeTo('pickups');
    await parent.agreeTo('feeReduction');
    const booked = (await parent.book(centreId, child.id, thursday)).body;
    const pickup = { name: '外婆', relation: 'grandparent', phone: '13900001111' };
    const params = { pickupId: (await parent.call('addPickup', { body: pickup })).body.id };
    const code = { childId: child.id, on: thursday };
    expect((await parent.call('createPickupCode', { params, body: code })).status).toBe(201);
    const districtCode = await addDistrict(test.app.store);
    const reduction = { childId: child.id, kind: 'multipleChildren', districtCode, note: '家里三个孩子' };
    expect((await parent.call('requestFeeReduction', { body: reduction })).status).toBe(201);

    await withdraw(parent, 'pickups');
    expect((await parent.call('getMyFamily')).body).toMatchObject({
      pickups: [],
      pickupCodes: [],
      feeReductions: [{ kind: 'multipleChildren' }],
    });
    await withdraw(parent, 'feeReduction');
    const { children, feeReductions } = (await parent.call('getMyFamily')).body;
    expect([children.length, feeReductions.length]).toEqual([1, 0]);
    const mine = await parent.call('getBooking', { params: { bookingId: booked.id } });
    expect(mine.body.status).toBe('confirmed');
  });

  it('what was never given changes nothing and logs nothing; twice is once', async () => {
    const parent = await new Parent(test.app).signIn();
    expect((await withdraw(parent, 'pickups')).body.items[1]?.state).toBe('notAsked');
    await parent.agreeTo('pickups');
    await Promise.all([1, 2, 3].map(() => withdraw(parent, 'pickups')));
    const log = await test.app.store
      .collection('consentEvents')
      .find({ familyId: parent.familyId })
      .toArray();
    expect(log.map(({ decision }) => decision).sort()).toEqual(['given', 'withdrawn']);
  });
});

describe('a withdrawal that was cut short', () => {
  /** A process whose effects are noted, and fail while `isDown`. */
  function process() {
    const model = consentsModel(test.app.store);
    const carriedOut: string[] = [];
    const state = { isDown: false };
    const familyId = newId('f');
    const step = (name: string) => async (id: string) => {
      if (id !== familyId) return;
      if (state.isDown) throw new Error('killed');
      carriedOut.push(name);
    };
    const effects: WithdrawalEffects = {
      childProfile: [step('cancel'), step('erase')],
      pickups: [step('pickups')],
      feeReduction: [],
      enrolment: [],
      expertQuestion: [],
      homeVisit: [],
    };
    const withdrawals = withdrawalsService({ model, effects, clock: test.clock });
    const service = consentsService({ model, withdrawals, clock: test.clock });
    return { service, withdrawals, carriedOut, state, familyId };
  }
  const give = { purpose: 'childProfile', version: purposeTexts.childProfile.version } as const;

  it('is decided all the same, and finished by the job or by asking again', async () => {
    for (const finish of ['job', 'again'] as const) {
      const { service, withdrawals, carriedOut, state, familyId } = process();
      await service.giveConsent(familyId, give);
      state.isDown = true;
      await expect(service.withdrawConsent(familyId, give)).rejects.toThrow('killed');
      expect((await service.listConsents(familyId)).items[0]?.state).toBe('withdrawn');
      await expect(withdrawals.run()).rejects.toThrow('killed');
      state.isDown = false;
      await (finish === 'job' ? withdrawals.run() : service.withdrawConsent(familyId, give));
      expect(carriedOut).toEqual(['cancel', 'erase']);
      test.clock.advance({ minutes: 3 });
      await withdrawals.run();
    }
  });

  it('is gone over once more for a request that was under way, and then never again', async () => {
    const { service, withdrawals, carriedOut, familyId } = process();
    await service.giveConsent(familyId, give);
    await service.withdrawConsent(familyId, give);
    test.clock.advance({ minutes: 3 });
    await withdrawals.run();
    expect(carriedOut).toEqual(['cancel', 'erase', 'cancel', 'erase']);
    await withdrawals.run();
    expect(carriedOut).toHaveLength(4);
  });

  it('is finished before a new consent counts, and erases nothing that was stored by that one', async () => {
    const { service, withdrawals, carriedOut, state, familyId } = process();
    await service.giveConsent(familyId, give);
    state.isDown = true;
    await expect(service.withdrawConsent(familyId, give)).rejects.toThrow('killed');
    await expect(service.giveConsent(familyId, give)).rejects.toThrow('killed');
    expect((await service.listConsents(familyId)).items[0]?.state).toBe('withdrawn');
    state.isDown = false;
    expect((await service.giveConsent(familyId, give)).items[0]?.state).toBe('given');
    expect(carriedOut).toEqual(['cancel', 'erase']);
    await withdrawals.run();
    expect(carriedOut).toHaveLength(2);
  });

  it('erases nothing by a process that wakes after a new consent was given', async () => {
    const { service, withdrawals, carriedOut, familyId } = process();
    await service.giveConsent(familyId, give);
    await service.withdrawConsent(familyId, give);
    const slept = await consentsModel(test.app.store).findLatest(familyId, 'childProfile');
    await service.giveConsent(familyId, give);
    const before = carriedOut.length;
    if (slept) await withdrawals.carryOut(slept);
    expect([slept?.decision, carriedOut.length]).toEqual(['withdrawn', before]);
  });
});
