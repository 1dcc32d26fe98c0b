import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Everything the service can be told from outside, checked and frozen. The one reader of `process.env`. */
export type Config = {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  /** null: start the embedded store in `dataDir`. */
  readonly mongodbUri: string | null;
  readonly seed: 'demo' | 'none';
  readonly isProduction: boolean;
  readonly logLevel: 'silent' | 'fatal' | 'error' | 'warn' | 'info' | 'debug';
  readonly sessionSecret: string;
  /** Keys the blind index of phone numbers: without it the store’s indexes can’t be matched to numbers. */
  readonly phoneIndexSecret: string;
  readonly sms: { readonly kind: 'development' } | { readonly kind: 'http'; readonly url: string };
  readonly corsOrigins: readonly string[];
  readonly trustProxy: boolean;
  readonly rateLimitPerMinute: number;
  readonly mapTileOrigin: string | null;
  readonly pageDir: string;
};

export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(
      `configuration has ${faults.length} fault(s):\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    );
    this.name = 'ConfigError';
  }
}

type Env = Readonly<Record<string, string | undefined>>;

/** @throws ConfigError naming every fault at once, so that an operator mends them in one go. */
export function readConfig(env: Env): Config {
  const faults: string[] = [];
  const read = reader(env, faults);

  const isProduction =
    read.choice('NODE_ENV', ['production', 'development', 'test'], 'development') === 'production';
  const dataDir = resolve(read.text('DATA_DIR', 'data'));
  const smsProvider = read.choice('SMS_PROVIDER', ['development', 'http'], 'development');
  const smsUrl = read.url('SMS_HTTP_URL', ['http:', 'https:']);
  if (isProduction && smsProvider === 'development')
    faults.push('SMS_PROVIDER: production refuses the development provider, which shows codes; set http');
  if (smsProvider === 'http' && !smsUrl) faults.push('SMS_HTTP_URL: needed when SMS_PROVIDER is http');

  const config: Config = {
    host: read.text('HOST', '127.0.0.1'),
    port: read.integer('PORT', 8787, 0, 65_535),
    dataDir,
    mongodbUri: read.url('MONGODB_URI', ['mongodb:', 'mongodb+srv:']),
    seed: read.choice('SEED', ['demo', 'none'], isProduction ? 'none' : 'demo'),
    isProduction,
    logLevel: read.choice('LOG_LEVEL', ['silent', 'fatal', 'error', 'warn', 'info', 'debug'], 'info'),
    sessionSecret: read.secret('SESSION_SECRET', isProduction),
    phoneIndexSecret: read.secret('PHONE_INDEX_SECRET', isProduction),
    sms: smsProvider === 'http' ? { kind: 'http', url: smsUrl ?? '' } : { kind: 'development' },
    corsOrigins: read.list('CORS_ORIGINS'),
    trustProxy: read.choice('TRUST_PROXY', ['true', 'false'], 'false') === 'true',
    rateLimitPerMinute: read.integer('RATE_LIMIT_PER_MINUTE', 600, 1, 10_000_000),
    mapTileOrigin: read.url('MAP_TILE_ORIGIN', ['https:', 'http:']),
    pageDir: resolve(read.text('PAGE_DIR', new URL('../../miniapp/dist/h5', import.meta.url).pathname)),
  };
  if (faults.length > 0) throw new ConfigError(faults);
  if (config.sessionSecret && config.phoneIndexSecret) return Object.freeze(config);
  return Object.freeze({ ...config, ...developmentSecrets(dataDir, config) });
}

function reader(env: Env, faults: string[]) {
  const given = (name: string) => env[name]?.trim() || undefined;
  return {
    text: (name: string, fallback: string) => given(name) ?? fallback,
    integer(name: string, fallback: number, min: number, max: number) {
      const text = given(name);
      if (text === undefined) return fallback;
      const value = Number(text);
      if (!Number.isInteger(value) || value < min || value > max)
        faults.push(`${name}: “${text}” is not a whole number from ${min} to ${max}`);
      return value;
    },
    choice<const T extends string>(name: string, choices: readonly T[], fallback: T): T {
      const text = given(name) ?? fallback;
      const choice = choices.find((one) => one === text);
      if (!choice) faults.push(`${name}: “${text}” is not one of ${choices.join(', ')}`);
      return choice ?? fallback;
    },
    url(name: string, protocols: readonly string[]) {
      const text = given(name);
      if (text === undefined) return null;
      const protocol = /^([a-z+]+:)\/\/./.exec(text)?.[1];
      if (!protocol || !protocols.includes(protocol))
        faults.push(`${name}: must start with ${protocols.map((one) => `${one}//`).join(' or ')}`);
      return text;
    },
    list: (name: string) =>
      (given(name) ?? '')
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    secret(name: string, isNeeded: boolean) {
      const text = given(name) ?? '';
      if (text ? text.length < 32 : isNeeded) faults.push(`${name}: needs at least 32 characters`);
      return text;
    },
  };
}

/** Outside production the secrets are made once and kept beside the data, so that sessions outlive a restart. */
function developmentSecrets(dataDir: string, given: Pick<Config, 'sessionSecret' | 'phoneIndexSecret'>) {
  const file = join(dataDir, 'development-secrets.json');
  try {
    mkdirSync(dataDir, { recursive: true });
    if (!existsSync(file)) {
      const made = { sessionSecret: newSecret(), phoneIndexSecret: newSecret() };
      writeFileSync(file, JSON.stringify(made), { mode: 0o600, flag: 'wx' });
    }
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Pick<Config, 'sessionSecret' | 'phoneIndexSecret'>;
    return {
      sessionSecret: given.sessionSecret || kept.sessionSecret,
      phoneIndexSecret: given.phoneIndexSecret || kept.phoneIndexSecret,
    };
  } catch (error) {
    throw new ConfigError([
      `DATA_DIR: can’t write in ${dataDir} (${(error as NodeJS.ErrnoException).code ?? 'error'})`,
    ]);
  }
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
