import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Alert, Box, TextField } from '@backstage/ui';
import { useWords } from '../translation';
import { checkServiceName, NAME_LIMIT } from './checkServiceName';
import { presentNameCheck } from './presentNameCheck';
import { useOccupancy } from './useOccupancy';

export type SlipwayServiceNameProps = FieldExtensionComponentProps<string>;

/** Asks for the name of a service and says as one types whether it will do. */
export const SlipwayServiceName = (props: SlipwayServiceNameProps) => {
  const { formData, onChange, required, schema, idSchema, disabled } = props;
  const words = useWords();
  const name = formData ?? '';
  const fault = name === '' ? undefined : checkServiceName(name);
  const check = useOccupancy(fault ? undefined : name);
  const remark = presentNameCheck(fault, check, words);

  return (
    // The form is not drawn with Backstage UI: without a surface of its own the field has no edge.
    <Box bg="neutral">
      <TextField
        id={idSchema?.$id}
        label={schema.title ?? words.t('field.serviceName.title')}
        description={
          schema.description ??
          words.t('field.serviceName.description', { limit: NAME_LIMIT })
        }
        isRequired={required}
        isDisabled={disabled}
        isInvalid={remark?.status === 'danger'}
        value={name}
        autoComplete="off"
        onChange={value => onChange(value === '' ? undefined : value)}
      />
      <div role="status">
        {remark && (
          <Alert mt="2" status={remark.status} icon title={remark.text} />
        )}
      </div>
    </Box>
  );
};
