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
      verbs: ['get', 'list', 'watch', 'create', 'patch'],
      groups: ['argoproj.io'],
      resources: ['applications', 'appprojects'],
    },
    // Made by a launch; a server-side apply of something new is a create and a patch.
    {
      verbs: ['get', 'create', 'patch'],
      groups: [''],
      resources: ['namespaces', 'secrets'],
    },
    // Made by a launch too; before it, every quota of a namespace is looked at.
    {
      verbs: ['get', 'list', 'create', 'patch'],
      groups: [''],
      resources: ['resourcequotas'],
    },
  ],
};
