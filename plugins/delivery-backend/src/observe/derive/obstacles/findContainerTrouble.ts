import { ContainerFacts } from '../../parse';
import { parseImage } from '../common/images';
import { say } from '../common/say';
import { Finding, finding } from './Finding';
import { imagePullTrouble } from './imagePullTrouble';

interface ContainerTroubleOptions {
  /** The pod, as `Pod/name`. */
  object: string;
  label: string;
  namespace: string;
}

/** What keeps a container from running. */
export function findContainerTrouble(
  container: ContainerFacts,
  { object, label: image, namespace }: ContainerTroubleOptions,
): Finding | undefined {
  const { waiting } = container;
  switch (waiting?.reason) {
    case 'ErrImagePull':
    case 'ImagePullBackOff':
    case 'ErrImageNeverPull':
    case 'RegistryUnavailable':
      return imagePullTrouble(waiting.message, {
        object,
        label: image,
        namespace,
        repository: parseImage(container.image).image,
      });
    case 'InvalidImageName':
      return finding({
        code: 'InvalidImageName',
        what: say('obstacle.imageName.what', { image: container.image }),
        next: say('obstacle.imageName.next'),
        object,
        detail: waiting.message,
      });
    case 'CreateContainerConfigError':
      return finding({
        code: 'CreateContainerConfigError',
        what: say('obstacle.containerConfig.what', { image }),
        next: say('obstacle.containerConfig.next', { namespace }),
        object,
        detail: waiting.message,
      });
    case 'CreateContainerError':
    case 'RunContainerError':
    case 'StartError':
      return finding({
        code: 'ContainerCannotStart',
        what: say('obstacle.containerStart.what', { image }),
        next: say('obstacle.containerStart.next'),
        object,
        detail: waiting.message,
      });
    default:
      return findCrash(container, object, image);
  }
}

/**
 * A container that has ended and is not ready since. It counts while it runs between two ends, or
 * the obstacle would come and go with each restart.
 */
function findCrash(
  container: ContainerFacts,
  object: string,
  image: string,
): Finding | undefined {
  const end = container.terminated ?? container.lastTerminated;
  const isBackingOff = container.waiting?.reason === 'CrashLoopBackOff';
  const isRestarted = container.restartCount > 0 && !container.ready;
  if (!isBackingOff && !(isRestarted && end !== undefined)) return undefined;
  if (container.init && end?.exitCode === 0) return undefined;
  const detail = [
    end?.reason,
    end?.message,
    isBackingOff ? container.waiting?.message : undefined,
  ]
    .filter(it => it !== undefined)
    .join(': ');
  const common = { object, detail: detail || undefined };
  if (end?.reason === 'OOMKilled') {
    return finding({
      code: 'OOMKilled',
      what: say('obstacle.outOfMemory.what', { image }),
      next: say('obstacle.outOfMemory.next'),
      ...common,
    });
  }
  return finding({
    code: 'CrashLoopBackOff',
    what:
      end?.exitCode === undefined
        ? say('obstacle.crash.what', { image })
        : say('obstacle.crashWithCode.what', { image, exitCode: end.exitCode }),
    next: say('obstacle.crash.next', { object }),
    isVague: end?.exitCode === undefined,
    ...common,
  });
}
