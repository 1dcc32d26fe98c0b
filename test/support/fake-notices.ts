import type { NoticeEvent, Notices } from '@nearcare/bff/features/notices/notices.public';

export type FakeNotices = {
  notices: Notices;
  asked: Map<string, number>;
  list(): NoticeEvent[];
  of(familyId: string): NoticeEvent[];
  clear(): void;
};

/** Notices in memory: one for each key, as families would find them. `asked` counts how often each was given. */
export function fakeNotices(): FakeNotices {
  const byKey = new Map<string, NoticeEvent>();
  const asked = new Map<string, number>();
  const notices: Notices = {
    async tell(event) {
      asked.set(event.key, (asked.get(event.key) ?? 0) + 1);
      if (!byKey.has(event.key)) byKey.set(event.key, event);
    },
  };
  return {
    notices,
    asked,
    list: () => [...byKey.values()],
    of: (familyId: string) => [...byKey.values()].filter((event) => event.familyId === familyId),
    clear() {
      byKey.clear();
      asked.clear();
    },
  };
}
