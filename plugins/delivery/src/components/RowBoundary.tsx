import { Alert } from '@backstage/ui';
import { Component, ReactNode } from 'react';
import { useWords } from '../translation';

const BrokenRow = ({ error }: { error: Error }) => {
  const words = useWords();
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={words.t('frame.brokenRow', { reason: error.message })}
    />
  );
};

interface RowBoundaryProps {
  children: ReactNode;
  /** What is drawn; another value gets another chance. */
  of: unknown;
}

interface RowBoundaryState {
  error?: Error;
}

/** One bad row blanks itself, never the card. */
export class RowBoundary extends Component<RowBoundaryProps, RowBoundaryState> {
  static getDerivedStateFromError(error: Error): RowBoundaryState {
    return { error };
  }

  readonly state: RowBoundaryState = {};

  componentDidUpdate(before: RowBoundaryProps) {
    if (this.state.error && before.of !== this.props.of) {
      this.setState({ error: undefined });
    }
  }

  render() {
    const { error } = this.state;
    return error ? <BrokenRow error={error} /> : this.props.children;
  }
}
