import { endedSessions } from '@nearcare/bff/features/auth/ended-sessions';
import { guardiansPublic } from '@nearcare/bff/features/auth/guardians.service';
import { centresPublic } from '@nearcare/bff/features/centres/centres.service';
import { districtsPublic } from '@nearcare/bff/features/centres/districts.service';
import { authorMarks } from '@nearcare/bff/features/complaints/author-marks';
import { complaintChanges } from '@nearcare/bff/features/complaints/changes';
import { complaintNews } from '@nearcare/bff/features/complaints/complaint-news';
import type { ComplaintDoc } from '@nearcare/bff/features/complaints/complaints.model';
import { complaintsService } from '@nearcare/bff/features/complaints/complaints.service';
import { newsAtDesk } from '@nearcare/bff/features/complaints/desk/desk-news';
import { complaintsOfDistrict } from '@nearcare/bff/features/complaints/desk/officer.service';
import { complaintsOfFamily } from '@nearcare/bff/features/complaints/family-complaints.service';
import { complaintFollowing } from '@nearcare/bff/features/complaints/following';
import { handledHere } from '@nearcare/bff/features/complaints/handled-here';
import { keepComplaints } from '@nearcare/bff/features/complaints/keep-complaints';
import { openAuthor } from '@nearcare/bff/features/complaints/texts';
import { noticesPublic } from '@nearcare/bff/features/notices/notices.service';
import { familyKeys } from '@nearcare/bff/keys/family-keys';
import { folderVault } from '@nearcare/bff/keys/folder-vault';
import { type ContentCheck, localCheck } from '@nearcare/bff/lib/content-check';
import { newId } from '@nearcare/bff/lib/ids';
import { type Interrupt, interrupted } from './booking-stack.js';
import type { TestApp } from './build-test-app.js';
import { asItIs } from './crashes.js';
import { deskErasureOf, deskHolder, officerOf, staffOf, terminal } from './desk-holder.js';
import { addCentre, addDistrict } from './factories.js';
import { familyModels } from './family-models.js';
import { filesStack } from './files-stack.js';
import { Parent } from './parent.js';

/**
 * Complaints beside the service of a test, as a second process would keep them, with every write passing `interrupt`; with
 * a check of texts of its own, and an openid for whoever files.
 */
export function complaintStack(
  test: TestApp,
  interrupt: Interrupt = asItIs,
  { content = localCheck, openid = null }: { content?: ContentCheck; openid?: string | null } = {},
) {
  const { clock, config } = test;
  const models = familyModels(test);
  const cut = <T extends object>(model: T, ...names: (keyof T & string)[]) =>
    interrupted(model, names, interrupt);
  const keys = cut(
    familyKeys({ ring: config.keyRing, vault: folderVault(config.keysDir) }),
    'ensure',
    'destroy',
  );
  const ended = endedSessions(models.accounts, clock.now);
  const desks = deskErasureOf(test, keys, interrupt);
  const known = guardiansPublic({ model: models.accounts, keys, ended, desks, clock });
  const guardians: typeof known = {
    ...known,
    async findAddress(familyId, guardianId) {
      const address = await known.findAddress(familyId, guardianId);
      return address && { ...address, openid: openid ?? address.openid };
    },
  };
  const notices = noticesPublic({ model: cut(models.notices, 'insert'), guardians, keys, clock });
  const complaints = cut(models.complaints, 'insert', 'change', 'erase');
  const { files, sweep } = filesStack(
    { config, model: cut(models.files, 'attach', 'settle'), keys, clock },
    interrupt,
  );
  const looks = cut(models.looks, 'note', 'eraseOf');
  const deskHolders = terminal(test);
  const handled = handledHere({ deskHolders, guardians });
  const news = complaintNews({ complaints, handled, keys, notices });
  const atDesk = newsAtDesk({ complaints, handled, deskHolders, guardians, keys, notices });
  const following = complaintFollowing({ complaints, keys, clock });
  const changes = complaintChanges({ complaints, keys, clock });
  const deps = {
    complaints,
    changes,
    looks,
    news,
    atDesk,
    following,
    guardians,
    deskHolders,
    handled,
    files,
    keys,
    clock,
    keepNow: () => {},
  };
  return {
    complaints: {
      find: (id: string): Promise<ComplaintDoc | null> => models.complaints.find(id),
      change: (id: string, changeOf: (current: ComplaintDoc) => ComplaintDoc) =>
        models.complaints.change(id, changeOf),
    },
    ofAuthors: complaintsService({
      ...deps,
      marks: authorMarks(config.phoneIndexSecret),
      centres: centresPublic(models.centres),
      districts: districtsPublic(models.centres),
      content,
    }),
    ofDistrict: complaintsOfDistrict(deps),
    ofFamilies: complaintsOfFamily({ ...deps, marks: authorMarks(config.phoneIndexSecret) }),
    authorOf: async (id: string) => {
      const [doc, key] = [await models.complaints.find(id), await keys.find(id)];
      return doc && key && openAuthor(doc, key);
    },
    /** One run of the job. */
    keep: keepComplaints(deps).run,
    hasFile: async (id: string): Promise<boolean> => (await models.files.findReady(id)) !== null,
    sweepFiles: (): Promise<number> => sweep.sweepUnattached({ isHeld: () => true }),
    hasKey: async (id: string): Promise<boolean> => (await keys.find(id)) !== null,
  };
}

/** Without ids of its own: what every complaint of a test says unless it says otherwise. */
export const matter = { category: 'feeRefund', what: '退托一个月了，押金没有退' } as const;

let codes = 0;
/** A tracking code as a phone makes it. */
export function trackingCode(): string {
  codes += 1;
  return `K7M2-9QXP-0000-${String(codes).padStart(4, '0')}`;
}

/** A district of its own with a centre in it, and people at the desks of both. */
export async function districtWithDesks(test: TestApp, code = newId('d').slice(0, 20)) {
  const districtCode = await addDistrict(test.app.store, code, '河东区');
  const centre = await addCentre(test.app.store, { district: { code: districtCode, name: '河东区' } });
  const officer = await deskHolder(test, officerOf(districtCode, '河东区'), '李专员');
  const staff = await deskHolder(test, staffOf(centre._id), '王老师');
  const centreId = centre._id;
  const act = (complaintId: string, move: string, more: object = {}, key?: string, by = officer.holder) =>
    by.call('deskActOnComplaint', {
      params: { complaintId },
      body: { move, ...more },
      ...(key ? { key } : {}),
    });
  /** Both desks again, after a time in which they were left alone. */
  async function reopen() {
    await officer.open();
    await staff.open();
  }
  return { districtCode, centreId, officer, staff, act, reopen };
}

/** A parent who filed that, signed in. */
export async function filedComplaint(test: TestApp, centreId: string, more: object = {}) {
  const parent = await new Parent(test.app).signIn();
  const filed = await parent.call('fileComplaint', {
    body: { ...matter, identity: 'named', centreId, ...more },
  });
  if (filed.status !== 201) throw new Error(`fileComplaint answered ${JSON.stringify(filed.problem)}`);
  const params = { complaintId: filed.body.id };
  const mine = async () => (await parent.call('getComplaint', { params })).body;
  return { parent, filed: filed.body, id: filed.body.id, params, mine };
}
