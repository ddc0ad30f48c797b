import { Entity } from '@backstage/catalog-model';
import { annotations } from '@slipway/plugin-delivery-common';
import {
  ForgeChange,
  PipelineLook,
  PipelineReference,
  PipelineSource,
} from '../pipeline';

/**
 * A forge in memory: shows the boards that it is given and counts the looks.
 *
 * @public
 */
export class FakePipelineSource implements PipelineSource {
  readonly id = 'gitlab';
  readonly looks: string[] = [];
  readonly retried: string[] = [];
  readonly #boards = new Map<
    string,
    Extract<PipelineLook, { kind: 'seen' }>['board']
  >();
  readonly #failures: Error[] = [];
  #onChange: (change: ForgeChange) => void = () => {};
  #subscribed = false;

  setBoard(
    project: string,
    board: Extract<PipelineLook, { kind: 'seen' }>['board'],
  ): void {
    this.#boards.set(project, board);
  }

  /** The next call fails with the error. */
  failNext(error: Error): void {
    this.#failures.push(error);
  }

  /** A webhook comes in. */
  hook(project: string, pushed = false): void {
    this.#onChange({ host: 'gitlab.example.com', project, pushed });
  }

  get subscribed(): boolean {
    return this.#subscribed;
  }

  reference(entity: Entity): PipelineReference | undefined {
    const project =
      entity.metadata.annotations?.[annotations.gitlabProjectSlug];
    return project
      ? { source: this.id, host: 'gitlab.example.com', project }
      : undefined;
  }

  async look(
    reference: PipelineReference,
    options: { limit: number; validator?: string; signal: AbortSignal },
  ): Promise<PipelineLook> {
    this.#before();
    this.looks.push(reference.project);
    const board = this.#boards.get(reference.project) ?? {
      repository: {
        slug: reference.project,
        url: `https://gitlab.example.com/${reference.project}`,
      },
      branch: 'main',
      pipelines: [],
    };
    const validator = JSON.stringify(board);
    return validator === options.validator
      ? { kind: 'unchanged' }
      : { kind: 'seen', board: structuredClone(board), validator };
  }

  async retry(_reference: PipelineReference, pipeline: string): Promise<void> {
    this.#before();
    this.retried.push(pipeline);
  }

  async subscribe(onChange: (change: ForgeChange) => void): Promise<void> {
    this.#subscribed = true;
    this.#onChange = onChange;
  }

  #before(): void {
    const failure = this.#failures.shift();
    if (failure) {
      throw failure;
    }
  }
}
