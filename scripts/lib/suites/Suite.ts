/** What a suite counted. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** What computes, what starts things and waits for them, and what a browser does. */
export const lanes = ['computes', 'waits', 'browser'] as const;
export type Lane = (typeof lanes)[number];

/** A part of `npm test`. */
export interface Suite {
  /** For `npm test -- --only`. */
  id: string;
  title: string;
  /** Lanes run side by side, the suites of one lane one after the other. */
  lane: Lane;
  run(context: { logFile: string; env: NodeJS.ProcessEnv }): Promise<Counts>;
}
