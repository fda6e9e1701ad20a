export { type SymmetricEigen, symmetricEigen } from './symmetric-eigen';
