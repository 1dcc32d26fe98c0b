import { randomBytes } from 'node:crypto';
import { join, resolve, sep } from 'node:path';
import { developmentSecret } from './development-secrets.js';
import type { NoticeKind } from './features/notices/notices.public.js';
import {
  readSmsKinds,
  readWechatTemplates,
  type WechatTemplate,
} from './features/notices/wechat-templates.js';
import { type KeyRing, readKeyRing } from './keys/key-ring.js';
import type { SmsSettings } from './lib/sms.js';
import { type MapTiles, readMapTiles } from './map-tiles.js';

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
  /** Wraps the families' data keys: the first wraps, all open. */
  readonly keyRing: KeyRing;
  /** Where the wrapped data keys are kept, apart from the data and its backups. One for all processes. */
  readonly keysDir: string;
  /** Where sealed files are kept. One for all processes. */
  readonly files:
    | { readonly kind: 'folder'; readonly folder: string }
    | {
        readonly kind: 's3';
        readonly url: string;
        readonly region: string;
        readonly keyId: string;
        readonly secret: string;
      };
  readonly sms: SmsSettings;
  /** The mini-program's account at WeChat; null: nobody signs in by WeChat here. */
  readonly wechat: { readonly baseUrl: string; readonly appId: string; readonly appSecret: string } | null;
  readonly wechatTemplates: readonly WechatTemplate[];
  /** Kinds of notices that are also sent by SMS. */
  readonly smsNotices: readonly NoticeKind[];
  readonly corsOrigins: readonly string[];
  readonly trustProxy: boolean;
  readonly rateLimitPerMinute: number;
  /** null: the map is a plain grid. */
  readonly mapTiles: MapTiles | null;
  /** From which recordings and live videos may be, besides our own storage: the page plays from no other. */
  readonly mediaOrigins: readonly string[];
  readonly pageDir: string;
  readonly operator: Operator;
};

/** Who answers for personal data. Parents read it in the privacy policy, so it is written in Chinese. */
export type Operator = {
  readonly name: string;
  readonly address: string;
  /** Phone or mail for questions and complaints about personal data. */
  readonly privacyContact: string;
  /** The named person in charge of children's data (儿童个人信息网络保护规定). */
  readonly childDataOfficer: string;
  /** Where the servers stand: province and city. */
  readonly dataLocation: string;
  /** Who handles data on the operator's behalf, and what for: the carrier of text messages, the host. */
  readonly processors: readonly string[];
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

  const wechat = {
    baseUrl: (read.url('WECHAT_API_BASE_URL', ['https:', 'http:']) ?? 'https://api.weixin.qq.com').replace(
      /\/+$/,
      '',
    ),
    appId: read.text('WECHAT_APP_ID', ''),
    appSecret: read.text('WECHAT_APP_SECRET', ''),
  };
  if (!wechat.appId !== !wechat.appSecret)
    faults.push('WECHAT_APP_ID, WECHAT_APP_SECRET: only one is set; sign-in by WeChat needs both');
  const wechatTemplates = readWechatTemplates(read.text('WECHAT_TEMPLATES', ''), faults);
  if (wechatTemplates.length > 0 && !wechat.appId)
    faults.push('WECHAT_TEMPLATES: needs WECHAT_APP_ID, whose templates they are');
  if (isProduction && !wechat.baseUrl.startsWith('https://'))
    faults.push('WECHAT_API_BASE_URL: must start with https:// in production, the app secret goes there');

  const keysDir = resolve(read.text('KEYS_DIR', join(dataDir, 'keys')));
  if (isProduction) checkKeysDir(keysDir, dataDir, read.text('KEYS_DIR', ''), faults);
  const given = {
    sessionSecret: read.secret('SESSION_SECRET', isProduction),
    phoneIndexSecret: read.secret('PHONE_INDEX_SECRET', isProduction),
    keyRing: read.keyRing('KEY_RING', isProduction),
  };

  const config: Omit<Config, keyof Secrets> = {
    host: read.text('HOST', '127.0.0.1'),
    port: read.integer('PORT', 8787, 0, 65_535),
    dataDir,
    mongodbUri: read.url('MONGODB_URI', ['mongodb:', 'mongodb+srv:']),
    seed: read.choice('SEED', ['demo', 'none'], isProduction ? 'none' : 'demo'),
    isProduction,
    logLevel: read.choice('LOG_LEVEL', ['silent', 'fatal', 'error', 'warn', 'info', 'debug'], 'info'),
    keysDir,
    files: readFileStorage(read, dataDir, isProduction, faults),
    sms: smsProvider === 'http' ? { kind: 'http', url: smsUrl ?? '' } : { kind: 'development' },
    wechat: wechat.appId && wechat.appSecret ? wechat : null,
    wechatTemplates,
    smsNotices: readSmsKinds(read.list('SMS_NOTICES'), faults),
    corsOrigins: read.list('CORS_ORIGINS'),
    trustProxy: read.choice('TRUST_PROXY', ['true', 'false'], 'false') === 'true',
    rateLimitPerMinute: read.integer('RATE_LIMIT_PER_MINUTE', 600, 1, 10_000_000),
    mapTiles: readMapTiles(read.text, faults),
    mediaOrigins: readMediaOrigins(read.list('MEDIA_ORIGINS'), faults),
    pageDir: resolve(read.text('PAGE_DIR', new URL('../../miniapp/dist/h5', import.meta.url).pathname)),
    operator: readOperator(read, isProduction),
  };
  if (faults.length > 0) throw new ConfigError(faults);
  return Object.freeze({ ...config, ...withDevelopmentSecrets(dataDir, given) });
}

