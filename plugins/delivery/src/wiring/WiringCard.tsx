import { stringifyEntityRef } from '@backstage/catalog-model';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { Alert, Button, Skeleton, Text } from '@backstage/ui';
import { RowBoundary } from '../components/RowBoundary';
import { useWords } from '../translation';
import { useWiring } from './useWiring';
import styles from './Wiring.module.css';
import { WiringView } from './WiringView';

const WiringBody = ({ entityRef }: { entityRef: string }) => {
  const words = useWords();
  const { state, refresh } = useWiring(entityRef);
  switch (state.kind) {
    case 'loading':
      return (
        <div className={styles.part} role="status">
          <Text as="p" color="secondary">
            {words.t('wiring.loading')}
          </Text>
          <Skeleton width="60%" height={20} />
          <Skeleton width="100%" height={20} />
        </div>
      );
    case 'forbidden':
      return (
        <Alert
          role="status"
          status="info"
          icon
          title={words.t('wiring.forbidden.title')}
          description={words.t('wiring.forbidden.description')}
        />
      );
    case 'not-wired':
      return (
        <Alert
          role="status"
          status="info"
          icon
          title={words.t('wiring.notWired.title')}
          description={words.t('wiring.notWired.description')}
        />
      );
    case 'error':
      return (
        <Alert
          role="alert"
          status="danger"
          icon
          title={words.t('wiring.error.title')}
          description={state.reason}
          customActions={
            <Button size="small" variant="secondary" onPress={refresh}>
              {words.t('wiring.error.retry')}
            </Button>
          }
        />
      );
    case 'shown':
      return (
        <RowBoundary of={state.health}>
          <WiringView shown={state} refresh={refresh} />
        </RowBoundary>
      );
    default:
      throw new Error(`Unknown state ${state satisfies never}`);
  }
};

/** Whether everything between the forge, the cluster and Argo CD is still as it was made. */
export const WiringCard = () => {
  const words = useWords();
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  return (
    <EntityInfoCard title={words.t('wiring.title')}>
      <WiringBody key={entityRef} entityRef={entityRef} />
    </EntityInfoCard>
  );
};
