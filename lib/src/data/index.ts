export { center } from './center';
export { DatasetError } from './dataset-error';
export type {
  BreastCancerFeature,
  ClassificationDataset,
  Dataset,
  DatasetName,
  DiabetesFeature,
  DigitsFeature,
  RegressionDataset,
  WineFeature,
} from './dataset-types';
export { loadDataset } from './load-dataset';
export { column, type Matrix, matrixOf, rowsOf, selectColumns, selectRows, toTensor } from './matrix';
export { loadMnist, type MnistImages, type MnistOptions, type MnistPixels } from './mnist';
export { type Labelled, type Split, type SplitOptions, trainTestSplit } from './split';
export { type Standardization, standardize } from './standardize';
