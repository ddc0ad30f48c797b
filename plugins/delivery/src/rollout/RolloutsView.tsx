import { EnvironmentState } from '@slipway/plugin-delivery-common';
import { Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import { useState } from 'react';
import { EmptyNotice, RowBoundary } from '../components';
import { presentRolloutStanding } from '../present';
import { useWords } from '../translation';
import { deriveFocus, withRollout } from './deriveFocus';
import { RolloutPanel } from './RolloutPanel';

/** The rollouts of a service, one environment at a time. */
export const RolloutsView = ({
  environments,
}: {
  environments: EnvironmentState[];
}) => {
  const words = useWords();
  const [chosen, setChosen] = useState<string>();
  const rollouts = withRollout(environments);
  if (rollouts.length === 0) {
    const runsOtherwise = environments.some(({ live }) => live);
    return runsOtherwise ? (
      <EmptyNotice
        title={words.t('rollout.deployment')}
        next={words.t('rollout.deploymentNext')}
      />
    ) : (
      <EmptyNotice
        title={words.t('rollout.none')}
        next={words.t('rollout.noneNext')}
      />
    );
  }
  const isThere = rollouts.some(({ name }) => name === chosen);
  const selected = isThere ? chosen : deriveFocus(rollouts);

  return (
    <Tabs
      selectedKey={selected}
      onSelectionChange={key => setChosen(String(key))}
    >
      <TabList aria-label={words.t('rollout.environments')}>
        {rollouts.map(({ name, title, rollout }) => {
          const look = presentRolloutStanding(rollout.standing);
          const Icon = look.icon;
          return (
            <Tab
              key={name}
              id={name}
              aria-label={`${title}: ${words.t(look.word)}`}
            >
              <Icon size={14} aria-hidden="true" />
              &nbsp;{title}
            </Tab>
          );
        })}
      </TabList>
      {rollouts.map(environment => (
        <TabPanel key={environment.name} id={environment.name}>
          <RowBoundary of={environment}>
            <RolloutPanel
              environment={environment}
              // Whoever works in a panel stays there when another environment begins to move.
              onFocus={() => setChosen(environment.name)}
            />
          </RowBoundary>
        </TabPanel>
      ))}
    </Tabs>
  );
};
