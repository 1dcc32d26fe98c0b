import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type S3StandIn = Awaited<ReturnType<typeof startS3StandIn>>;

const bucket = '/nearcare-files';
/** S3 gives a thousand; fewer here, so that a list has several pages. */
const pageSize = 3;
const signaturePattern =
  /^AWS4-HMAC-SHA256 Credential=test-key\/\d{8}\/cn-test-1\/s3\/aws4_request, ?SignedHeaders=([\w;-]+), ?Signature=[0-9a-f]{64}$/;

/**
 * A bucket on a local port, as far as the storage uses one: PUT, GET of a range, DELETE and ListObjectsV2. A request
 * without a signature over host, date and the body's hash is refused, and so is a body that has another hash.
 */
export async function startS3StandIn() {
  const objects = new Map<string, { bytes: Buffer; putAt: Date }>();
  const refused: string[] = [];
  let failures = 0;

  const server = createServer((request, response) => void answer(request, response));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    const url = new URL(request.url ?? '', 'http://s3');
    const fault = faultOf(request, body);
    if (fault) {
      refused.push(fault);
      response.writeHead(403).end(`<Error><Code>${fault}</Code></Error>`);
    } else if (failures > 0) {
      failures -= 1;
      response.writeHead(503).end('<Error><Code>SlowDown</Code></Error>');
    } else if (!url.pathname.startsWith(`${bucket}/`)) {
      response.writeHead(404).end('<Error><Code>NoSuchBucket</Code></Error>');
    } else if (url.searchParams.get('list-type') === '2') list(url.searchParams, response);
    else handle(request, decodeURIComponent(url.pathname.slice(bucket.length + 1)), body, response);
  }

  function handle(
    { method, headers }: IncomingMessage,
    name: string,
    body: Buffer,
    response: ServerResponse,
  ) {
    const found = objects.get(name);
    if (method === 'PUT') {
      objects.set(name, { bytes: body, putAt: new Date() });
      response.writeHead(200).end();
    } else if (method === 'DELETE') {
      objects.delete(name);
      response.writeHead(204).end();
    } else if (!found) response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
    else {
      const [, from = '0', to = ''] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
      const part = found.bytes.subarray(Number(from), Number(to) + 1);
      response.writeHead(206, { 'content-length': part.length }).end(part);
    }
  }

  function list(query: URLSearchParams, response: ServerResponse): void {
    const [prefix, after] = [query.get('prefix') ?? '', query.get('start-after') ?? ''];
    const names = [...objects.keys()].filter((name) => name.startsWith(prefix) && name > after).sort();
    const contents = names.slice(0, pageSize).map((name) => {
      const putAt = objects.get(name)?.putAt.toISOString();
      return `<Contents><Key>${name}</Key><LastModified>${putAt}</LastModified><Size>1</Size></Contents>`;
    });
    const isTruncated = names.length > pageSize;
    response
      .writeHead(200, { 'content-type': 'application/xml' })
      .end(
        `<ListBucketResult><IsTruncated>${isTruncated}</IsTruncated>${contents.join('')}</ListBucketResult>`,
      );
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    settings: {
      url: `http://127.0.0.1:${port}${bucket}`,
      region: 'cn-test-1',
      keyId: 'test-key',
      secret: 'test-secret',
    },
    objects,
    refused,
    /** So many requests are answered by 503. */
    fail(count: number) {
      failures = count;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function faultOf({ headers }: IncomingMessage, body: Buffer): string | null {
  const signed = signaturePattern.exec(headers.authorization ?? '')?.[1]?.split(';') ?? [];
  if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => signed.includes(name)))
    return 'AccessDenied';
  const sent = createHash('sha256').update(body).digest('hex');
  return headers['x-amz-content-sha256'] === sent ? null : 'XAmzContentSHA256Mismatch';
}
