export { preflightFormField } from './preflightFormField';
export { SlipwayPreflight } from './SlipwayPreflight';
