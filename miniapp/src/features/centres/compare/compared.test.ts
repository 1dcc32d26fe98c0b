import { beforeEach, expect, it } from 'vitest';
import { readStored } from '../../../platform/storage';
import { addToCompared, removeFromCompared, useCompared } from './compared';

const centre = (id: string) => ({ id, name: `机构${id}` });
const ids = () => useCompared.getState().centres.map(({ id }) => id);

beforeEach(() => {
  for (const id of ids()) removeFromCompared(id);
});

it('no more than three are compared, and none twice', () => {
  for (const id of ['a', 'a', 'b', 'c', 'd']) addToCompared(centre(id));
  expect(ids()).toEqual(['a', 'b', 'c']);
});

it('what is picked stays on the phone until it is taken out', () => {
  addToCompared(centre('a'));
  addToCompared(centre('b'));
  removeFromCompared('a');
  expect(readStored('compared')).toEqual([centre('b')]);
});
