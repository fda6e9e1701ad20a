"""Writes the CSV files of this folder, and the reference statistics of the loader's tests, from scikit-learn.

    pip install scikit-learn==1.7.2
    python datasets/make_datasets.py datasets test/oracles/datasets.json

The values are written as the shortest decimals that give the same float64 back.
"""
import csv, json, pathlib, sys
import numpy
from sklearn import datasets
from sklearn.linear_model import LinearRegression
from sklearn.preprocessing import StandardScaler

folder, oracle = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
sets = {
    "diabetes": datasets.load_diabetes(scaled=False),
    "breast-cancer": datasets.load_breast_cancer(),
    "wine": datasets.load_wine(),
    "digits": datasets.load_digits(),
}


def decimal(value):
    return repr(int(value)) if value == int(value) else repr(float(value))


reference = {"source": "scikit-learn 1.7.2, numpy: population deviation (ddof 0); r2 of least squares on all rows"}
for name, data in sets.items():
    path = folder / f"{name}.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        target = "progression" if name == "diabetes" else "class"
        writer.writerow([*data.feature_names, target])
        for row, label in zip(data.data, data.target):
            writer.writerow([*map(decimal, row), decimal(label)])
    scaler = StandardScaler().fit(data.data)
    reference[name] = {
        "shape": list(data.data.shape),
        "mean": scaler.mean_.tolist(),
        "deviation": scaler.scale_.tolist(),
        "firstRow": data.data[0].tolist(),
        "lastRow": data.data[-1].tolist(),
        "standardizedRow100": scaler.transform(data.data)[100].tolist(),
        "targetSum": float(data.target.sum()),
        "targetHead": data.target[:5].tolist(),
    }
    if name == "diabetes":
        fit = LinearRegression().fit(data.data, data.target)
        reference[name]["r2"] = fit.score(data.data, data.target)
        reference[name]["condition"] = float(numpy.linalg.cond(scaler.transform(data.data)))
    else:
        reference[name]["classCounts"] = numpy.bincount(data.target).tolist()
        reference[name]["classNames"] = [str(label) for label in data.target_names]
oracle.write_text(json.dumps(reference, indent=1) + "\n")
