export {
  createSandbox,
  type Sandbox,
  type SandboxOptions,
} from './createSandbox.ts';
export type { Credentials } from './world/credentials.ts';
