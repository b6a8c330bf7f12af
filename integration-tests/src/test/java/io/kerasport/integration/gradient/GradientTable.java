package io.kerasport.integration.gradient;

import java.util.stream.Stream;

/** All rows. */
final class GradientTable {
  private GradientTable() {}

  static Stream<GradientCase> rows() {
    return Stream.of(
            ElementRows.rows(),
            MatrixRows.rows(),
            LayoutRows.rows(),
            IndexingRows.rows(),
            WindowRows.rows())
        .flatMap(rows -> rows);
  }
}
