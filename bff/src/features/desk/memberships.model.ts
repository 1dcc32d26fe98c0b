import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';
import type { DeskSession } from '../../plugins/session.js';

export type DeskRole = DeskSession['role'];
/**
 * The place of a desk and how it is called: one centre, one district, or, with a `level` from 1 on, all districts whose codes
 * begin so.
 */
export type DeskPlace = { placeName: string } & (
  | { role: 'staff'; centreId: string; districtCode: null }
  | { role: 'officer'; centreId: null; districtCode: string; level?: number }
);

/**
 * A person's place at a desk, from the invitation to its end. Name and second factor are sealed with a key of the
 * membership's own, kept in the vault beside the families'. Not sharded: some thousands in a country.
 */
export type MembershipDoc = DeskPlace & {
  _id: string;
  /** Null once the person deleted its account. */
  sealedName: string | null;
  /** Keyed hash of the invitation's code; gone with the end. */
  codeIndex?: string;
  invitedAt: Date;
  codeExpiresAt: Date;
  /** Null until somebody took the invitation, and once that guardian is erased. */
  guardianId: string | null;
  joinedAt: Date | null;
  sealedSecret: string | null;
  /** When a first code of the authenticator was right. */
  confirmedAt: Date | null;
  /** The last time step whose code opened a desk: none counts twice, and none before it. */
  lastStep: number;
  endedAt: Date | null;
  forgetAt: Date | null;
};

const text = { type: String, required: true } as const;
const maybeText = { type: String, default: null } as const;
const maybeDate = { type: Date, default: null } as const;
const membershipSchema = new Schema<MembershipDoc>(
  {
    _id: text,
    role: text,
    centreId: maybeText,
    districtCode: maybeText,
    level: { type: Number },
    placeName: text,
    sealedName: maybeText,
    codeIndex: { type: String, unique: true, sparse: true },
    invitedAt: { type: Date, required: true },
    codeExpiresAt: { type: Date, required: true },
    guardianId: { type: String, default: null, index: true },
    joinedAt: maybeDate,
    sealedSecret: maybeText,
    confirmedAt: maybeDate,
    lastStep: { type: Number, required: true },
    endedAt: maybeDate,
    forgetAt: { type: Date, default: null, expires: 0 },
  },
  { versionKey: false, strict: 'throw', collection: 'memberships' },
);

membershipSchema.index({ districtCode: 1 });
membershipSchema.index({ centreId: 1 });

export type MembershipsModel = ReturnType<typeof membershipsModel>;

/** Each change is one compare-and-set. */
export function membershipsModel(store: Connection) {
  const memberships = store.model('Membership', membershipSchema);
  const change = async (filter: object, update: object): Promise<boolean> =>
    (await memberships.updateOne(filter, update)).matchedCount === 1;

  return {
    init: () => memberships.init(),
    async add(membership: MembershipDoc): Promise<void> {
      await memberships.create([membership]);
    },
    /** A membership that lasts, of this guardian: another's and none are the same null. */
    findLive: (id: string, guardianId: string) =>
      memberships.findOne({ _id: id, guardianId, endedAt: null }).lean<MembershipDoc>(),
    findByCode: (codeIndex: string) => memberships.findOne({ codeIndex }).lean<MembershipDoc>(),
    listLive: (guardianId: string) =>
      memberships.find({ guardianId, endedAt: null }).sort({ joinedAt: 1, _id: 1 }).lean<MembershipDoc[]>(),
    /** Ended ones too. */
    listOfGuardian: (guardianId: string) =>
      memberships.find({ guardianId }).sort({ joinedAt: 1, _id: 1 }).lean<MembershipDoc[]>(),
    /** Those that last and whose second factor works, at the desk of a centre or of a district. */
    listAtDesk: (place: { centreId: string } | { districtCode: { $in: string[] } }) =>
      memberships
        .find({ ...place, endedAt: null, confirmedAt: { $ne: null } })
        .lean<(MembershipDoc & { guardianId: string; level?: number })[]>(),
    listAll: () => memberships.find().sort({ invitedAt: 1, _id: 1 }).lean<MembershipDoc[]>(),

    /** Gives the invitation to this guardian; false when somebody has it, or it is over. */
    take: (codeIndex: string, guardianId: string, now: Date) =>
      change(
        { codeIndex, guardianId: null, endedAt: null, codeExpiresAt: { $gt: now } },
        { $set: { guardianId, joinedAt: now } },
      ),
    /** False when a code of an earlier secret was right meanwhile, or the membership ended. */
    setSecret: (id: string, guardianId: string, sealedSecret: string) =>
      change({ _id: id, guardianId, confirmedAt: null, endedAt: null }, { $set: { sealedSecret } }),
    /** False when this or a later step was used before, or the secret is another by now. */
    useStep: ({ _id, sealedSecret, confirmedAt }: MembershipDoc, step: number, now: Date) =>
      change(
        { _id, sealedSecret, endedAt: null, lastStep: { $lt: step } },
        { $set: { lastStep: step, confirmedAt: confirmedAt ?? now } },
      ),
    /** False when there is none that lasts. The name stays: who had access can be told later. */
    end: (id: string, at: Date, forgetAt: Date) =>
      change(
        { _id: id, endedAt: null },
        { $set: { endedAt: at, sealedSecret: null, forgetAt }, $unset: { codeIndex: 1 } },
      ),
    async forgetGuardian(id: string): Promise<void> {
      await memberships.updateOne({ _id: id }, { $set: { guardianId: null, sealedName: null } });
    },
  };
}
