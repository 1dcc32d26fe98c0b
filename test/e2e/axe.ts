import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

type Finding = { id: string; impact: string | null; nodes: { html: string }[] };

/** Serious and critical findings, with the first element of each. */
export async function seriousFindings(page: Page): Promise<string[]> {
  // What is still fading in has colours that it will not have; and one thing that has come may bring the next.
  await page.evaluate(async () => {
    const ending = () =>
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
        .filter(({ playState }) => playState === 'running');
    for (let still = 0; still < 5; still += 1) {
      await new Promise(requestAnimationFrame);
      const fading = ending();
      if (fading.length === 0) continue;
      await Promise.allSettled(fading.map(({ finished }) => finished));
      still = 0;
    }
  });
  await page.evaluate(axe.source);
  const findings = await page.evaluate(async () => {
    const { axe: run } = window as unknown as {
      axe: { run(options: object): Promise<{ violations: Finding[] }> };
    };
    // This one compares words split at spaces, which Chinese has none of: 电话 stands in 打电话给… and is not found.
    const rules = { 'label-content-name-mismatch': { enabled: false } };
    return (await run.run({ rules, resultTypes: ['violations'] })).violations;
  });
  return findings
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
}

/** Gives the pages' roots another class of letters, as choosing them does, without leaving what stands open. */
function setLetters(page: Page, mode: string): Promise<string> {
  return page.evaluate((name) => {
    const size = /\bnc-(1|125|150)\b/;
    const roots = [...document.querySelectorAll('.nc-page')];
    const before = size.exec(roots[0]?.className ?? '')?.[1] ?? '1';
    for (const root of roots) root.className = root.className.replace(size, `nc-${name}`);
    return before;
  }, mode);
}

/** What is on the screen has no serious finding of axe, in letters of the usual size and in the largest. */
export async function expectAccessible(page: Page, screen: string): Promise<void> {
  const chosen = await setLetters(page, '1');
  const usual = await seriousFindings(page);
  await setLetters(page, '150');
  const largest = await seriousFindings(page);
  await setLetters(page, chosen);
  expect({ usual, largest }, screen).toEqual({ usual: [], largest: [] });
}
