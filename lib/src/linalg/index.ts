export { cholesky, solveCholesky } from './cholesky';
export { type ModifiedCholesky, modifiedCholesky } from './modified-cholesky';
export { type SymmetricEigen, symmetricEigen } from './symmetric-eigen';
