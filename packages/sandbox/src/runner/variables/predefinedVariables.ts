import type { JobRecord, PipelineRecord } from '../ciRecords.ts';
import type { CiCommit, CiProject, CiUser } from '../RunnerHost.ts';
import { environmentSlug, environmentTier, refSlug } from './slugs.ts';

export interface PipelineFacts {
  baseUrl: string;
  registryHost: string;
  project: CiProject;
  user: CiUser;
  commit: CiCommit;
  protectedRef: boolean;
  pipeline: Pick<
    PipelineRecord,
    'id' | 'iid' | 'ref' | 'tag' | 'sha' | 'beforeSha' | 'source' | 'createdAt'
  >;
}

/** What a pipeline's rules and jobs know before anybody has said anything. */
export function pipelineVariables(
  facts: PipelineFacts,
): Record<string, string> {
  const { baseUrl, registryHost, project, user, commit, pipeline } = facts;
  const url = new URL(baseUrl);
  const namespace = project.path.split('/').slice(0, -1).join('/');
  const [title, ...rest] = commit.message.split('\n');
  return {
    CI: 'true',
    GITLAB_CI: 'true',
    CI_SERVER: 'yes',
    CI_SERVER_NAME: 'GitLab',
    CI_SERVER_URL: baseUrl,
    CI_SERVER_HOST: url.hostname,
    CI_SERVER_FQDN: url.host,
    CI_SERVER_PORT: url.port || (url.protocol === 'https:' ? '443' : '80'),
    CI_SERVER_PROTOCOL: url.protocol.replace(':', ''),
    CI_API_V4_URL: `${baseUrl}/api/v4`,
    CI_PROJECT_ID: String(project.id),
    CI_PROJECT_NAME: project.path.split('/').at(-1)!,
    CI_PROJECT_TITLE: project.name,
    CI_PROJECT_PATH: project.path,
    CI_PROJECT_PATH_SLUG: refSlug(project.path),
    CI_PROJECT_NAMESPACE: namespace,
    CI_PROJECT_ROOT_NAMESPACE: namespace.split('/')[0],
    CI_PROJECT_URL: project.url,
    CI_BUILDS_DIR: '/builds',
    CI_PROJECT_DIR: `/builds/${project.path}`,
    CI_PROJECT_VISIBILITY: project.visibility,
    CI_DEFAULT_BRANCH: project.defaultBranch,
    CI_REGISTRY: registryHost,
    CI_REGISTRY_IMAGE: `${registryHost}/${project.path.toLowerCase()}`,
    CI_PIPELINE_ID: String(pipeline.id),
    CI_PIPELINE_IID: String(pipeline.iid),
    CI_PIPELINE_SOURCE: pipeline.source,
    CI_PIPELINE_URL: `${project.url}/-/pipelines/${pipeline.id}`,
    CI_PIPELINE_CREATED_AT: pipeline.createdAt,
    CI_COMMIT_SHA: pipeline.sha,
    CI_COMMIT_SHORT_SHA: pipeline.sha.slice(0, 8),
    CI_COMMIT_BEFORE_SHA: pipeline.beforeSha,
    CI_COMMIT_REF_NAME: pipeline.ref,
    CI_COMMIT_REF_SLUG: refSlug(pipeline.ref),
    CI_COMMIT_REF_PROTECTED: String(facts.protectedRef),
    ...(pipeline.tag
      ? { CI_COMMIT_TAG: pipeline.ref }
      : { CI_COMMIT_BRANCH: pipeline.ref }),
    CI_COMMIT_MESSAGE: commit.message,
    CI_COMMIT_TITLE: title,
    CI_COMMIT_DESCRIPTION: rest.join('\n').trim(),
    CI_COMMIT_TIMESTAMP: commit.timestamp,
    CI_COMMIT_AUTHOR: `${commit.authorName} <${commit.authorEmail}>`,
    GITLAB_USER_ID: String(user.id),
    GITLAB_USER_LOGIN: user.username,
    GITLAB_USER_NAME: user.name,
    GITLAB_USER_EMAIL: user.email,
  };
}

/** What a job knows of itself. */
export function jobVariables(
  project: CiProject,
  job: Pick<JobRecord, 'id' | 'name' | 'stage' | 'startedAt' | 'environment'>,
): Record<string, string> {
  const { environment } = job;
  return {
    CI_JOB_ID: String(job.id),
    CI_JOB_NAME: job.name,
    CI_JOB_NAME_SLUG: refSlug(job.name),
    CI_JOB_STAGE: job.stage,
    CI_JOB_STATUS: 'running',
    CI_JOB_URL: `${project.url}/-/jobs/${job.id}`,
    CI_JOB_STARTED_AT: job.startedAt ?? '',
    CI_REGISTRY_USER: 'gitlab-ci-token',
    ...(environment
      ? {
          CI_ENVIRONMENT_NAME: environment.name,
          CI_ENVIRONMENT_SLUG: environmentSlug(environment.name),
          CI_ENVIRONMENT_ACTION: environment.action,
          CI_ENVIRONMENT_TIER:
            environment.tier ?? environmentTier(environment.name),
          CI_ENVIRONMENT_URL: environment.url ?? '',
        }
      : {}),
  };
}
