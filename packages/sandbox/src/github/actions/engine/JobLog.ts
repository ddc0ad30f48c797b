import { maskSecrets } from '../../../runner/trace/maskSecrets.ts';
import type { Clock } from '../../../world/Clock.ts';

/**
 * Writes a job's log as GitHub does: the time in front of each line, `##[…]` for what is not the
 * step's own output. It is written line by line, so that a secret in two parts is still found.
 */
export class JobLog {
  readonly #write: (text: string) => void;
  readonly #secrets: Set<string>;
  readonly #clock: Clock;
  #rest = '';

  constructor(options: {
    write: (text: string) => void;
    secrets: string[];
    clock: Clock;
  }) {
    this.#write = options.write;
    this.#secrets = new Set(options.secrets);
    this.#clock = options.clock;
  }

  /** Another text that must not be seen from here on; each line of it by itself, too. */
  mask(secret: string): void {
    for (const part of [secret, ...secret.split('\n')]) {
      if (part.trim().length > 0) {
        this.#secrets.add(part.trim());
      }
    }
  }

  line(text: string): void {
    this.append(`${text}\n`);
  }

  group(title: string, lines: string[]): void {
    this.line(`##[group]${title}`);
    lines.forEach(line => this.line(line));
    this.line('##[endgroup]');
  }

  notice(text: string): void {
    this.line(`##[notice]${text}`);
  }

  problem(text: string): void {
    this.line(`##[error]${text}`);
  }

  append(text: string): void {
    const whole = this.#rest + text;
    const end = whole.lastIndexOf('\n') + 1;
    this.#rest = whole.slice(end);
    if (end > 0) {
      this.#flush(whole.slice(0, end - 1));
    }
  }

  end(): void {
    if (this.#rest) {
      this.#flush(this.#rest);
      this.#rest = '';
    }
  }

  #flush(text: string): void {
    const masked = maskSecrets(text, [...this.#secrets], '***');
    const now = this.#clock.now().toISOString().replace('Z', '0000Z');
    this.#write(
      masked
        .split('\n')
        .map(line => `${now} ${line}\n`)
        .join(''),
    );
  }
}
