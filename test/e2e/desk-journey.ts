import type { Page } from 'playwright-core';
import { vi } from 'vitest';
import { authenticatorCode } from '../support/desk-holder.js';
import { expectAccessible } from './axe.js';
import { field, signInInPlace, tap, type useProduct } from './journey.js';

/** The code that the start of the demo county shows for this desk. */
function invitationTo(output: readonly string[], place: RegExp): Promise<string> {
  return vi.waitFor(() => {
    const line = output.find((said) => said.startsWith('演示工作台') && place.test(said)) ?? '';
    const code = /邀请码 (\S+)/.exec(line)?.[1];
    if (!code) throw new Error(`no invitation to ${place} in ${output.join('\n')}`);
    return code;
  }, 10_000);
}

/** Signs in as somebody new, joins by the invitation and opens the desk by what the authenticator shows. */
export async function openDesk(
  product: ReturnType<typeof useProduct>,
  page: Page,
  place: RegExp,
): Promise<void> {
  const invitationCode = await invitationTo(product.output, place);
  await openDeskBy({ url: product.url, page, invitationCode, now: new Date() });
}

/** The same by a known code, at a service whose clock says `now`. */
export async function openDeskBy(given: {
  url: string;
  page: Page;
  invitationCode: string;
  now: Date;
}): Promise<void> {
  const { page } = given;
  await page.goto(`${given.url}/pages/desk/index`);
  await tap(page, '登录');
  await signInInPlace(page);
  await tap(page, '我有邀请码');
  await expectAccessible(page, 'joining a desk');
  await field(page, '邀请码').fill(given.invitationCode);
  await tap(page, '加入');
  const label = await page.getByRole('img', { name: /^密钥/ }).getAttribute('aria-label');
  const secret = (label ?? '').replace(/密钥|\s/g, '');
  await field(page, '验证器上的 6 位数字').fill(authenticatorCode(secret, given.now));
  await tap(page, '对上了，打开工作台');
}

/** The district that has a demo desk, and all others. */
export async function demoDistricts(product: ReturnType<typeof useProduct>) {
  const answer = await fetch(`${product.url}/api/v1/districts`);
  const { regions } = (await answer.json()) as {
    regions: { districts: { code: string; name: string; centres: number }[] }[];
  };
  const districts = regions.flatMap((region) => region.districts);
  // Said a moment after the service is ready.
  const own = await vi.waitFor(() => {
    const found = districts.find(({ name }) =>
      product.output.some((said) => said.includes(`演示工作台 ${name}`)),
    );
    if (!found) throw new Error(`no desk of a district in ${product.output.join('\n')}`);
    return found;
  }, 10_000);
  return { own, others: districts.filter((district) => district !== own) };
}
