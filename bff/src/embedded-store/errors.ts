const CODE_NAMES: Record<number, string> = {
  1: 'InternalError',
  2: 'BadValue',
  9: 'FailedToParse',
  14: 'TypeMismatch',
  20: 'IllegalOperation',
  22: 'InvalidBSON',
  26: 'NamespaceNotFound',
  27: 'IndexNotFound',
  28: 'PathNotViable',
  40: 'ConflictingUpdateOperators',
  43: 'CursorNotFound',
  48: 'NamespaceExists',
  50: 'MaxTimeMSExpired',
  59: 'CommandNotFound',
  66: 'ImmutableField',
  67: 'CannotCreateIndex',
  73: 'InvalidNamespace',
  86: 'IndexKeySpecsConflict',
  115: 'CommandNotSupported',
  171: 'CannotIndexParallelArrays',
  291: 'NoQueryExecutionPlans',
  10334: 'BSONObjectTooLarge',
  11000: 'DuplicateKey',
  14031: 'OutOfDiskSpace',
  17280: 'KeyTooLong',
  17419: 'BSONObjectTooLarge',
};

/** An answer in Mongo's error shape. Thrown before the operation it belongs to has written anything. */
export class StoreError extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly extra: Record<string, unknown> = {},
  ) {
    super(message);
  }

  toReply(): Record<string, unknown> {
    const codeName = CODE_NAMES[this.code] ?? `Location${this.code}`;
    return { ok: 0, errmsg: this.message, code: this.code, codeName, ...this.extra };
  }
}

export const badValue = (message: string) => new StoreError(2, message);
export const failedToParse = (message: string) => new StoreError(9, message);

/** For what a real server can do and this store cannot: refused by name, never answered differently. */
export const outOfScope = (what: string) =>
  new StoreError(
    115,
    `${what} is outside the scope of the embedded store; point MONGODB_URI at a MongoDB server`,
  );

/** Another live process holds the data folder. */
export class StoreLockedError extends Error {
  override readonly name = 'StoreLockedError';
  constructor(
    readonly dataDir: string,
    readonly pid: number | null,
  ) {
    super(`the data folder ${dataDir} is in use by ${pid ? `process ${pid}` : 'another process'}`);
  }
}

/** The data folder cannot be made, read or written. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
  constructor(
    readonly dataDir: string,
    reason: string,
  ) {
    super(`the data folder ${dataDir} cannot be used: ${reason}`);
  }
}

export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
  constructor(readonly port: number) {
    super(`port ${port} is in use`);
  }
}
