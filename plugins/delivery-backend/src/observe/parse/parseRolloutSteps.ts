import { z } from 'zod';
import { RolloutStepFacts } from './facts';
import { section, tolerant, tolerantList } from './tolerant';

const unitSeconds: Record<string, number> = {
  ns: 1e-9,
  us: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};

const stepSchema = section({
  setWeight: tolerant(z.number()),
  pause: tolerant(z.object({ duration: z.unknown() })),
  analysis: tolerant(
    section({
      templates: tolerantList(z.object({ templateName: z.string() })),
    }),
  ),
  setCanaryScale: tolerant(z.object({})),
});

/**
 * The steps of a canary. A step that doesn't fit stays as `other`: leaving it out would shift the
 * index of every later one.
 */
export function parseRolloutSteps(steps: unknown): RolloutStepFacts[] {
  return Array.isArray(steps) ? steps.map(parseStep) : [];
}

function parseStep(step: unknown): RolloutStepFacts {
  const name =
    typeof step === 'object' && step !== null
      ? Object.keys(step)[0] ?? 'unknown'
      : 'unknown';
  const parsed = stepSchema.safeParse(step);
  if (!parsed.success) return { kind: 'other', name };
  const { setWeight, pause, analysis, setCanaryScale } = parsed.data;
  if (setWeight !== undefined) return { kind: 'set-weight', weight: setWeight };
  if (pause) {
    return { kind: 'pause', seconds: parseDuration(pause.duration) };
  }
  if (name === 'analysis' && analysis) {
    return {
      kind: 'analysis',
      templates: analysis.templates.map(it => it.templateName),
    };
  }
  if (setCanaryScale) return { kind: 'scale' };
  return { kind: 'other', name };
}

/** Seconds of `30`, `"30"`, `"30s"`, `"1h30m"`; undefined for none and for what cannot be read. */
export function parseDuration(duration: unknown): number | undefined {
  if (typeof duration === 'number') return duration;
  if (typeof duration !== 'string') return undefined;
  if (/^\d+$/.test(duration)) return Number(duration);
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(ns|us|ms|s|m|h)/g)];
  if (parts.length === 0 || parts.map(it => it[0]).join('') !== duration) {
    return undefined;
  }
  return parts.reduce(
    (sum, [, value, unit]) => sum + Number(value) * unitSeconds[unit],
    0,
  );
}
