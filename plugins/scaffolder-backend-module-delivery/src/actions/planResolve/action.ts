import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  placesOf,
  forgeOf,
  repoUrlOf,
  serviceTarget,
} from '@slipway/plugin-wiring-node';
import { LaunchDeps, onForge } from '../../run';
import { examples } from './examples';
import { findProblems } from './findProblems';
import { schema } from './schema';

export function createPlanResolveAction(given: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:plan:resolve',
    description:
      'Gives every name and address of a launch, from the name of the service and the config, and looks for whatever would stop it before anything is made',
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const deps = onForge(given, ctx.input);
      const { name } = ctx.input;
      const { host, names } = serviceTarget(deps, name);
      const { registryHost } = deps.launch;
      if (!registryHost) {
        throw new InputError(
          'delivery.launch.registryHost must be set in the app config, to say where images are',
        );
      }
      const places = placesOf(deps.delivery, name);
      const forge = forgeOf(deps, host, ctx);
      const problems = await findProblems(deps, {
        names,
        host,
        places,
        forge,
        owner: ctx.input.owner,
        environments: ctx.input.environments,
        madeFor: ctx.input.forge,
        workload: ctx.input.workload ?? 'Rollout',
        thenPreflight: ctx.input.thenPreflight ?? false,
        credentials: await ctx.getInitiatorCredentials(),
        signal: ctx.signal,
      });
      if (problems.length > 0) {
        throw new InputError(
          `${name} cannot be launched: ${problems.join('; ')}`,
        );
      }
      if (!ctx.isDryRun) {
        // From here on the name is this launch's, until it ends.
        await deps.ledgers?.of(ctx.task.id, ctx.signal).open({
          service: name,
          entityRef: names.entityRef,
          owner: ctx.input.owner,
          actor: ctx.user?.ref,
          template: ctx.templateInfo?.entityRef,
        });
      }
      const app = names.appRepository.path;
      const gitops = names.gitopsRepository.path;
      const appUrls = forge.repositories.urls(app);
      const gitopsUrls = forge.repositories.urls(gitops);
      ctx.output('service', name);
      ctx.output('host', host);
      ctx.output('group', names.group);
      ctx.output('appRepoUrl', repoUrlOf(host, app));
      ctx.output('gitopsRepoUrl', repoUrlOf(host, gitops));
      ctx.output('appRepository', app);
      ctx.output('gitopsRepository', gitops);
      ctx.output('appUrl', appUrls.webUrl);
      ctx.output('gitopsUrl', gitopsUrls.webUrl);
      ctx.output('pipelinesUrl', appUrls.pipelinesUrl);
      ctx.output('registryHost', registryHost);
      ctx.output('image', `${registryHost}/${app}`);
      ctx.output('entityRef', names.entityRef);
      ctx.output('argocdSelector', `backstage.io/kubernetes-id=${name}`);
      ctx.output('names', {
        rollout: names.rollout,
        activeService: names.activeService,
        previewService: names.previewService,
        analysisTemplate: names.analysisTemplate,
        pullSecret: names.pullSecret,
      });
      ctx.output(
        'namespaces',
        Object.fromEntries(
          places.map(({ environment, namespace }) => [
            environment.name,
            namespace,
          ]),
        ),
      );
      ctx.output(
        'environments',
        places.map(({ environment, cluster, namespace }) => ({
          name: environment.name,
          title: environment.title,
          cluster,
          namespace,
          sync: environment.sync,
          application: names.application(environment.name),
        })),
      );
      ctx.logger.info(
        `${name} goes to ${app} and ${gitops} on ${host}, and runs in ${places
          .map(({ namespace, cluster }) => `${namespace} on ${cluster}`)
          .join(', ')}`,
      );
    },
  });
}
