import { storeKey } from '../model/Manifest.ts';
import { CASCADE_FINALIZERS } from '../model/Application.ts';
import type { ArgoCdTools } from './ArgoCdTools.ts';

const LOOK_AGAIN_MS = 500;

/**
 * Takes down what belongs to an Application that is being deleted, if its finalizer asks for it;
 * then lets it go. Returns after how long to come back, if something is still there.
 */
export function deleteApplication(
  tools: ArgoCdTools,
  name: string,
): number | undefined {
  const application = tools.applications.get(name);
  const finalizers = application?.metadata.finalizers ?? [];
  const cascades = finalizers.some(each => CASCADE_FINALIZERS.includes(each));
  if (!application?.metadata.deletionTimestamp || !cascades) {
    return undefined;
  }
  const store = tools.destination(application.spec.destination);
  const objects = store ? tools.live.find(store, name, []) : [];
  for (const object of objects) {
    if (!object.metadata.deletionTimestamp) {
      store!.delete(storeKey(object));
    }
  }
  if (store && tools.live.find(store, name, []).length > 0) {
    return LOOK_AGAIN_MS;
  }
  tools.applications.setFinalizers(
    name,
    finalizers.filter(each => !CASCADE_FINALIZERS.includes(each)),
  );
  return undefined;
}
