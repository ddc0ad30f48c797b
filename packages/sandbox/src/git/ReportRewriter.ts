import { Transform } from 'node:stream';
import type { TransformCallback } from 'node:stream';

/** One packet of git's: four digits of length, and what follows. */
function packet(content: Buffer): Buffer {
  const length = (content.length + 4).toString(16).padStart(4, '0');
  return Buffer.concat([Buffer.from(length), content]);
}

/** Splits off whole packets; what is left may be the beginning of one. */
function takePackets(data: Buffer): { packets: Buffer[]; rest: Buffer } {
  const packets: Buffer[] = [];
  let at = 0;
  while (at + 4 <= data.length) {
    const length = Math.max(
      4,
      parseInt(data.toString('latin1', at, at + 4), 16),
    );
    if (Number.isNaN(length) || at + length > data.length) {
      break;
    }
    packets.push(data.subarray(at, at + length));
    at += length;
  }
  return { packets, rest: data.subarray(at) };
}

function rewriteLine(line: Buffer, reasons: Record<string, string>): Buffer {
  const match = /^ng (\S+) (.*)\n$/s.exec(line.toString('utf8', 4));
  const reason = match && reasons[match[1]];
  return reason ? packet(Buffer.from(`ng ${match[1]} ${reason}\n`)) : line;
}

/**
 * Puts a forge's own reasons into git's report of a push, where git itself only knows that a hook
 * has declined.
 */
export class ReportRewriter extends Transform {
  #reasons: () => Record<string, string>;
  #rest: Buffer = Buffer.alloc(0);

  /** @param reasons - read when the report comes, which is after the hook has run */
  constructor(reasons: () => Record<string, string>) {
    super();
    this.#reasons = reasons;
  }

  override _transform(
    chunk: Buffer,
    _encoding: BufferEncoding,
    done: TransformCallback,
  ): void {
    const { packets, rest } = takePackets(Buffer.concat([this.#rest, chunk]));
    this.#rest = rest;
    for (const each of packets) {
      this.push(this.#rewrite(each));
    }
    done();
  }

  override _flush(done: TransformCallback): void {
    this.push(this.#rest);
    done();
  }

  #rewrite(each: Buffer): Buffer {
    // The report travels in the first band, as packets within a packet.
    const isReport =
      each[4] === 1 && each.toString('latin1', 9, 16) === 'unpack ';
    if (!isReport) {
      return each.toString('latin1', 4, 7) === 'ng '
        ? rewriteLine(each, this.#reasons())
        : each;
    }
    const { packets, rest } = takePackets(each.subarray(5));
    const reasons = this.#reasons();
    return packet(
      Buffer.concat([
        Buffer.from([1]),
        ...packets.map(line => rewriteLine(line, reasons)),
        rest,
      ]),
    );
  }
}
