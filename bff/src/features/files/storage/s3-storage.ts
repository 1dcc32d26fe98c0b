import { hash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import type { Span } from '../../../keys/sealed-frames.js';
import { checkName, type FileStorage, StorageError, type Stored } from './file-storage.js';

/** A bucket that speaks S3: AWS, OSS, COS, OBS, MinIO. `url` is the bucket's own, in either style, without a query. */
export type S3Settings = {
  readonly url: string;
  readonly region: string;
  readonly keyId: string;
  readonly secret: string;
};

const timeoutMs = 20_000;
/** Who asks whether we are ready waits no longer. */
const checkTimeoutMs = 2_000;
const retries = 2;

/** Pieces as objects of a bucket. Every request is signed (SigV4), the hash of what is put with it. */
export function s3Storage({ url, region, keyId, secret }: S3Settings): FileStorage {
  const client = new AwsClient({
    accessKeyId: keyId,
    secretAccessKey: secret,
    service: 's3',
    region,
    retries,
  });
  const base = url.replace(/\/+$/, '');
  const addressOf = (name: string) => `${base}/${checkName(name)}`;

  type Init = { headers?: object; body?: Uint8Array; waitMs?: number };
  async function ask(method: string, address: string, init: Init = {}) {
    const { headers = {}, body, waitMs = timeoutMs } = init;
    const response = await client
      .fetch(address, {
        method,
        headers: { ...headers, 'x-amz-content-sha256': hash('sha256', body ?? '', 'hex') },
        ...(body ? { body: body as Uint8Array<ArrayBuffer> } : {}),
        signal: AbortSignal.timeout(waitMs),
      })
      .catch((error: unknown) => {
        throw new StorageError(`${method} got no answer (${(error as Error).name})`);
      });
    if (response.ok || response.status === 404) return response;
    await response.body?.cancel();
    throw new StorageError(`${method} answered ${response.status}`);
  }

  async function read(response: Response): Promise<Buffer> {
    return Buffer.from(
      await response.arrayBuffer().catch(() => {
        throw new StorageError('an answer broke off');
      }),
    );
  }

  async function put(name: string, bytes: Uint8Array): Promise<void> {
    const response = await ask('PUT', addressOf(name), { body: bytes });
    await response.body?.cancel();
    if (!response.ok) throw new StorageError('there is no such bucket');
  }

  async function get(name: string, { from, to }: Span): Promise<Uint8Array | null> {
    const response = await ask('GET', addressOf(name), { headers: { range: `bytes=${from}-${to - 1}` } });
    const bytes = await read(response);
    if (response.status === 404) return null;
    return response.status === 206 ? bytes : bytes.subarray(from, to);
  }

  async function remove(name: string): Promise<void> {
    const response = await ask('DELETE', addressOf(name));
    await response.body?.cancel();
  }

  async function check(): Promise<void> {
    const response = await ask('GET', `${base}/?list-type=2&max-keys=1`, { waitMs: checkTimeoutMs });
    await response.body?.cancel();
    if (!response.ok) throw new StorageError('there is no such bucket');
  }

  /** Goes on behind the last name it saw: names are our own, so nothing in the answer needs to be unescaped. */
  async function* list(prefix: string): AsyncGenerator<Stored> {
    let last = '';
    for (;;) {
      const query = new URLSearchParams({
        'list-type': '2',
        prefix,
        ...(last ? { 'start-after': last } : {}),
      });
      const response = await ask('GET', `${base}/?${query.toString()}`);
      if (!response.ok) throw new StorageError('there is no such bucket');
      const page = (await read(response)).toString('utf8');
      for (const stored of storedIn(page)) {
        last = stored.name;
        yield stored;
      }
      if (!/<IsTruncated>true</.test(page) || !last) return;
    }
  }

  return { put, get, delete: remove, check, list };
}

function* storedIn(page: string): Generator<Stored> {
  for (const [, contents = ''] of page.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
    const name = /<Key>(.*?)<\/Key>/s.exec(contents)?.[1];
    const putAt = /<LastModified>(.*?)<\/LastModified>/s.exec(contents)?.[1];
    if (name && putAt) yield { name, putAt: new Date(putAt) };
  }
}
