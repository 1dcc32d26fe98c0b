import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../lib/clock.js';
import { mount } from '../../plugins/contract.js';
import type { Guardians } from '../auth/auth.public.js';
import type { FamiliesModel } from './families.model.js';
import { familiesService } from './families.service.js';

type Options = { model: FamiliesModel; guardians: Guardians; clock: Clock };

/** A family and its children. */
export async function families(app: FastifyInstance, options: Options) {
  const service = familiesService(options);
  mount(app, 'getMyFamily', ({ session }) => service.getMyFamily(session.familyId, session.guardianId));
  mount(app, 'addChild', ({ session, body, key }) => service.addChild(session.familyId, body, key));
}
