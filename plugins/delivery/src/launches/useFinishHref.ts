import { parseEntityRef } from '@backstage/catalog-model';
import {
  routeResolutionApiRef,
  useApiHolder,
} from '@backstage/frontend-plugin-api';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { LaunchSummary } from '@slipway/plugin-delivery-common';
import { useEffect, useState } from 'react';
import { templateRouteRef } from '../extensions/routes';

/** Where a launch is finished: its template's form, with the values of its task. */
export function useFinishHref(launch: LaunchSummary): string | undefined {
  const apis = useApiHolder();
  const scaffolder = apis.get(scaffolderApiRef);
  // The old frontend system resolves no such routes: there is no link then.
  const templateRoute = apis
    .get(routeResolutionApiRef)
    ?.resolve(templateRouteRef);
  const { id, service, owner, template } = launch;
  const [values, setValues] = useState<object>();

  useEffect(() => {
    let isShown = true;
    scaffolder?.getTask(id).then(
      ({ spec }) => isShown && setValues(spec.parameters),
      // Whoever may not see the task fills in the rest of the form.
      () => isShown && setValues({ name: service, owner }),
    );
    return () => {
      isShown = false;
    };
  }, [scaffolder, id, service, owner]);

  if (!template || !templateRoute || !values) {
    return undefined;
  }
  const { namespace, name } = parseEntityRef(template);
  const query = new URLSearchParams({ formData: JSON.stringify(values) });
  return `${templateRoute({ namespace, templateName: name })}?${query}`;
}
