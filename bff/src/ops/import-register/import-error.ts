/** The command can't be carried out as given; the message tells the operator what to mend. */
export class ImportError extends Error {
  override name = 'ImportError';
}
