import type { GithubContext } from '../../GithubContext.ts';
import type { ProjectRecord } from '../../../forge/records/records.ts';
import type { ActionsStore } from '../records/ActionsStore.ts';
import type { RunRecord, WorkflowRecord } from '../records/actionsRecords.ts';
import type {
  ParsedWorkflow,
  WorkflowParseResult,
} from '../workflow/ParsedWorkflow.ts';
import { parseWorkflowFile } from '../workflow/parseWorkflowFile.ts';

export interface WorkflowFile {
  path: string;
  content: string;
  result: WorkflowParseResult;
}

const folder = '.github/workflows';
/** How many parsed files are kept at hand. */
const kept = 200;

/** The workflow files of repositories, read from their commits. */
export class WorkflowFiles {
  readonly #context: GithubContext;
  readonly #store: ActionsStore;
  readonly #parsed = new Map<string, WorkflowParseResult>();

  constructor(context: GithubContext, store: ActionsStore) {
    this.#context = context;
    this.#store = store;
  }

  /** Those of a commit, by path. */
  async at(project: ProjectRecord, sha: string): Promise<WorkflowFile[]> {
    const repository = this.#context.forge.git.of(project);
    const entries = await repository.tree(sha, folder, false);
    const files: WorkflowFile[] = [];
    for (const { path, type, id } of entries) {
      if (type === 'blob' && /\.ya?ml$/.test(path)) {
        const content = (await repository.blob(id)).toString('utf8');
        files.push({ path, content, result: await this.#parse(path, content) });
      }
    }
    return files;
  }

  /** Brings the list of workflows up to what the default branch has. */
  async sync(project: ProjectRecord): Promise<WorkflowRecord[]> {
    const repository = this.#context.forge.git.of(project);
    const sha = await repository.resolve(`refs/heads/${project.defaultBranch}`);
    for (const file of sha ? await this.at(project, sha) : []) {
      this.ensure(project, file);
    }
    return this.#store.records.workflows.filter(
      one => one.projectId === project.id,
    );
  }

  ensure(project: ProjectRecord, file: WorkflowFile): WorkflowRecord {
    const { workflows } = this.#store.records;
    const known = workflows.find(
      one => one.projectId === project.id && one.path === file.path,
    );
    const name =
      file.result.kind === 'parsed' && file.result.workflow.name
        ? file.result.workflow.name
        : file.path;
    const now = this.#store.now();
    if (known) {
      return known.name === name
        ? known
        : workflows.put({ ...known, name, updatedAt: now });
    }
    return workflows.put({
      id: workflows.nextId(),
      projectId: project.id,
      path: file.path,
      name,
      state: 'active',
      runs: 0,
      createdAt: now,
      updatedAt: now,
    });
  }

  /** The file that a run was started with. */
  async ofRun(run: RunRecord): Promise<ParsedWorkflow> {
    const content = this.#store.records.runFiles.get(run.id)?.content ?? '';
    const result = await this.#parse(run.workflowPath, content);
    if (result.kind === 'invalid') {
      throw new Error(result.problems.join('\n'));
    }
    return result.workflow;
  }

  async #parse(path: string, content: string): Promise<WorkflowParseResult> {
    const key = `${path}\n${content}`;
    const known = this.#parsed.get(key);
    if (known) {
      return known;
    }
    const result = await parseWorkflowFile(path, content);
    if (this.#parsed.size >= kept) {
      this.#parsed.delete(this.#parsed.keys().next().value!);
    }
    this.#parsed.set(key, result);
    return result;
  }
}
