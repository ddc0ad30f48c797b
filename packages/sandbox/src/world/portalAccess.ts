import type { Subject } from '../kubernetes/http/Subject.ts';

/**
 * Who the portal is on a cluster, and all that it may do there: what the how-to on connecting a
 * real cluster grants it as well.
 */
export const portalSubject: Subject = {
  name: 'system:serviceaccount:slipway:portal',
  groups: ['system:serviceaccounts', 'system:authenticated'],
  rules: [
    {
      verbs: ['get', 'list', 'watch'],
      groups: [''],
      resources: ['pods', 'events', 'services'],
    },
    {
      verbs: ['get', 'list', 'watch'],
      groups: ['apps'],
      resources: ['replicasets', 'deployments'],
    },
    {
      verbs: ['get', 'list', 'watch', 'create', 'patch', 'delete'],
      groups: [''],
      resources: ['namespaces', 'secrets', 'serviceaccounts', 'resourcequotas'],
    },
    {
      verbs: ['get', 'list', 'watch', 'create', 'patch', 'delete'],
      groups: ['argoproj.io'],
      resources: ['applications', 'appprojects'],
    },
    {
      verbs: ['get', 'list', 'watch', 'patch'],
      groups: ['argoproj.io'],
      resources: ['rollouts', 'rollouts/status', 'analysisruns'],
    },
    {
      verbs: ['create'],
      groups: ['authorization.k8s.io'],
      resources: ['selfsubjectaccessreviews'],
    },
  ],
};
