import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Box, Button, Text } from '@backstage/ui';
import { useWords } from '../translation';
import { deriveRequest } from './deriveRequest';
import { PreflightResult } from './PreflightResult';
import { usePreflight } from './usePreflight';

export type SlipwayPreflightProps = FieldExtensionComponentProps<
  string,
  Record<string, unknown>
>;

/** On the last page of a form: what is in the way of the launch, before it starts. */
export const SlipwayPreflight = (props: SlipwayPreflightProps) => {
  const { schema, uiSchema, formContext } = props;
  const words = useWords();
  const { state, check } = usePreflight();
  const request = deriveRequest(
    uiSchema?.['ui:options'] ?? {},
    formContext?.formData ?? {},
  );
  const isChecking = state.kind === 'checking';
  return (
    <Box bg="neutral">
      <Text as="p" weight="bold">
        {schema.title ?? words.t('preflight.title')}
      </Text>
      <Text as="p">
        {schema.description ?? words.t('preflight.description')}
      </Text>
      <Box mt="2">
        <Button
          variant="secondary"
          isDisabled={!request}
          isPending={isChecking}
          onPress={() => request && check(request)}
        >
          {words.t(
            state.kind === 'idle' ? 'preflight.check' : 'preflight.checkAgain',
          )}
        </Button>
      </Box>
      {!request && <Text as="p">{words.t('preflight.noService')}</Text>}
      <PreflightResult state={state} />
    </Box>
  );
};
