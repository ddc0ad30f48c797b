import {
  Button,
  ButtonLink,
  Card,
  CardBody,
  CardHeader,
  Text,
} from '@backstage/ui';
import { LaunchSummary } from '@slipway/plugin-delivery-common';
import { useId, useState } from 'react';
import { StatusBadge } from '../components';
import { Age } from '../time';
import { useWords } from '../translation';
import { LaunchItems } from './LaunchItems';
import styles from './Launches.module.css';
import { presentKind, presentLaunch, presentNext } from './presentLaunch';
import { useFinishHref } from './useFinishHref';

const FinishLink = ({ launch }: { launch: LaunchSummary }) => {
  const words = useWords();
  const href = useFinishHref(launch);
  const { service } = launch;
  return href ? (
    <ButtonLink
      variant="primary"
      size="small"
      href={href}
      aria-label={words.t('launch.finishOf', { service })}
    >
      {words.t('launch.finish')}
    </ButtonLink>
  ) : null;
};

export interface LaunchRowProps {
  launch: LaunchSummary;
  onTakeBack: (launch: LaunchSummary) => void;
}

/** One launch: how far it is, what it made, and what can be done about it. */
export const LaunchRow = ({ launch, onTakeBack }: LaunchRowProps) => {
  const words = useWords();
  const [isOpen, setIsOpen] = useState(false);
  const heading = useId();
  const itemsId = useId();
  const { service, kind, actor, status, reason, startedAt, mayTakeBack } =
    launch;
  const next = presentNext(status);
  const named = { kind: words.t(presentKind(kind)), actor: actor ?? '' };

  return (
    <Card aria-labelledby={heading} role="group">
      <CardHeader>
        <div className={styles.head}>
          <Text as="h3" variant="title-x-small" id={heading}>
            {service}
          </Text>
          <StatusBadge look={presentLaunch(status)} />
          <Text color="secondary">
            {words.t(actor ? 'launch.by' : 'launch.byNobody', named)},{' '}
            <Age at={startedAt} as="ago" />
          </Text>
        </div>
      </CardHeader>
      <CardBody>
        <div className={styles.body}>
          {reason && (
            <Text as="p" className={styles.reason}>
              {reason}
            </Text>
          )}
          {next && (
            <Text as="p" weight="bold">
              {words.t(next)}
            </Text>
          )}
          <div className={styles.actions}>
            {next && kind === 'launch' && <FinishLink launch={launch} />}
            {mayTakeBack && (
              <Button
                variant="secondary"
                size="small"
                destructive
                aria-label={words.t('launch.takeBackOf', { service })}
                onPress={() => onTakeBack(launch)}
              >
                {words.t('launch.takeBack')}
              </Button>
            )}
            <Button
              variant="tertiary"
              size="small"
              aria-expanded={isOpen}
              aria-controls={itemsId}
              aria-label={words.t('launch.items.showOf', { service })}
              onPress={() => setIsOpen(!isOpen)}
            >
              {words.t('launch.items.show')}
            </Button>
          </div>
          <div id={itemsId}>{isOpen && <LaunchItems launch={launch} />}</div>
        </div>
      </CardBody>
    </Card>
  );
};
