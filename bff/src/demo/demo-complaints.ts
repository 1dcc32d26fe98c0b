import type { Connection } from 'mongoose';
import { centreModels } from '../features/centres/centres.model.js';
import { centresPublic } from '../features/centres/centres.service.js';
import { districtsPublic } from '../features/centres/districts.service.js';
import { authorMarks } from '../features/complaints/author-marks.js';
import { complaintChanges } from '../features/complaints/changes.js';
import type { ComplaintEvent } from '../features/complaints/complaint.rules.js';
import { complaintsModel } from '../features/complaints/complaints.model.js';
import { filing } from '../features/complaints/filing.service.js';
import type { FamilyKeys } from '../keys/family-keys.js';
import { localCheck } from '../lib/content-check.js';
import type { ComplaintCategory } from '../regions/complaint-rules.js';
import { handmadeCentres } from './handoff-centres.js';

type Deps = { store: Connection; keys: FamilyKeys; markSecret: string; now: Date };

/** What somebody did so many hours after it was filed. */
type Step = {
  hours: number;
  text?: string;
  event: Omit<Exclude<ComplaintEvent, { kind: 'filed' }>, 'at' | 'by'> & { by?: 'author' | 'centre' };
};
type Story = { category: ComplaintCategory; what: string; hoursAgo: number; steps?: Step[] };

const day = 24;
const accepted: Step = { hours: 3, text: '收到了，正在核实。', event: { kind: 'accepted' } };
const replied: Step = { hours: 2 * day, text: '已经到现场看过，情况属实。', event: { kind: 'replied' } };
const closed: Step = {
  ...{ hours: 5 * day, text: '机构已经整改，我们会回头再看。' },
  event: { kind: 'closed', result: 'solved' } as Step['event'],
};

/** One in each state, so that a desk shows what it is for. */
const current: readonly Story[] = [
  { category: 'injury', what: '演示：孩子在滑梯上摔伤，没有通知家长。', hoursAgo: 2 },
  { category: 'feeRefund', what: '演示：退托一个月了，押金没有退。', hoursAgo: 20 },
  { category: 'hygiene', what: '演示：午睡的被子很久没有换洗。', hoursAgo: 2 * day, steps: [accepted] },
  {
    ...{ category: 'overRatio', what: '演示：托小班有二十三个孩子、两位老师。', hoursAgo: 4 * day },
    steps: [accepted, replied],
  },
  { category: 'service', what: '演示：老师不回家长的消息。', hoursAgo: day },
  {
    ...{ category: 'contract', what: '演示：餐费和合同上写的不一样。', hoursAgo: 9 * day },
    steps: [
      {
        hours: 4,
        text: '合同纠纷请找市场监管部门。',
        event: { kind: 'refused', nextBody: 'market' } as Step['event'],
      },
    ],
  },
  {
    ...{ category: 'unfiled', what: '演示：楼下那家没有挂备案回执。', hoursAgo: 12 * day },
    steps: [
      ...[accepted, replied, closed],
      { hours: 6 * day, event: { kind: 'rated', score: 4, by: 'author' } as Step['event'] },
    ],
  },
];

/** Those of months before, which counts are made of. */
const earlier: readonly Story[] = [45, 62, 80, 95, 130, 170, 210, 260].map((days, index) => ({
  category: (['hygiene', 'feeRefund', 'service', 'overRatio'] as const)[index % 4] ?? 'hygiene',
  what: `演示：以前的第 ${index + 1} 件。`,
  hoursAgo: days * day,
  steps: [accepted, replied, { ...closed, hours: (4 + index) * day }],
}));

/** The one filed last says, when it is there, that the others are. */
const stories = [...earlier, ...current.slice(1), ...current.slice(0, 1)];

/**
 * Complaints about the first demo centre, all anonymous and all saying that they are 演示, by the same rules as any other.
 * Once: what became of them since stays. Never in production.
 */
export async function loadDemoComplaints({ store, keys, markSecret, now }: Deps): Promise<void> {
  const models = centreModels(store);
  const complaints = complaintsModel(store);
  const marks = authorMarks(markSecret);
  const codeMarkOf = (index: number): string => marks.ofCode(codeOf(index)) ?? '';
  if (await complaints.findByCode(codeMarkOf(stories.length - 1))) return;
  const name = handmadeCentres[0]?.name ?? '';
  const centre = await models.centres.findOne({ isDemo: true, name }, { _id: 1 }).lean();
  if (!centre) return;

  for (const [index, { category, what, hoursAgo, steps = [] }] of stories.entries()) {
    const filedAt = new Date(now.getTime() - hoursAgo * 3_600_000);
    const { file } = filing({
      ...{ complaints, keys, content: localCheck, clock: { now: () => filedAt } },
      ...{ centres: centresPublic(models), districts: districtsPublic(models) },
      // Whoever tries the product opens its desks later on.
      deskHolders: {
        listOfficers: async () => [],
        listStaff: async () => [{ guardianId: '', name: '值班人员' }],
      },
      files: { giveEvidence: async () => [], listUnknownEvidence: async () => [] },
    });
    const { _id } = await file(
      { codeMark: codeMarkOf(index) },
      { category, what, centreId: centre._id },
      async () => null,
    );
    for (const { hours, text, event } of steps) {
      const at = new Date(filedAt.getTime() + hours * 3_600_000);
      const done = { by: 'officer', ...event, at } as Exclude<ComplaintEvent, { kind: 'filed' }>;
      const { kind, by } = done;
      const changes = complaintChanges({ complaints, keys, clock: { now: () => at } });
      await changes.add(_id, {
        ...{ kind, by, actor: null, requestKey: `demo-${kind}`, request: kind, isDoubted: false },
        said: text === undefined ? {} : { text },
        eventOf: () => done,
      });
    }
  }
}

/** As whoever tries the product may type it, to follow one: DEM0-C0DE-0000-0007. */
const codeOf = (index: number): string => `DEM0-C0DE-0000-${String(index).padStart(4, '0')}`;
