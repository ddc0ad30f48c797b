import type { ApplicationSource } from '../model/Application.ts';
import type { RenderingTools } from '../tools/findTools.ts';

export interface RenderRequest {
  /** The files of the commit. */
  root: string;
  source: ApplicationSource;
  application: string;
  namespace: string;
  tools: RenderingTools;
  timeoutSeconds: number;
  signal?: AbortSignal;
  /** The folders of the sources that others refer to by `$name`. */
  references?: Record<string, string>;
}
