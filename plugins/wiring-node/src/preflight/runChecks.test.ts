import { finding } from './Finding';
import { Check, runChecks } from './runChecks';

const place = { kind: 'cluster', name: 'main' } as const;
const check = (
  id: Check['id'],
  run: Check['run'],
  after: Check['id'][] = [],
): Check => ({
  id,
  place,
  after: after.map(one => ({ id: one, place })),
  run,
});
const well = async () => [];
const blocked = async () => [finding('cluster-unreachable', place)];
const warned = async () => [finding('cluster-version-unknown', place)];
const skippedFor = (report: Awaited<ReturnType<typeof runChecks>>) =>
  report.skipped.map(({ id, reason }) => [
    id,
    reason.kind === 'after' ? reason.check.id : reason.kind,
  ]);

describe('runChecks', () => {
  it('makes all at once, and tells what blocks first', async () => {
    const started: string[] = [];
    let release = () => {};
    const gate = new Promise<void>(resolve => {
      release = resolve;
    });
    const waiting = (id: Check['id'], run: Check['run']) =>
      check(id, async signal => {
        started.push(id);
        if (started.length === 2) {
          release();
        }
        await gate;
        return run(signal);
      });
    const report = await runChecks(
      [waiting('cluster-version', warned), waiting('cluster', blocked)],
      { seconds: 5 },
    );
    expect(report.findings.map(({ id }) => id)).toEqual([
      'cluster-unreachable',
      'cluster-version-unknown',
    ]);
    expect(report.checked.map(({ id }) => id)).toEqual([
      'cluster-version',
      'cluster',
    ]);
  });

  it('tells one fault once: what needs it is skipped, and what needs that', async () => {
    const report = await runChecks(
      [
        check('controller', well, ['kinds']),
        check('kinds', well, ['cluster']),
        check('cluster', blocked),
      ],
      { seconds: 5 },
    );
    expect(report.findings).toHaveLength(1);
    expect(skippedFor(report)).toEqual([
      ['controller', 'kinds'],
      ['kinds', 'cluster'],
    ]);
  });

  it('goes on after what only warns, and after what is not among the checks', async () => {
    const report = await runChecks(
      [
        check('cluster', warned),
        check('kinds', well, ['cluster']),
        check('controller', well, ['namespace']),
      ],
      { seconds: 5 },
    );
    expect(report.skipped).toEqual([]);
  });

  it('takes a look that fails for neither a finding nor a clean bill', async () => {
    const fails = async () => {
      throw new Error('out of order');
    };
    const report = await runChecks(
      [check('cluster', fails), check('kinds', well, ['cluster'])],
      { seconds: 5 },
    );
    expect(report).toMatchObject({ findings: [], checked: [] });
    expect(report.skipped).toMatchObject([
      { id: 'cluster', reason: { kind: 'failed', message: 'out of order' } },
      { id: 'kinds', reason: { kind: 'after' } },
    ]);
  });

  it('does not wait for a look that does not come to its end', async () => {
    const never = () => new Promise<never>(() => {});
    const report = await runChecks([check('cluster', never)], {
      seconds: 0.05,
    });
    expect(report.skipped).toEqual([
      { id: 'cluster', place, reason: { kind: 'slow', seconds: 0.05 } },
    ]);
  });

  it('ends with its signal', async () => {
    const stop = new AbortController();
    const seen: boolean[] = [];
    const running = runChecks(
      [
        check('cluster', async signal => {
          stop.abort(new Error('cancelled'));
          seen.push(signal.aborted);
          return [];
        }),
      ],
      { seconds: 5, signal: stop.signal },
    );
    await expect(running).rejects.toThrow('cancelled');
    expect(seen).toEqual([true]);
  });
});
