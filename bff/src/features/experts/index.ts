import type { FastifyInstance } from 'fastify';
import { mount } from '../../plugins/contract.js';
import { type PoolAtDeskDeps, poolAtDesk } from './desk/pool-at-desk.service.js';
import { type QuestionsAtDeskDeps, questionsAtDesk } from './desk/questions-at-desk.service.js';
import { expertPool, type PoolDeps } from './pool.service.js';
import { type QuestionsDeps, questionsService } from './questions.service.js';

const tellEveryMs = 20_000;

type Options = PoolDeps & PoolAtDeskDeps & QuestionsDeps & QuestionsAtDeskDeps;

/** The pool of experts, and what families ask them. */
export async function experts(app: FastifyInstance, options: Options) {
  const pool = expertPool(options);
  const deskPool = poolAtDesk(options);
  const service = questionsService(options);
  const atDesk = questionsAtDesk(options);
  mount(app, 'listExperts', ({ query }) => pool.listExperts(query));
  mount(app, 'getExpert', ({ params }) => pool.getExpert(params.expertId));
  mount(app, 'deskListExperts', ({ desk, query }) => deskPool.deskListExperts(desk, query));
  mount(app, 'askExpert', ({ session, body, key }) => service.askExpert(session.familyId, body, key));
  mount(app, 'listMyExpertQuestions', ({ session, query }) =>
    service.listMyExpertQuestions(session.familyId, query),
  );
  mount(app, 'getExpertQuestion', ({ session, params }) =>
    service.getExpertQuestion(session.familyId, params.expertQuestionId),
  );
  mount(app, 'deskListExpertQuestions', ({ desk, query }) => atDesk.deskListExpertQuestions(desk, query));
  mount(app, 'deskGetExpertQuestion', ({ desk, params }) =>
    atDesk.deskGetExpertQuestion(desk, params.expertQuestionId),
  );
  mount(app, 'deskAnswerExpertQuestion', ({ desk, params, body }) =>
    atDesk.deskAnswerExpertQuestion(desk, params.expertQuestionId, body),
  );
  app.jobs.add({
    name: 'tellExpertAnswers',
    schedule: { everyMs: tellEveryMs },
    run: () => options.news.tellAll(),
  });
}
