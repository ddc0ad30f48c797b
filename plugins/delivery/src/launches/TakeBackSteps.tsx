import { Checkbox, Text } from '@backstage/ui';
import { TakeBackPreview, TakeBackStep } from '@slipway/plugin-delivery-common';
import { MessageKey, useWords } from '../translation';
import styles from './Launches.module.css';
import { presentKeepReason } from './presentKeepReason';

export interface TakeBackStepsProps {
  preview: TakeBackPreview;
  /** Keys of what is to go although it would stay. */
  also: string[];
  isDisabled: boolean;
  onToggle: (key: string, isAsked: boolean) => void;
}

const groups: Array<{ action: TakeBackStep['action']; title: MessageKey }> = [
  { action: 'remove', title: 'launch.preview.remove' },
  { action: 'keep', title: 'launch.preview.keep' },
  { action: 'gone', title: 'launch.preview.gone' },
];

/** What goes, what stays and why, and what is gone already. */
export const TakeBackSteps = (props: TakeBackStepsProps) => {
  const words = useWords();
  const { preview, also, isDisabled, onToggle } = props;
  if (preview.steps.length === 0) {
    return <Text as="p">{words.t('launch.preview.nothing')}</Text>;
  }
  return groups.map(({ action, title }) => {
    const steps = preview.steps.filter(step => step.action === action);
    return steps.length === 0 ? null : (
      <section key={action}>
        <Text as="h3" weight="bold">
          {words.t(title, { count: steps.length })}
        </Text>
        <ul className={styles.items}>
          {steps.map(step => (
            <li key={step.key}>
              <Text color="secondary">{step.what}</Text>{' '}
              <Text>{step.name}</Text>
              {action === 'keep' && (
                <Text as="p">{words.say(presentKeepReason(step.why))}</Text>
              )}
              {(step.mayAsk || also.includes(step.key)) && (
                <Checkbox
                  isSelected={also.includes(step.key)}
                  isDisabled={isDisabled}
                  aria-label={words.t('launch.preview.askOf', {
                    name: step.name,
                  })}
                  onChange={isAsked => onToggle(step.key, isAsked)}
                >
                  {words.t('launch.preview.ask')}
                </Checkbox>
              )}
            </li>
          ))}
        </ul>
      </section>
    );
  });
};
