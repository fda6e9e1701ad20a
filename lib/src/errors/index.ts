export { InvalidInput, type InvalidInputDetails } from './invalid-input';