/** Origins as browsers name them: scheme, host, port. */
function readMediaOrigins(given: readonly string[], faults: string[]): string[] {
  for (const origin of given)
    if (!URL.canParse(origin) || new URL(origin).origin !== origin || !origin.startsWith('https://'))
      faults.push(`MEDIA_ORIGINS: “${origin}” is not an origin such as https://vod.example.org`);
  return [...given];
}

/** A bucket where one is named, else a folder. */
function readFileStorage(
  read: ReturnType<typeof reader>,
  dataDir: string,
  isProduction: boolean,
  faults: string[],
): Config['files'] {
  const folder = resolve(read.text('FILES_DIR', join(dataDir, 'files')));
  const url = read.url('FILES_S3_URL', ['https:', 'http:']);
  const s3 = {
    region: read.text('FILES_S3_REGION', 'us-east-1'),
    keyId: read.text('FILES_S3_KEY_ID', ''),
    secret: read.text('FILES_S3_SECRET', ''),
  };
  if (!url) return { kind: 'folder', folder };
  if (!s3.keyId || !s3.secret)
    faults.push('FILES_S3_KEY_ID, FILES_S3_SECRET: both are needed when FILES_S3_URL is set');
  if (isProduction && !url.startsWith('https://'))
    faults.push('FILES_S3_URL: must start with https:// in production');
  return { kind: 's3', url, ...s3 };
}

/** A privacy policy without a name in it is none, so production does not start with the placeholders. */
function readOperator(read: ReturnType<typeof reader>, isProduction: boolean): Operator {
  return {
    name: read.particular('OPERATOR_NAME', '（运营者名称，待填写）', isProduction),
    address: read.particular('OPERATOR_ADDRESS', '（运营者地址，待填写）', isProduction),
    privacyContact: read.particular('PRIVACY_CONTACT', '（联系方式，待填写）', isProduction),
    childDataOfficer: read.particular('CHILD_DATA_OFFICER', '（负责人姓名，待填写）', isProduction),
    dataLocation: read.particular('DATA_LOCATION', '（服务器所在地，待填写）', isProduction),
    processors: read
      .particular('DATA_PROCESSORS', '（短信和服务器托管公司，待填写）', isProduction)
      .split(/[;；]/)
      .map((processor) => processor.trim())
      .filter(Boolean),
  };
}

/** A backup of the data that holds the keys too could open what was deleted since. */
function checkKeysDir(keysDir: string, dataDir: string, given: string, faults: string[]): void {
  if (!given) faults.push('KEYS_DIR: production needs it named: a folder that all processes share');
  else if (keysDir === dataDir || keysDir.startsWith(dataDir + sep))
    faults.push('KEYS_DIR: lies in DATA_DIR, whose backups would then hold the keys; name another folder');
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
    /** What parents are told about the operator. */
    particular(name: string, placeholder: string, isNeeded: boolean) {
      const text = given(name);
      if (isNeeded && !text) faults.push(`${name}: the privacy policy names it; needed in production`);
      return text ?? placeholder;
    },
    secret(name: string, isNeeded: boolean) {
      const text = given(name) ?? '';
      if (text ? text.length < 32 : isNeeded) faults.push(`${name}: needs at least 32 characters`);
      return text;
    },
    keyRing(name: string, isNeeded: boolean) {
      const text = given(name);
      if (text === undefined) {
        if (isNeeded) faults.push(`${name}: needs at least one id:key, the key 32 random bytes in base64`);
        return null;
      }
      const { ring, faults: found } = readKeyRing(text);
      faults.push(...found);
      return ring;
    },
  };
}

type Secrets = Pick<Config, 'sessionSecret' | 'phoneIndexSecret' | 'keyRing'>;

/** What was not given is made; production never comes here without, each missing one is a fault there. */
function withDevelopmentSecrets(
  dataDir: string,
  given: Omit<Secrets, 'keyRing'> & { keyRing: KeyRing | null },
): Secrets {
  const made = (name: string) =>
    developmentSecret(dataDir, name, () => randomBytes(32).toString('base64url'));
  try {
    const keyRing = given.keyRing ?? readKeyRing(`development:${made('ring-key')}`).ring;
    if (!keyRing) throw new ConfigError([`DATA_DIR: development-ring-key in ${dataDir} is damaged`]);
    return {
      sessionSecret: given.sessionSecret || made('session-secret'),
      phoneIndexSecret: given.phoneIndexSecret || made('phone-index-secret'),
      keyRing,
    };
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError([
      `DATA_DIR: can’t write in ${dataDir} (${(error as NodeJS.ErrnoException).code ?? 'error'})`,
    ]);
  }
}
