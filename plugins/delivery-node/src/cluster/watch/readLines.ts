import { StringDecoder } from 'node:string_decoder';

/** The lines of a stream as they come. A last one without an end is a cut one, and left out. */
export async function* readLines(
  stream: AsyncIterable<Buffer>,
): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter(line => line.trim() !== '');
  }
}
