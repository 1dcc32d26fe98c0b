import KDBush from 'kdbush';
import { boxAround } from '../../../lib/coordinates.js';
import type { CardFacts } from '../card-facts.js';
import { centreColumns } from './centre-columns.js';
import { type Choice, chooserOf, type Hit } from './choice.js';
import { wordIndex } from './word-index.js';

/** Places not in the tree are looked through one by one; above this number the tree is made anew (tens of ms). */
const mostLoose = 1_000;

export type CentreIndex = ReturnType<typeof centreIndex>;

/**
 * All centres of the service in memory, found by place and by words. Each has a number for as long as the process
 * lives. The tree holds places only: what changes at a place is simply put there, and only new or moved centres wait
 * beside the tree. See docs/decisions/0005-nearby-index.md.
 */
export function centreIndex() {
  const numbers = new Map<string, number>();
  const all: CardFacts[] = [];
  const columns = centreColumns();
  const words = wordIndex();
  /** By number: where the centres stood when it was made. */
  let tree = treeOf([]);
  let treeSize = 0;
  /** New since, or moved. */
  let loose = new Set<number>();

  /** Takes a centre as it now is; what is known already under a newer `rev` stays. */
  function put(facts: CardFacts, searchText: string): void {
    const known = numbers.get(facts._id);
    const before = known === undefined ? undefined : all[known];
    if (before && before.rev > facts.rev) return;
    const number = known ?? all.length;
    numbers.set(facts._id, number);
    all[number] = facts;
    columns.put(number, facts);
    words.put(number, searchText);
    if (!before || !isSamePlace(before, facts)) loose.add(number);
  }

  /** Puts every place into the tree if too many wait beside it. Call it after a lot of `put`. */
  function settle(): void {
    words.settle();
    if (loose.size <= mostLoose && treeSize > 0) return;
    tree = treeOf(all);
    treeSize = all.length;
    loose = new Set();
  }

  /** All centres that fit, in no order. */
  function list(choice: Choice): Hit[] {
    const area = circleBox(choice) ?? choice.box;
    const near = area && tree.range(area.west, area.south, area.east, area.north);
    const rankOf = choice.words && words.ranker(choice.words);
    const choose = chooserOf(choice, columns);
    const hits: Hit[] = [];
    const take = (number: number): void => {
      const rank = rankOf ? rankOf(number) : null;
      if (rankOf && rank === null) return;
      const facts = all[number];
      const hit = facts && choose(number, facts, rank);
      if (hit) hits.push(hit);
    };
    if (near) {
      for (const number of near) if (!loose.has(number)) take(number);
      for (const number of loose) take(number);
    } else for (let number = 0; number < all.length; number += 1) take(number);
    return hits;
  }

  return {
    put,
    settle,
    list,
    revOf: (id: string): number | null => all[numbers.get(id) ?? -1]?.rev ?? null,
    size: () => all.length,
  };
}

/** A hair wider than asked: whoever takes what is in it draws the exact line. */
function circleBox({ from, withinMetres }: Choice) {
  return from && withinMetres !== undefined ? boxAround(from, withinMetres * 1.001 + 1) : undefined;
}

function treeOf(centres: readonly CardFacts[]): KDBush {
  const tree = new KDBush(centres.length);
  for (const { point } of centres) tree.add(...point.coordinates);
  return tree.finish();
}

function isSamePlace({ point: a }: CardFacts, { point: b }: CardFacts): boolean {
  return a.coordinates[0] === b.coordinates[0] && a.coordinates[1] === b.coordinates[1];
}
