package io.kerasport.formats;

import java.util.ArrayList;
import java.util.List;

/**
 * What a Discretization layer of Keras 2 keeps of the data that it was adapted to.
 *
 * @param values numbers in ascending order
 * @param counts how many numbers of the data each stands for
 */
record BinSummary(List<Double> values, List<Double> counts) {
  BinSummary {
    values = List.copyOf(values);
    counts = List.copyOf(counts);
  }

  /** The boundaries between bins that hold about as many numbers each. */
  List<Double> boundaries(long bins) {
    int count = values.size();
    List<Double> boundaries = new ArrayList<>();
    double share = 1.0 / bins;
    if (count * share < 1) {
      boundaries.addAll(values);
    } else {
      double[] shares = shares();
      double steps = Math.ceil(1 / share); // one more than bins where that is rounded up
      for (int i = 0; i < steps; i++) {
        boundaries.add((double) (float) at(shares, share + i * share));
      }
    }
    return boundaries.isEmpty() ? boundaries : boundaries.subList(0, boundaries.size() - 1);
  }

  /** The share of all numbers up to each value. */
  private double[] shares() {
    double[] shares = new double[values.size()];
    float sum = 0; // as the summary's own type
    for (int i = 0; i < shares.length; i++) {
      sum += counts.get(i).floatValue();
      shares[i] = sum;
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] = (float) shares[i] / sum;
    }
    return shares;
  }

  /** The value up to which a share of the numbers lies, between the known ones on a line. */
  private double at(double[] shares, double share) {
    int last = shares.length - 1;
    if (share <= shares[0]) {
      return values.get(0);
    }
    if (share >= shares[last]) {
      return values.get(last);
    }
    int above = 1;
    while (shares[above] <= share) {
      above++;
    }
    double low = shares[above - 1];
    double slope = (values.get(above) - values.get(above - 1)) / (shares[above] - low);
    return values.get(above - 1) + slope * (share - low);
  }
}
