/**
 * Confusion matrix in images, `classes` rows (label) by `classes` columns (predicted class).
 *
 * @throws RangeError where the lengths differ or an entry is no class from 0 to `classes` − 1.
 */
export function confusion(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  classes: number,
): number[][] {
  if (predictions.length !== labels.length) {
    throw new RangeError(`${labels.length} labels, but ${predictions.length} predictions.`);
  }
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < labels.length; i++) {
    const [label, predicted] = [labels[i]!, predictions[i]!];
    const row = matrix[label];
    const count = row?.[predicted];
    if (row === undefined || count === undefined) {
      throw new RangeError(
        `Image ${i} has label ${label} and prediction ${predicted}; classes are 0 to ${classes - 1}.`,
      );
    }
    row[predicted] = count + 1;
  }
  return matrix;
}
