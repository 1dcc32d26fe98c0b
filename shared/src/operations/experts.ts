import { Id, strict } from '../schemas/common.js';
import * as experts from '../schemas/experts.js';
import type { Operation } from './operation.js';

const questionParams = strict({ expertQuestionId: Id });

export const expertsOperations = {
  listExperts: {
    tag: 'experts',
    summary: 'The pool of experts, by name',
    access: 'public',
    status: 200,
    query: experts.ExpertsQuery,
    reply: experts.Experts,
    errors: [],
  },
  getExpert: {
    tag: 'experts',
    summary: 'One expert, and whether questions are passed on',
    access: 'public',
    status: 200,
    params: strict({ expertId: Id }),
    reply: experts.Expert,
    errors: [],
  },
  askExpert: {
    tag: 'experts',
    summary:
      'Ask an expert about my child. Words that speak of an emergency are answered with the number to call',
    access: 'family',
    status: 201,
    needsKey: true,
    body: experts.NewExpertQuestion,
    reply: experts.ExpertQuestion,
    errors: [
      'idempotency_key_reused',
      'consent_required',
      'question_looks_urgent',
      'questions_not_taken',
      'too_many_questions',
      'retry',
    ],
  },
  listMyExpertQuestions: {
    tag: 'experts',
    summary: 'Questions of my family with their answers, the last asked first',
    access: 'family',
    status: 200,
    query: experts.ExpertQuestionsQuery,
    reply: experts.ExpertQuestions,
    errors: [],
  },
  getExpertQuestion: {
    tag: 'experts',
    summary: 'One question of my family',
    access: 'family',
    status: 200,
    params: questionParams,
    reply: experts.ExpertQuestion,
    errors: [],
  },
  deskListExperts: {
    tag: 'desk',
    summary:
      'Whom a class of my desk may name by id: the pool of its district and of the levels above, by name',
    access: 'desk',
    status: 200,
    query: experts.DeskExpertsQuery,
    reply: experts.DeskExperts,
    errors: [],
  },
  deskListExpertQuestions: {
    tag: 'desk',
    summary: 'Questions to the experts of my district; names nobody',
    access: 'officer',
    status: 200,
    query: experts.DeskExpertQuestionsQuery,
    reply: experts.DeskExpertQuestions,
    errors: [],
  },
  deskGetExpertQuestion: {
    tag: 'desk',
    summary: 'One question to an expert of my district. Reading it is audited',
    access: 'officer',
    status: 200,
    params: questionParams,
    reply: experts.DeskExpertQuestion,
    errors: ['own_family'],
  },
  deskAnswerExpertQuestion: {
    tag: 'desk',
    summary: 'Pass on what the expert said; its family is told. The same answer again has no second effect',
    access: 'officer',
    status: 200,
    params: questionParams,
    body: experts.AnswerExpertQuestion,
    reply: experts.DeskExpertQuestion,
    errors: ['own_family', 'already_decided', 'retry'],
  },
} as const satisfies Record<string, Operation>;
