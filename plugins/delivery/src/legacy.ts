/**
 * The delivery of services in Backstage's old frontend system.
 *
 * @packageDocumentation
 */
export * from './legacy/index';
