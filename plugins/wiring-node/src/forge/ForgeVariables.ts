import type { ForgeRepository } from './ForgeRepositories';

/** @public */
export interface ForgeVariable {
  key: string;
  /** Absent for a secret. */
  value?: string;
  /** Never shown again, to anyone. */
  secret: boolean;
  /** Taken out of the logs of jobs; every secret is. */
  masked: boolean;
  /** Given to protected branches only. */
  protected: boolean;
  /** `$` in the value is not expanded. */
  raw: boolean;
  /** `*` for all. */
  environmentScope: string;
  /**
   * What must be remembered of it, without its value. GitHub has no place for it: there a plain
   * variable beside a secret holds it.
   */
  description: string;
}

/** @public */
export interface WantedForgeVariable extends ForgeVariable {
  value: string;
}

/**
 * CI variables and secrets of one repository.
 *
 * @public
 */
export interface ForgeVariables {
  /** Whether a secret has to be one line to be taken out of logs. */
  readonly secretsAreOneLine: boolean;
  /** The variable as this forge can hold it: what it has no word for is as the forge does it. */
  fit(variable: WantedForgeVariable): WantedForgeVariable;
  find(
    repository: ForgeRepository,
    key: string,
    environmentScope: string,
  ): Promise<ForgeVariable | undefined>;
  put(
    repository: ForgeRepository,
    variable: WantedForgeVariable,
    current: ForgeVariable | undefined,
  ): Promise<void>;
  remove(
    repository: ForgeRepository,
    key: string,
    environmentScope: string,
  ): Promise<void>;
}
