export function formatElapsed(milliseconds: number): string;
export function runStep(step: {
  title: string;
  command: string;
  args: string[];
  cwd: string;
  env?: NodeJS.ProcessEnv;
  hint: string;
}): Promise<void>;
