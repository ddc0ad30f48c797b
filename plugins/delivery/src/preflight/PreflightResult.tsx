import { Alert } from '@backstage/ui';
import { useWords } from '../translation';
import { FindingList } from './FindingList';
import { presentVerdict } from './presentPreflight';
import { SkippedList } from './SkippedList';
import { PreflightState } from './usePreflight';

const PreflightVerdict = ({ state }: { state: PreflightState }) => {
  const words = useWords();
  switch (state.kind) {
    case 'idle':
      return null;
    case 'checking':
      return (
        <Alert
          mt="3"
          status="info"
          icon
          loading
          title={words.t('preflight.checking')}
        />
      );
    case 'checked': {
      const { status, phrase } = presentVerdict(state.answer);
      return <Alert mt="3" status={status} icon title={words.say(phrase)} />;
    }
    case 'failed':
      return (
        <Alert
          mt="3"
          status="danger"
          icon
          title={words.t('preflight.failed', { reason: state.reason })}
        />
      );
    default:
      throw new Error(`Unknown state ${state satisfies never}`);
  }
};

/** How the last look has gone. What it comes to is told to who cannot see it, too. */
export const PreflightResult = ({ state }: { state: PreflightState }) => (
  <>
    <div role="status">
      <PreflightVerdict state={state} />
    </div>
    {'answer' in state && (
      <>
        <FindingList findings={state.answer.findings} />
        <SkippedList skipped={state.answer.skipped} />
      </>
    )}
    {state.kind === 'checking' && state.last && (
      <FindingList findings={state.last.findings} />
    )}
  </>
);
