import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';
import { isDuplicateKey } from '../../lib/duplicate-key.js';

/** A job of the whole installation; who holds its lease runs it. One document each, so nothing grows here. */
export type JobDoc = {
  /** Its name. */
  _id: string;
  dueAt: Date;
  /** Rises with every wish for a run before its time, so that one made during a run is not lost. */
  asked: number;
  /** The process that runs it (`host:pid:…`); null while none does. */
  holder: string | null;
  leaseUntil: Date;
  lastStartedAt: Date | null;
  lastEndedAt: Date | null;
  lastOutcome: 'done' | 'failed' | null;
  /** Runs begun; the number of a run is part of its lease. */
  runs: number;
  /** Runs that failed, or whose process never came to say how they ended. */
  failures: number;
  /** What all runs together have dealt with. */
  items: number;
};

/** One run's right to the job: the number of the run tells it from every other. */
export type Lease = {
  readonly name: string;
  readonly holder: string;
  readonly run: number;
  readonly asked: number;
};
type Ending = { outcome: 'done' | 'failed'; items: number; at: Date; dueAt: Date };

const nobody = { holder: null, leaseUntil: new Date(0) };

const jobSchema = new Schema<JobDoc>(
  {
    _id: { type: String, required: true },
    dueAt: { type: Date, required: true },
    asked: { type: Number, required: true },
    holder: { type: String, default: null },
    leaseUntil: { type: Date, required: true },
    lastStartedAt: { type: Date, default: null },
    lastEndedAt: { type: Date, default: null },
    lastOutcome: { type: String, default: null },
    runs: { type: Number, required: true },
    failures: { type: Number, required: true },
    items: { type: Number, required: true },
  },
  { versionKey: false, strict: 'throw', collection: 'jobs' },
);

export type JobsModel = ReturnType<typeof jobsModel>;

/** Every change is one conditional write: which process runs a job is decided here and nowhere else. */
export function jobsModel(store: Connection) {
  const jobs = store.model('Job', jobSchema);
  const changed = async (filter: object, update: object): Promise<boolean> =>
    (await jobs.updateOne(filter, update)).matchedCount === 1;

  /** Makes the job known; one that is known comes due by then at the latest. */
  async function register(name: string, dueAt: Date): Promise<void> {
    const fresh = { asked: 0, ...nobody, runs: 0, failures: 0, items: 0 };
    const upsert = () =>
      jobs.updateOne({ _id: name }, { $min: { dueAt }, $setOnInsert: fresh }, { upsert: true });
    // Two processes that start together: whoever loses finds the other's document.
    await upsert().catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error;
      return upsert();
    });
  }

  return {
    register,

    list: () => jobs.find().sort({ _id: 1 }).lean<JobDoc[]>(),

    async listDue(names: readonly string[], now: Date): Promise<string[]> {
      const due = await jobs
        .find({ _id: { $in: names }, dueAt: { $lte: now }, leaseUntil: { $lte: now } }, { _id: 1 })
        .lean<Pick<JobDoc, '_id'>[]>();
      return due.map(({ _id }) => _id);
    },

    /** Jobs that nobody has begun although they were due before that instant. */
    countDueBefore: (at: Date): Promise<number> =>
      jobs.countDocuments({ dueAt: { $lt: at }, leaseUntil: { $lt: at } }).maxTimeMS(2000),

    /** Wants a run now, though its time has not come. */
    async ask(name: string, now: Date): Promise<void> {
      await register(name, now);
      await jobs.updateOne({ _id: name }, { $inc: { asked: 1 } });
    },

    /** The lease for one run; null when it isn't due, or another process holds one that has not run out. */
    async take(name: string, holder: string, now: Date, leaseUntil: Date): Promise<Lease | null> {
      const before = await jobs
        .findOneAndUpdate(
          { _id: name, dueAt: { $lte: now }, leaseUntil: { $lte: now } },
          { $set: { holder, leaseUntil, lastStartedAt: now }, $inc: { runs: 1 } },
          { returnDocument: 'before' },
        )
        .lean<JobDoc>();
      if (!before) return null;
      const lease = { name, holder, run: before.runs + 1, asked: before.asked };
      // The run before never said how it ended.
      if (before.holder !== null) await changed(ofLease(lease), { $inc: { failures: 1 } });
      return lease;
    },

    /** False when another process has taken the job over. */
    prolong: (lease: Lease, leaseUntil: Date): Promise<boolean> =>
      changed(ofLease(lease), { $set: { leaseUntil } }),

    /** Gives the lease back; false when it was lost before. Who asked during the run has another one at once. */
    async end(lease: Lease, { outcome, items, at, dueAt }: Ending): Promise<boolean> {
      const $set = { ...nobody, lastEndedAt: at, lastOutcome: outcome };
      const $inc = { items, failures: outcome === 'failed' ? 1 : 0 };
      return (
        (await changed({ ...ofLease(lease), asked: lease.asked }, { $set: { ...$set, dueAt }, $inc })) ||
        (await changed(ofLease(lease), { $set, $inc }))
      );
    },
  };
}

function ofLease({ name, holder, run }: Lease): object {
  return { _id: name, holder, runs: run };
}
