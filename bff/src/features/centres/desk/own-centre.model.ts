import { DomainError } from '../../../lib/domain-error.js';
import { type CentreFacts, type CentreModels, findFacts } from '../centres.model.js';

/** What its own staff and the officers of its district may write of a centre. The register import minds them. */
type OwnFacts = Partial<
  Pick<CentreFacts, 'told' | 'closedDays' | 'filing' | 'suspension' | 'ownDisclosures'>
>;

const maxTries = 50;

export type OwnCentreModel = ReturnType<typeof ownCentreModel>;

export function ownCentreModel(models: CentreModels) {
  return {
    /**
     * One compare-and-set on `rev`; decided anew when somebody else wrote in between. Closed days and the filing raise the epoch.
     * @param decide what to write, null for nothing
     * @returns the centre as it is then. @throws DomainError not_found, retry
     */
    async change(
      centreId: string,
      decide: (facts: CentreFacts) => OwnFacts | null | Promise<OwnFacts | null>,
    ): Promise<CentreFacts> {
      for (let tries = 0; tries < maxTries; tries += 1) {
        const facts = await findFacts(models, centreId);
        if (!facts) throw new DomainError('not_found');
        const change = await decide(facts);
        if (!change) return facts;
        const rises = { rev: 1, epoch: change.closedDays || change.filing ? 1 : 0 };
        // Through the model, which stamps `changedAt`: lists learn of the change by it.
        const written = await models.centres.updateOne(
          { _id: centreId, rev: facts.rev },
          { $set: change, $inc: rises },
        );
        if (written.modifiedCount === 1)
          return { ...facts, ...change, rev: facts.rev + 1, epoch: facts.epoch + rises.epoch };
      }
      throw new DomainError('retry');
    },
  };
}
