import type { Body, Reply } from '@nearcare/shared/contract/types';
import type { TestApp } from './build-test-app.js';
import { newClass } from './class-stack.js';
import { deskHolder, officerOf, staffOf } from './desk-holder.js';
import { addCentre, addDistrict } from './factories.js';
import { type Parent, parentWithChild } from './parent.js';

type NewClass = Body<'deskPublishClass'>;

/** Publishes it at this desk. */
export async function publish(desk: Parent, given: Partial<NewClass> = {}): Promise<Reply<'deskGetClass'>> {
  const published = await desk.call('deskPublishClass', { body: newClass(given) });
  if (published.status !== 201)
    throw new Error(`deskPublishClass answered ${JSON.stringify(published.problem)}`);
  return published.body;
}

/** An officer's desk whose district nobody else of the file uses, with a class. */
export async function districtClass(test: TestApp, given: Partial<NewClass> = {}) {
  const districtCode = await addDistrict(test.app.store, `t-${Math.random().toString(36).slice(2, 10)}`);
  const { holder: desk, ...officer } = await deskHolder(test, officerOf(districtCode));
  return { desk, officer, districtCode, given: await publish(desk, given) };
}

/** A centre's desk with a class. */
export async function centreClass(test: TestApp, given: Partial<NewClass> = {}) {
  const { _id: centreId } = await addCentre(test.app.store);
  const { holder: desk, ...staff } = await deskHolder(test, staffOf(centreId));
  return { desk, staff, centreId, given: await publish(desk, given) };
}

export type Family = Awaited<ReturnType<typeof parentWithChild>>;

export async function signUp(
  { parent, child }: Family,
  classId: string,
  { key, waitIfFull }: { key?: string; waitIfFull?: boolean } = {},
) {
  return parent.call('signUpForClass', {
    params: { classId },
    body: { childId: child.id, ...(waitIfFull === undefined ? {} : { waitIfFull }) },
    ...(key ? { key } : {}),
  });
}

/** So many families with a seat each. */
export async function seated(test: TestApp, classId: string, count: number) {
  const families: (Family & { signUpId: string; code: string })[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const family = await parentWithChild(test.app);
    const { status, body, problem } = await signUp(family, classId);
    if (status !== 201) throw new Error(`signUpForClass answered ${JSON.stringify(problem)}`);
    families.push({ ...family, signUpId: body.id, code: body.code ?? '' });
  }
  return families;
}

/** At Saturday ten to ten: tokens and desks of Tuesday are over by then. */
export async function atTheDoor(
  test: TestApp,
  desk: { open: () => Promise<unknown> },
  holder: Parent,
  at = '2026-11-28T01:50:00Z',
) {
  test.clock.set(at);
  await holder.signIn();
  await desk.open();
}
