export { type BackendOptions, backend } from './backend';
export { BackendUnavailable } from './backend-error';
export type { BackendName, BackendReport } from './report';
