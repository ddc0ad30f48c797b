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

/** One bad row blanks itself, never the card. */
export class RowBoundary extends Component<
  RowBoundaryProps,
  { failed?: { error: Error; of: unknown } }
> {
  state: { failed?: { error: Error; of: unknown } } = {};

  componentDidCatch(error: Error) {
    this.setState({ failed: { error, of: this.props.of } });
  }

  static getDerivedStateFromError(error: Error) {
    return { failed: { error, of: undefined } };
  }

  componentDidUpdate() {
    const { failed } = this.state;
    if (failed?.of !== undefined && failed.of !== this.props.of) {
      this.setState({ failed: undefined });
    }
  }

  render() {
    const { failed } = this.state;
    return failed ? <BrokenRow error={failed.error} /> : this.props.children;
  }
}
