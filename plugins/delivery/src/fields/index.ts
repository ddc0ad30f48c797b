export { serviceNameFormField } from './serviceNameFormField';
export { SlipwayServiceName } from './SlipwayServiceName';
export { validateServiceName } from './validateServiceName';
