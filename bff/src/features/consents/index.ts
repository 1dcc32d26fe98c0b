import type { FastifyInstance } from 'fastify';
import type { Operator } from '../../config.js';
import type { Clock } from '../../lib/clock.js';
import { mount } from '../../plugins/contract.js';
import type { ConsentsModel } from './consents.model.js';
import { consentsService } from './consents.service.js';
import { legalDocument } from './legal-documents.js';
import { type WithdrawalEffects, withdrawalsService } from './withdrawals.service.js';

const finishEveryMs = 20_000;

type Options = {
  model: ConsentsModel;
  effects: WithdrawalEffects;
  operator: Operator;
  clock: Clock;
};

/** The texts in force, the consents given to them, and what withdrawing one undoes. */
export async function consents(app: FastifyInstance, { model, effects, operator, clock }: Options) {
  const withdrawals = withdrawalsService({ model, effects, clock });
  const service = consentsService({ model, withdrawals, clock });
  mount(app, 'getLegalDocument', async ({ params }) => legalDocument(params.kind, operator));
  mount(app, 'listConsents', ({ session }) => service.listConsents(session.familyId));
  mount(app, 'giveConsent', ({ session, body }) => service.giveConsent(session.familyId, body));
  mount(app, 'withdrawConsent', ({ session, body }) => service.withdrawConsent(session.familyId, body));
  app.jobs.add({ name: 'finishWithdrawals', schedule: { everyMs: finishEveryMs }, run: withdrawals.run });
}
