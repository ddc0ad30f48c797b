/** What a suite counted. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** A part of `npm test`. */
export interface Suite {
  /** For `npm test -- --only`. */
  id: string;
  title: string;
  run(context: { logFile: string; env: NodeJS.ProcessEnv }): Promise<Counts>;
}
