import type { Displayable } from '../show/displayable';
import type { Matrix } from './matrix';

/** Ten measurements, in raw units. */
export type DiabetesFeature = 'age' | 'sex' | 'bmi' | 'bp' | 's1' | 's2' | 's3' | 's4' | 's5' | 's6';

/** Thirteen results of chemical analysis. */
export type WineFeature =
  | 'alcohol'
  | 'malic_acid'
  | 'ash'
  | 'alcalinity_of_ash'
  | 'magnesium'
  | 'total_phenols'
  | 'flavanoids'
  | 'nonflavanoid_phenols'
  | 'proanthocyanins'
  | 'color_intensity'
  | 'hue'
  | 'od280/od315_of_diluted_wines'
  | 'proline';

type Nucleus =
  | 'radius'
  | 'texture'
  | 'perimeter'
  | 'area'
  | 'smoothness'
  | 'compactness'
  | 'concavity'
  | 'concave points'
  | 'symmetry'
  | 'fractal dimension';

/** Mean, standard error and worst of ten features of cell nuclei. */
export type BreastCancerFeature = `mean ${Nucleus}` | `${Nucleus} error` | `worst ${Nucleus}`;

type Pixel = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** A pixel by row and column. */
export type DigitsFeature = `pixel_${Pixel}_${Pixel}`;

/** The feature names of each data set. */
export interface DatasetFeatures {
  diabetes: DiabetesFeature;
  'breast-cancer': BreastCancerFeature;
  wine: WineFeature;
  digits: DigitsFeature;
}

/** The data sets that come with the course. */
export type DatasetName = keyof DatasetFeatures;

interface Described<Name extends DatasetName> extends Displayable {
  readonly name: Name;
  readonly description: string;
  /** One row a sample, one named column a feature. */
  readonly features: Matrix<DatasetFeatures[Name]>;
  readonly featureNames: readonly DatasetFeatures[Name][];
  /** Unit of each feature; empty where it has none. */
  readonly units: Readonly<Record<DatasetFeatures[Name], string>>;
  readonly targetName: string;
  /** Who made the data, and where it was published. */
  readonly source: string;
  readonly license: string;
}

/** A number is to be predicted. */
export interface RegressionDataset<Name extends DatasetName = DatasetName> extends Described<Name> {
  readonly target: Float64Array;
}

/** One of several classes is to be predicted. */
export interface ClassificationDataset<Name extends DatasetName = DatasetName> extends Described<Name> {
  /** Class numbers; `classNames[target[i]]` is the class of sample i. */
  readonly target: Int32Array;
  readonly classNames: readonly string[];
}

/** What `loadDataset` returns for a name. */
export type Dataset<Name extends DatasetName = DatasetName> = Name extends 'diabetes'
  ? RegressionDataset<Name>
  : ClassificationDataset<Name>;
