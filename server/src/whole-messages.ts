import { Writable } from 'node:stream';

/**
 * A stream that hands on each message of the protocol in one piece: the library writes its head and its body one after the
 * other, which wakes whoever reads twice.
 */
export function wholeMessages(output: Writable): Writable {
  let head: Buffer | undefined;
  return new Writable({
    write(chunk: Buffer, _, done) {
      if (!head) {
        head = chunk;
        return done();
      }
      const message = Buffer.concat([head, chunk]);
      head = undefined;
      output.write(message, done);
    },
  });
}
