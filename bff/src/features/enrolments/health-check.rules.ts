import type { Body, Reply } from '@nearcare/shared/contract/types';

type HealthCheck = Reply<'getEnrolment'>['health'];
export type HealthItemKind = HealthCheck['items'][number]['kind'];

/**
 * The papers of an entry health check (入托体检), in the order shown. ASSUMPTION: 托育机构管理规范(试行) art. 11 asks for
 * vaccinations and a passed check without naming papers; these four are what kindergartens ask for.
 */
export const healthItemKinds = [
  'checkup',
  'bloodTest',
  'vaccination',
  'handbook',
] as const satisfies readonly HealthItemKind[];

/** What is sealed of it: as the family noted it, and which papers the centre saw. */
export type NotedHealth = {
  items: Body<'noteEntryHealthCheck'>['items'];
  confirmed: HealthItemKind[];
};

export const nothingNoted: NotedHealth = { items: [], confirmed: [] };

/** A paper that the family says is there no longer is not confirmed any more; one named twice counts as last said. */
export function note({ confirmed }: NotedHealth, items: NotedHealth['items']): NotedHealth {
  const byKind = new Map(items.map((item) => [item.kind, item]));
  return {
    items: [...byKind.values()],
    confirmed: confirmed.filter((kind) => byKind.get(kind)?.isDone !== false),
  };
}

/** A paper that was seen at the desk is there, whatever was noted. */
export function confirm({ items }: NotedHealth, kinds: readonly HealthItemKind[]): NotedHealth {
  const noted = items.map((item) => (kinds.includes(item.kind) ? { ...item, isDone: true } : item));
  const unnoted = kinds.filter((kind) => !items.some((item) => item.kind === kind));
  return { items: [...noted, ...unnoted.map((kind) => ({ kind, isDone: true }))], confirmed: [...kinds] };
}

export function toHealthCheck({ items, confirmed }: NotedHealth): HealthCheck {
  return {
    items: healthItemKinds.map((kind) => {
      const item = items.find((one) => one.kind === kind);
      return {
        ...{ kind, isDone: item?.isDone ?? false, validUntil: item?.validUntil ?? null },
        isConfirmed: confirmed.includes(kind),
      };
    }),
    isComplete: healthItemKinds.every((kind) => confirmed.includes(kind)),
  };
}
