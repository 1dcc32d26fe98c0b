import { describeError, type ErrorMessage } from './error-messages';
import type { ApiError } from './problem';

/** A page that could not be read and was never kept: nothing was filled in, so nothing is promised about it. */
export function describeReadFailure(error: ApiError): ErrorMessage {
  const message = describeError(error);
  if (error.code === 'network_unreachable') {
    return { ...message, sentence: '这一页没存在手机里，连上网再看。' };
  }
  return message;
}
