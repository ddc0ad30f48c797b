import { toError } from '@backstage/errors';
import { Finding } from './Finding';
import { CheckName, PreflightReport, SkipReason } from './PreflightReport';

/** One look at one place. */
export interface Check extends CheckName {
  /** What has to be well before it makes sense; a finding there is not told a second time here. */
  after?: CheckName[];
  run(signal: AbortSignal): Promise<Finding[]>;
}

type Result =
  | { kind: 'checked'; findings: Finding[] }
  | { kind: 'skipped'; reason: SkipReason };

/**
 * Makes all checks at once, each with the time given, except that one waits for those that it comes
 * after. None ends the others; the signal ends all.
 */
export async function runChecks(
  checks: Check[],
  options: { seconds: number; signal?: AbortSignal },
): Promise<PreflightReport> {
  const running = new Map<string, Promise<Result>>();
  const start = (check: Check): Promise<Result> => {
    const key = keyOf(check);
    const started = running.get(key);
    if (started) {
      return started;
    }
    const result = makeAfterOthers(check);
    running.set(key, result);
    return result;
  };
  async function makeAfterOthers(check: Check): Promise<Result> {
    for (const name of check.after ?? []) {
      const before = checks.find(one => keyOf(one) === keyOf(name));
      if (before && !isWell(await start(before))) {
        return { kind: 'skipped', reason: { kind: 'after', check: name } };
      }
    }
    return make(check, options);
  }
  const results = await Promise.all(
    checks.map(async check => ({ check, result: await start(check) })),
  );
  options.signal?.throwIfAborted();
  return {
    findings: sorted(
      results.flatMap(({ result }) =>
        result.kind === 'checked' ? result.findings : [],
      ),
    ),
    checked: results.flatMap(({ check, result }) =>
      result.kind === 'checked' ? [nameOf(check)] : [],
    ),
    skipped: results.flatMap(({ check, result }) =>
      result.kind === 'skipped'
        ? [{ ...nameOf(check), reason: result.reason }]
        : [],
    ),
  };
}

async function make(
  check: Check,
  { seconds, signal }: { seconds: number; signal?: AbortSignal },
): Promise<Result> {
  const timeout = AbortSignal.timeout(seconds * 1000);
  const ends = signal ? AbortSignal.any([signal, timeout]) : timeout;
  try {
    ends.throwIfAborted();
    return {
      kind: 'checked',
      findings: await Promise.race([check.run(ends), rejectAtEnd(ends)]),
    };
  } catch (error) {
    const reason: SkipReason = timeout.aborted
      ? { kind: 'slow', seconds }
      : { kind: 'failed', message: toError(error).message };
    return { kind: 'skipped', reason };
  }
}

/** For a look that does not obey its signal. */
function rejectAtEnd(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason), {
      once: true,
    }),
  );
}

function isWell(result: Result): boolean {
  return (
    result.kind === 'checked' &&
    result.findings.every(({ severity }) => severity !== 'blocks')
  );
}

function nameOf({ id, place }: CheckName): CheckName {
  return { id, place };
}

function keyOf({ id, place }: CheckName): string {
  return [id, place.kind, place.name].join(' ');
}

function sorted(findings: Finding[]): Finding[] {
  return [
    ...findings.filter(({ severity }) => severity === 'blocks'),
    ...findings.filter(({ severity }) => severity === 'warns'),
  ];
}
