import type { Subject } from '../kubernetes/http/Subject.ts';

/**
 * Who the portal is on a cluster, and all that it may do there: what the how-to on connecting a
 * real cluster grants it as well.
 */
export const portalSubject: Subject = {
  name: 'system:serviceaccount:slipway:portal',
  groups: ['system:serviceaccounts', 'system:authenticated'],
  rules: [
    // Observed.
    {
      verbs: ['get', 'list', 'watch'],
      groups: [''],
      resources: ['pods'],
    },
    {
      verbs: ['get', 'list', 'watch'],
      groups: ['apps'],
      resources: ['replicasets', 'deployments'],
    },
    {
      verbs: ['get', 'list', 'watch'],
      groups: ['argoproj.io'],
      resources: ['analysisruns'],
    },
    // Observed and operated.
    {
      verbs: ['get', 'list', 'watch', 'patch'],
      groups: ['argoproj.io'],
      resources: ['rollouts', 'rollouts/status'],
    },
    {
      verbs: ['get', 'list', 'watch', 'create', 'patch', 'delete'],
      groups: ['argoproj.io'],
      resources: ['applications', 'applicationsets', 'appprojects'],
    },
    // Made by a launch; a server-side apply of something new is a create and a patch. Taken back.
    {
      verbs: ['get', 'create', 'patch', 'delete'],
      groups: [''],
      resources: ['namespaces'],
    },
    // The same; before a launch every quota of a namespace is looked at, and before a namespace goes
    // every Secret in it, lest it be somebody else's.
    {
      verbs: ['get', 'list', 'create', 'patch', 'delete'],
      groups: [''],
      resources: ['secrets', 'resourcequotas'],
    },
    // Made by a launch whose template asks for limits.
    {
      verbs: ['get', 'create', 'patch', 'delete'],
      groups: [''],
      resources: ['limitranges'],
    },
    // Given the pull secret, where a template has it attached.
    {
      verbs: ['get', 'patch'],
      groups: [''],
      resources: ['serviceaccounts'],
    },
    // Looked for in a namespace before it goes.
    {
      verbs: ['list'],
      groups: [''],
      resources: ['services', 'configmaps', 'persistentvolumeclaims'],
    },
    {
      verbs: ['list'],
      groups: ['apps'],
      resources: ['statefulsets', 'daemonsets'],
    },
    {
      verbs: ['list'],
      groups: ['batch'],
      resources: ['jobs', 'cronjobs'],
    },
    {
      verbs: ['list'],
      groups: ['networking.k8s.io'],
      resources: ['ingresses'],
    },
    // Compared, in a dry run, with what Argo CD will render.
    {
      verbs: ['get'],
      groups: [''],
      resources: ['services', 'configmaps', 'serviceaccounts'],
    },
    {
      verbs: ['get'],
      groups: ['autoscaling'],
      resources: ['horizontalpodautoscalers'],
    },
    {
      verbs: ['get'],
      groups: ['argoproj.io'],
      resources: ['analysistemplates'],
    },
    {
      verbs: ['get'],
      groups: ['networking.k8s.io'],
      resources: ['ingresses', 'networkpolicies'],
    },
    {
      verbs: ['get'],
      groups: ['policy'],
      resources: ['poddisruptionbudgets'],
    },
  ],
};
