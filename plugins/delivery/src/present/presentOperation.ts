import {
  RiArrowGoBackLine,
  RiPlayFill,
  RiRefreshLine,
  RiRestartLine,
  RiSkipForwardFill,
  RiUploadCloud2Line,
  RemixiconComponentType,
} from '@remixicon/react';
import { OperationKind, OperationOffer } from '@slipway/plugin-delivery-common';
import { MessageKey } from '../translation';

export interface OperationLook {
  label: MessageKey;
  consequence: MessageKey;
  icon: RemixiconComponentType;
  /** Takes the new version away from users. */
  isDestructive: boolean;
  /** What a person most likely came for. */
  isPrimary: boolean;
  /** The card that offers it. */
  card: 'environments' | 'rollout' | 'pipelines';
}

const looks: Record<OperationKind, OperationLook> = {
  refresh: {
    label: 'operation.refresh.label',
    consequence: 'operation.refresh.consequence',
    icon: RiRefreshLine,
    isDestructive: false,
    isPrimary: false,
    card: 'environments',
  },
  sync: {
    label: 'operation.sync.label',
    consequence: 'operation.sync.consequence',
    icon: RiUploadCloud2Line,
    isDestructive: false,
    isPrimary: true,
    card: 'environments',
  },
  promote: {
    label: 'operation.promote.label',
    consequence: 'operation.promote.consequence',
    icon: RiPlayFill,
    isDestructive: false,
    isPrimary: true,
    card: 'rollout',
  },
  'promote-full': {
    label: 'operation.promoteFull.label',
    consequence: 'operation.promoteFull.consequence',
    icon: RiSkipForwardFill,
    isDestructive: false,
    isPrimary: false,
    card: 'rollout',
  },
  abort: {
    label: 'operation.abort.label',
    consequence: 'operation.abort.consequence',
    icon: RiArrowGoBackLine,
    isDestructive: true,
    isPrimary: false,
    card: 'rollout',
  },
  retry: {
    label: 'operation.retry.label',
    consequence: 'operation.retry.consequence',
    icon: RiRestartLine,
    isDestructive: false,
    isPrimary: true,
    card: 'rollout',
  },
  'retry-pipeline': {
    label: 'operation.retryPipeline.label',
    consequence: 'operation.retryPipeline.consequence',
    icon: RiRestartLine,
    isDestructive: false,
    isPrimary: false,
    card: 'pipelines',
  },
};

export function presentOperation(kind: OperationKind): OperationLook {
  return looks[kind];
}

/** The offers that a card shows; a kind that this page does not know cannot be explained, so it is left out. */
export function selectOffers(
  offers: OperationOffer[],
  card: OperationLook['card'],
): OperationOffer[] {
  return offers.filter(offer => looks[offer.kind]?.card === card);
}
