import type { Clock } from '../../world/Clock.ts';
import { maskSecrets } from './maskSecrets.ts';

const green = '\u001b[32;1m';
const yellow = '\u001b[33;1m';
const red = '\u001b[31;1m';
const reset = '\u001b[0;m';

/**
 * Writes a job's trace with the marks by which GitLab folds sections. It is written out line by
 * line, so that a secret that comes in two parts is still found.
 */
export class JobTrace {
  #write: (text: string) => void;
  #secrets: string[];
  #clock: Clock;
  #rest = '';

  constructor(options: {
    write: (text: string) => void;
    secrets: string[];
    clock: Clock;
  }) {
    this.#write = options.write;
    this.#secrets = options.secrets;
    this.#clock = options.clock;
  }

  line(text: string): void {
    this.append(`${text}\n`);
  }

  command(text: string): void {
    text.split('\n').forEach((part, index) => {
      this.line(`${green}${index === 0 ? '$ ' : ''}${part}${reset}`);
    });
  }

  notice(text: string): void {
    this.line(`${yellow}${text}${reset}`);
  }

  problem(text: string): void {
    this.line(`${red}${text}${reset}`);
  }

  done(text: string): void {
    this.line(`${green}${text}${reset}`);
  }

  async section<T>(
    name: string,
    title: string,
    body: () => Promise<T>,
  ): Promise<T> {
    this.append(`section_start:${this.#seconds()}:${name}\r\u001b[0K`);
    this.line(`\u001b[36;1m${title}${reset}`);
    try {
      return await body();
    } finally {
      this.flush();
      this.append(`section_end:${this.#seconds()}:${name}\r\u001b[0K`);
      this.flush();
    }
  }

  append(text: string): void {
    const whole = this.#rest + text;
    const end = whole.lastIndexOf('\n') + 1;
    this.#rest = whole.slice(end);
    if (end > 0) {
      this.#write(maskSecrets(whole.slice(0, end), this.#secrets));
    }
  }

  flush(): void {
    if (this.#rest) {
      this.#write(maskSecrets(this.#rest, this.#secrets));
      this.#rest = '';
    }
  }

  #seconds(): number {
    return Math.floor(this.#clock.now().getTime() / 1000);
  }
}
