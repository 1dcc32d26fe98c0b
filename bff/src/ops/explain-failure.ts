import { ConfigError } from '../config.js';
import { DataFolderError, StoreLockedError } from '../embedded-store/index.js';

/** What the operator can do about a command that failed; the stack where we don't know. */
export function explainFailure(error: unknown): string {
  if (error instanceof StoreLockedError)
    return `${error.message}\nThe product is running on this folder. Stop it and run this again, or let both use one store: start it with "npm run store" and set MONGODB_URI for both.`;
  if (error instanceof ConfigError || error instanceof DataFolderError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
