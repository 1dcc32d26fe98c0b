import type { AccessLog, DeskVisits } from '@nearcare/bff/features/desk/desk.public';
import type { DeskSession, Session } from '@nearcare/bff/plugins/session';
import { buildTestApp, type ClosableTestApp } from './build-test-app.js';
import { type FakeNotices, fakeNotices } from './fake-notices.js';
import { Parent } from './parent.js';

type Look = Parameters<AccessLog['note']>[1][number] & { by: string };

export type DeskApp = ClosableTestApp & {
  openDesk(centreId: string, name?: string): Promise<Parent>;
  visit(centreId: string, familyId: string): { deskVisitId: string };
  looks: Look[];
  told: FakeNotices;
  /** While it is broken, no look can be put on record. */
  record: { isBroken: boolean };
};

/** The service with desks that open at once, and in memory what is on record of them and what families are told. */
export async function buildDeskApp(): Promise<DeskApp> {
  const desks = new Map<string, DeskSession>();
  const visits = new Map<string, { centreId: string; familyId: string }>();
  const looks: Look[] = [];
  const told = fakeNotices();
  const record = { isBroken: false };
  const accessLog: AccessLog = {
    async note(desk, seen) {
      if (record.isBroken) throw new Error('no record can be made');
      looks.push(...seen.map((look) => ({ ...look, by: desk.name })));
    },
  };
  const deskVisits: DeskVisits = {
    async findFamily(desk, id) {
      const visit = visits.get(id);
      return visit?.centreId === desk.centreId ? visit.familyId : null;
    },
  };
  const findDesk = async ({ familyId }: Session) => desks.get(familyId) ?? null;
  const test = await buildTestApp({}, { findDesk, accessLog, visits: deskVisits, notices: told.notices });

  /** Somebody at the desk of that centre, second factor done. */
  async function openDesk(centreId: string, name = '王老师'): Promise<Parent> {
    const staff = await new Parent(test.app).signIn();
    const membershipId = `dm_${staff.familyId}`;
    const desk = { membershipId, sessionId: 's_desk', name, placeName: '测试托育中心', centreId } as const;
    desks.set(staff.familyId, { ...desk, role: 'staff' });
    return staff;
  }

  /** The family stands at the desk of that centre. */
  function visit(centreId: string, familyId: string): { deskVisitId: string } {
    const deskVisitId = `dv_0000${visits.size}`;
    visits.set(deskVisitId, { centreId, familyId });
    return { deskVisitId };
  }

  return { ...test, openDesk, visit, looks, told, record };
}
