import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../world/Clock.ts';

const lifetimeSeconds = 24 * 60 * 60;
const account = 'admin';

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function equals(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Who is signed in to Argo CD: its one account, with tokens that it signs itself. */
export class Sessions {
  #password: string;
  #clock: Clock;
  #secret = randomBytes(32);

  constructor(options: { password: string; clock: Clock }) {
    this.#password = options.password;
    this.#clock = options.clock;
  }

  /** A token for who knows the password. */
  open(username: string, password: string): string | undefined {
    if (username !== account || !equals(password, this.#password)) {
      return undefined;
    }
    const issuedAt = Math.floor(this.#clock.now().getTime() / 1000);
    const signed = [
      { alg: 'HS256', typ: 'JWT' },
      {
        iss: 'argocd',
        sub: `${account}:login`,
        iat: issuedAt,
        nbf: issuedAt,
        exp: issuedAt + lifetimeSeconds,
      },
    ]
      .map(encode)
      .join('.');
    return `${signed}.${this.#sign(signed)}`;
  }

  /** Whose token it is; undefined when it is forged, malformed or expired. */
  accountOf(token: string): string | undefined {
    const match = /^([\w-]+\.([\w-]+))\.([\w-]+)$/.exec(token);
    if (!match || !equals(match[3], this.#sign(match[1]))) {
      return undefined;
    }
    const { exp } = JSON.parse(
      Buffer.from(match[2], 'base64url').toString('utf8'),
    );
    return this.#clock.now().getTime() / 1000 < exp ? account : undefined;
  }

  #sign(text: string): string {
    return createHmac('sha256', this.#secret).update(text).digest('base64url');
  }
}
