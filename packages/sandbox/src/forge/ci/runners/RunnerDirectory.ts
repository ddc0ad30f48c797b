import {
  deriveRunnerStatus,
  deriveStuckReason,
  servesProject,
  takesJob,
} from '../../../runner/index.ts';
import type {
  CiStore,
  JobRecord,
  RunnerRecord,
  RunnerStatus,
} from '../../../runner/index.ts';
import { isProtectedRef } from '../../branches/protection.ts';
import type { ForgeContext } from '../../ForgeContext.ts';
import { digestOf, newToken } from '../../tokens/digest.ts';

/** Who could run a job. */
export class RunnerDirectory {
  #context: ForgeContext;
  #store: CiStore;

  constructor(context: ForgeContext, store: CiStore) {
    this.#context = context;
    this.#store = store;
  }

  /** The runner that the sandbox brings along. */
  ensureEmbedded(): void {
    const { runners } = this.#store.records;
    if (!runners.find(runner => runner.embedded)) {
      this.add(
        {
          runnerType: 'instance_type',
          ownerId: null,
          description: 'sandbox',
          maintenanceNote: null,
          paused: false,
          locked: false,
          accessLevel: 'not_protected',
          runUntagged: true,
          tagList: ['docker'],
          maximumTimeout: null,
          creatorId: null,
        },
        { embedded: true },
      );
    }
  }

  add(
    runner: Omit<
      RunnerRecord,
      'id' | 'digest' | 'embedded' | 'createdAt' | 'contactedAt'
    >,
    options: { embedded: boolean } = { embedded: false },
  ): { runner: RunnerRecord; token: string } {
    const token = newToken('glrt-');
    const { runners } = this.#store.records;
    const record = runners.put({
      ...runner,
      id: runners.nextId(),
      digest: digestOf(token),
      embedded: options.embedded,
      createdAt: this.#store.now(),
      contactedAt: null,
    });
    return { runner: record, token };
  }

  /** A runner has reported: from now on the sandbox runs jobs in its name. */
  contact(token: string): RunnerRecord | undefined {
    const { runners } = this.#store.records;
    const digest = digestOf(token);
    const runner = runners.find(one => one.digest === digest);
    return runner && runners.put({ ...runner, contactedAt: this.#store.now() });
  }

  status(runner: RunnerRecord): RunnerStatus {
    return deriveRunnerStatus(runner, this.#context.clock.now());
  }

  ofProject(projectId: number): RunnerRecord[] {
    const project = this.#context.records.projects.get(projectId);
    const groupIds = project
      ? this.#context.access
          .ancestry(project.namespaceId)
          .map(namespace => namespace.id)
      : [];
    return this.#store.records.runners.filter(runner =>
      servesProject(runner, { id: projectId, groupIds }),
    );
  }

  /** Those of a group and of the groups above it, and those for all. */
  ofGroup(groupId: number): RunnerRecord[] {
    const groupIds = this.#context.access.ancestry(groupId).map(({ id }) => id);
    return this.#store.records.runners.filter(
      ({ runnerType, ownerId }) =>
        runnerType === 'instance_type' ||
        (runnerType === 'group_type' && groupIds.includes(ownerId!)),
    );
  }

  find(job: JobRecord): RunnerRecord | undefined {
    return this.#candidates(job).find(one => one.online && one.takes)?.runner;
  }

  stuckReason(job: JobRecord): string | undefined {
    return deriveStuckReason(job, this.#candidates(job));
  }

  #candidates(job: JobRecord) {
    const { ref, tag } = this.#store.pipeline(job.pipelineId);
    const protectedRef = isProtectedRef(
      this.#context,
      { id: job.projectId },
      `${tag ? 'refs/tags' : 'refs/heads'}/${ref}`,
    );
    return this.ofProject(job.projectId).map(runner => ({
      runner,
      online: this.status(runner) === 'online',
      takes: takesJob(runner, job, protectedRef),
    }));
  }
}
