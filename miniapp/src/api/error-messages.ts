import type { ApiError, ClientErrorCode, Facts } from './problem';
import { bookings } from './refusals/bookings';
import { families } from './refusals/families';
import type { ErrorMessage, Messages } from './refusals/message';
import { requests } from './refusals/requests';

export type { ErrorMessage, NextStep } from './refusals/message';

/** What finding, signing in and booking can meet; in every first load, so every line of it counts there. */
const firstMessages = { ...requests, ...families, ...bookings } as const satisfies Messages;

/** The codes whose messages come with the features that can meet them: later-messages.ts. */
export type LaterCode = Exclude<ClientErrorCode, keyof typeof firstMessages>;

/** One message for every code that can be met so far; `{n}` and the like are filled from the facts of the refusal. */
export const errorMessages: Messages = { ...firstMessages };

export function addMessages(messages: Readonly<Record<LaterCode, ErrorMessage>>): void {
  Object.assign(errorMessages, messages);
}

const stand = { child: '孩子', mode: '这种服务', n: '几' } as const;
const unfilled = /\{\w+\}/;

function fill(text: string, facts: Facts): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole));
}

/** A part of a sentence whose fact is missing is left out rather than shown with a gap. */
function fillSentence(text: string, facts: Facts): string {
  const parts = fill(text, facts).match(/[^。]+。?/g) ?? [];
  return parts.filter((part) => !unfilled.test(part)).join('');
}

/**
 * What to show for a refusal: our title and next steps, the server's own sentence if it gave one, else ours. `more` adds
 * what the screen knows and the server does not say, such as the child's nickname.
 */
export function describeError(error: ApiError, more: Facts = {}): ErrorMessage {
  const message = errorMessages[error.code] ?? firstMessages.server_error;
  const facts: Facts = { ...more, ...error.facts };
  if (error.requestId !== undefined) facts.requestId = error.requestId;
  if (error.code === 'input_invalid' && error.errors.length > 0) facts.n ??= error.errors.length;
  const ours = fillSentence(message.sentence, facts);
  const keepsOurs = error.code === 'server_error' || error.code === 'input_invalid';
  return {
    title: fill(fill(message.title, facts), stand),
    sentence: error.detail !== undefined && error.detail !== '' && !keepsOurs ? error.detail : ours,
    actions: message.actions
      .map(({ step, label }) => ({ step, label: fill(label, facts) }))
      .filter(({ label }) => !unfilled.test(label)),
  };
}

/** Title and sentence in one, for a line under a form; `more` as in describeError. */
export function errorLine(error: ApiError, more: Facts = {}): string {
  const { title, sentence } = describeError(error, more);
  return sentence === '' ? `${title}。` : `${title}。${sentence}`;
}
