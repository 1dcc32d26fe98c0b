import type { OperationId } from '@nearcare/shared/contract/routes';
import type { Operation } from '@nearcare/shared/operations/operation';
import { operations } from '@nearcare/shared/operations/operations';
import { Id } from '@nearcare/shared/schemas/common';

export type Part = 'params' | 'query' | 'body';
export type Place = { part: Part; name: string };

export const idPattern = (Id as { pattern?: string }).pattern;

/** Where the contract's schemas of this operation ask for an id. */
export function placesOfIds(id: OperationId): Place[] {
  const operation: Operation = operations[id];
  return (['params', 'query', 'body'] as const).flatMap((part) => {
    const schema = operation[part] as { properties?: Record<string, { pattern?: string }> } | undefined;
    return Object.entries(schema?.properties ?? {})
      .filter(([, { pattern }]) => pattern === idPattern)
      .map(([name]) => ({ part, name }));
  });
}
