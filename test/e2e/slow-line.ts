import { connect, createServer, type Server } from 'node:net';
import { Transform } from 'node:stream';
import { afterAll } from 'vitest';

const slicesPerSecond = 10;

/**
 * A line between a phone and the product, which can be made as bad as one at the edge of a village. What the browser
 * offers for this holds a file back until much of it is there, which no line does.
 */
export function useSlowLine() {
  const servers: Server[] = [];
  afterAll(() => {
    for (const server of servers) server.close();
  });
  let bytesPerSecond = Number.POSITIVE_INFINITY;
  return {
    /** @returns the address of the product at this line's other end */
    async open(url: string): Promise<string> {
      const { hostname, port } = new URL(url);
      const server = createServer((phone) => {
        const service = connect(Number(port), hostname);
        phone.pipe(service);
        service.pipe(slowed(() => bytesPerSecond)).pipe(phone);
        // Either end may go at any time, as on a real line.
        phone.on('error', () => service.destroy()).on('close', () => service.destroy());
        service.on('error', () => phone.destroy());
      });
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('the line has no port');
      return `http://127.0.0.1:${address.port}`;
    },
    /** From now on so many bytes a second on each connection. */
    slowDown(to: number): void {
      bytesPerSecond = to;
    },
  };
}

function slowed(speed: () => number): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const pass = (from: number): void => {
        const bytes = Math.ceil(speed() / slicesPerSecond);
        this.push(chunk.subarray(from, from + bytes));
        if (from + bytes >= chunk.length) done();
        else setTimeout(() => pass(from + bytes), 1_000 / slicesPerSecond);
      };
      pass(0);
    },
  });
}
