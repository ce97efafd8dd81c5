"""
    python3 -m pip install scikit-learn==1.9.1
    python3 tests/golden/k-means.py > tests/golden/k-means.json

Writes codebooks that scikit-learn's k-means finds, and prints nothing else. Zero is held as a code by
a zero of overwhelming weight, which is clustered with the rest.
"""

import json
import math

import numpy as np
from sklearn.cluster import KMeans

WEIGHTS = 240
HOLD = 1e18


def linear(kept, count):
    return np.linspace(kept.min(), kept.max(), count)


def density(kept, count):
    """Quantiles, in the middle of as many equal parts of the distribution."""
    parts = (np.arange(count) + 0.5) / count
    return np.sort(kept)[np.floor(parts * len(kept)).astype(int)]


def initial_codes(kept, clusters, place):
    codes = place(kept, clusters - 1).astype(np.float32).astype(np.float64)
    return np.append(codes, 0)


def all_used(kept, codes):
    nearest = np.abs(kept[:, None] - codes).argmin(axis=1)
    return set(nearest) | {len(codes) - 1} == set(range(len(codes)))


def codebook(kept, initial):
    means = KMeans(len(initial), init=initial[:, None], n_init=1, tol=0, max_iter=300)
    weight = np.append(np.ones(len(kept)), HOLD)
    labels = means.fit(np.append(kept, 0)[:, None], sample_weight=weight).labels_
    assert means.n_iter_ < 300, "it did not converge"
    members = [kept[labels[:-1] == label] for label in range(len(initial)) if label != labels[-1]]
    # Its own means have lost their last bits, as it moves the numbers to their mean and back.
    return sorted([0.0] + [float(np.float32(math.fsum(m) / len(m))) for m in members])


random = np.random.default_rng(1)
normal = random.normal(0, 0.05, WEIGHTS)
weights = {
    "normal": normal,
    "pruned": np.where(np.abs(normal) < np.quantile(np.abs(normal), 0.6), 0, normal),
    "positive": random.uniform(0.25, 2, WEIGHTS),
    "lopsided": random.gamma(2, 0.05, WEIGHTS) - 0.05,
}
weights = {name: values.astype(np.float32) for name, values in weights.items()}

cases = []
for name, values in weights.items():
    kept = values[values != 0].astype(np.float64)
    for place in (linear, density):
        for clusters in (2, 3, 8, 16):
            initial = initial_codes(kept, clusters, place)
            # What becomes of a code without numbers is a matter of choice; ours is another.
            if all_used(kept, initial):
                codes = codebook(kept, initial)
                init = place.__name__
                cases.append({"name": name, "clusters": clusters, "init": init, "codes": codes})

print(
    json.dumps(
        {
            "source": "scikit-learn 1.9.1: sklearn.cluster.KMeans, Lloyd's algorithm, tol=0",
            "weights": {name: [float(w) for w in values] for name, values in weights.items()},
            "cases": cases,
        }
    )
)
