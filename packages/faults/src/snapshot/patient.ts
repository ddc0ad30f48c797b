/** A take-back looks at everything before it answers, and the machine may be busy. */
export const patient = () => ({ signal: AbortSignal.timeout(180_000) });
